"""Profiles to keep, and what EP-teams wrote down to look up. Writing goes through the werkplek."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, ManyToManyField
from django.forms import CheckboxSelectMultiple, ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest

from core.admin_words import MasterDataAdmin, WordAdmin
from initiatives.permissions import Permission as Desk
from teams.models import ActionPoint, Book, Gathering, Lesson, Overrun, Profile, Programme, RoomTerm, Rule, Session
from teams.permissions import Permission
from teams.queries.people import colleagues


@admin.register(Profile)
class ProfileAdmin(MasterDataAdmin):
    """Profiles of civil servants; each keeps their own at the werkplek, the administrator all of them."""

    change_words = (Permission.EDIT_PROFILES,)
    list_display = ["user", "department", "job", "hours_a_week", "absent_from", "absent_until"]
    list_filter = ["department", "expertise", "wijken"]
    list_select_related = ["user", "department"]
    search_fields = ["user__display_name", "user__email", "job"]
    fields = [
        "user",
        "department",
        "job",
        "hours_a_week",
        "expertise",
        "wijken",
        "absent_from",
        "absent_until",
        "stand_in",
    ]
    ordering = ["user__display_name", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Profile | None = None) -> list[str]:
        """A profile stays with its person."""
        return ["user"] if obj else []

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Boxes to tick: the library's double list cannot be worked with a keyboard alone, nor on a telephone."""
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Only colleagues have a profile or stand in for one."""
        if db_field.name in {"user", "stand_in"}:
            kwargs["queryset"] = colleagues()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(RoomTerm)
class RoomTermAdmin(MasterDataAdmin):
    """The hours each position gives, dated."""

    change_words = (Desk.EDIT_SETTINGS,)
    delete_words = (Desk.EDIT_SETTINGS,)
    list_display = ["kind", "hours", "valid_from"]
    list_filter = ["kind"]


class LookUpAdmin(WordAdmin):
    """Rows that whoever may see all teams can look up and nobody changes here."""

    view_words = (Permission.SEE_ALL_TEAMS,)


@admin.register(Session)
class SessionAdmin(LookUpAdmin):
    """Advice sessions."""

    list_display = ["team", "kind", "held_on", "minutes", "shared", "logged_by"]
    list_filter = ["kind", "shared"]
    list_select_related = ["team__initiative", "logged_by"]
    date_hierarchy = "held_on"
    search_fields = ["team__initiative__number", "team__initiative__title"]
    exclude = ["idempotency_key", "version"]


@admin.register(Overrun)
class OverrunAdmin(LookUpAdmin):
    """Where more time was given than the room allowed, and why."""

    list_display = ["team", "minutes", "reason", "by", "at"]
    list_select_related = ["team__initiative", "by"]
    date_hierarchy = "at"
    search_fields = ["team__initiative__number", "reason"]


@admin.register(ActionPoint)
class ActionPointAdmin(LookUpAdmin):
    """Action points of both sides."""

    list_display = ["text", "team", "side", "owner", "due_on", "shared", "done_at", "dropped_at"]
    list_filter = ["side", "shared"]
    list_select_related = ["team__initiative", "owner"]
    date_hierarchy = "due_on"
    search_fields = ["text", "team__initiative__number"]


@admin.register(Rule)
class RuleAdmin(LookUpAdmin):
    """Rules that stood in the way; they are kept at the werkplek."""

    list_display = ["name", "state", "owner", "source"]
    list_filter = ["state"]
    list_select_related = ["owner"]
    search_fields = ["name", "source"]
    exclude = ["version"]


@admin.register(Lesson)
class LessonAdmin(LookUpAdmin):
    """Lessons; those that stay in the team are on the page of the case."""

    list_display = ["__str__", "team", "level", "learnt_by", "learnt_at"]
    list_filter = ["level"]
    list_select_related = ["team__initiative", "learnt_by"]
    search_fields = ["text", "team__initiative__number"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Only what its writer lets colleagues outside the team read."""
        return super().get_queryset(request).filter(shareable=True)


class ProgrammeLookUpAdmin(WordAdmin):
    """Rows that whoever runs programmes can look up; they are written at the werkplek.

    What is said at intervision and what people answered at the closing is not here: that stays in the room.
    """

    view_words = (Permission.RUN_PROGRAMMES,)


@admin.register(Programme)
class ProgrammeAdmin(ProgrammeLookUpAdmin):
    """Programmes of a season."""

    list_display = ["name", "kind", "starts_on", "ends_on", "owner", "is_public"]
    list_filter = ["kind", "is_public"]
    list_select_related = ["owner"]
    date_hierarchy = "starts_on"
    search_fields = ["name"]
    exclude = ["version"]


@admin.register(Gathering)
class GatheringAdmin(ProgrammeLookUpAdmin):
    """Gatherings of programmes."""

    list_display = ["programme", "kind", "starts_at", "place"]
    list_filter = ["kind"]
    list_select_related = ["programme"]
    date_hierarchy = "starts_at"
    search_fields = ["programme__name", "place"]
    exclude = ["version"]


@admin.register(Book)
class BookAdmin(ProgrammeLookUpAdmin):
    """The doorgeefboeken; where each is, is on the page of its programme."""

    list_display = ["programme", "number"]
    list_select_related = ["programme"]
    search_fields = ["programme__name"]
