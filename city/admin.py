"""The town's master data in the admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from city.forms import GoalForm, WijkForm
from city.models import Department, Expertise, Goal, GoalTarget, Holiday, Stadsdeel, Theme, Wijk
from city.permissions import Permission
from core.admin_words import MasterDataAdmin


class TownAdmin(MasterDataAdmin):
    """A page for the town's data; what cases refer to cannot be deleted."""

    change_words = (Permission.EDIT_TOWN,)
    delete_words = (Permission.EDIT_TOWN,)


@admin.register(Wijk)
class WijkAdmin(TownAdmin):
    """Wijken; their code is CBS's and stays."""

    form = WijkForm
    list_display = ["name", "code", "stadsdeel", "has_boundary"]
    list_filter = ["stadsdeel"]
    list_select_related = ["stadsdeel"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request: HttpRequest, obj: Wijk | None = None) -> list[str]:
        """The code and the address are fixed once cases and links use them."""
        return ["code", "slug", "has_boundary"] if obj else ["has_boundary"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Wijk | None = None) -> dict[str, Sequence[str]]:
        """Only a new wijk gets its address from its name."""
        return {} if obj else {"slug": ["name"]}

    @admin.display(boolean=True, description=_("grens ingelezen"))
    def has_boundary(self, wijk: Wijk) -> bool:
        """True when the map draws its real shape."""
        return bool(wijk.boundary)


@admin.register(Theme)
class ThemeAdmin(TownAdmin):
    """Themes, in the order residents see them."""

    list_display = ["name", "name_en", "position"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


class TargetInline(admin.StackedInline):
    """What is wanted of a goal by which year."""

    model = GoalTarget
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Goal | None = None) -> bool:
        """As the goal above it."""
        return request.user.has_perm(Permission.EDIT_TOWN)

    def has_add_permission(self, request: HttpRequest, obj: Goal | None = None) -> bool:
        """As the goal above it."""
        return request.user.has_perm(Permission.EDIT_TOWN)

    def has_change_permission(self, request: HttpRequest, obj: Goal | None = None) -> bool:
        """As the goal above it."""
        return request.user.has_perm(Permission.EDIT_TOWN)

    def has_delete_permission(self, request: HttpRequest, obj: Goal | None = None) -> bool:
        """As the goal above it."""
        return request.user.has_perm(Permission.EDIT_TOWN)


@admin.register(Goal)
class GoalAdmin(TownAdmin):
    """Municipal goals and wijkopgaven with their targets; one out of use keeps its links."""

    form = GoalForm
    list_display = ["code", "name", "kind", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["code", "name"]
    inlines = [TargetInline]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Boxes to tick: the library's double list cannot be worked with a keyboard alone, nor on a telephone."""
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)


@admin.register(Holiday)
class HolidayAdmin(TownAdmin):
    """Closed days; promises and terms count with them."""

    list_display = ["day", "name", "kind"]
    list_filter = ["kind"]
    date_hierarchy = "day"


@admin.register(Expertise)
class ExpertiseAdmin(TownAdmin):
    """What colleagues can know, and for which themes it is of use."""

    list_display = ["name", "slug"]
    list_filter = ["themes"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]
    filter_horizontal = ["themes"]


@admin.register(Stadsdeel, Department)
class NamedAdmin(TownAdmin):
    """Lists of names."""

    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]
