"""Accounts and roles in the admin: lists to look in; what changes them is a button to a view that calls an action."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions.data_request import WARN_BEFORE
from accounts.enums import RequestState, Role
from accounts.models import DataRequest, RoleGrant, User
from accounts.permissions import Permission
from accounts.views import desk, officer
from core.admin_words import WordAdmin


class RoleFilter(admin.SimpleListFilter):
    """People with a role, or with none."""

    title = _("rol")
    parameter_name = "rol"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Every role that can be given, and none."""
        return [*Role.grantable(), ("geen", _("zonder rol"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Only those who hold it now."""
        holders = RoleGrant.objects.filter(withdrawn_at=None)
        if self.value() == "geen":
            return queryset.exclude(pk__in=holders.values("user"))
        if self.value() in dict(Role.grantable()):
            return queryset.filter(pk__in=holders.filter(role=self.value()).values("user"))
        return queryset


@admin.register(User)
class UserAdmin(WordAdmin):
    """Accounts: found by name or address, opened on a page of their own."""

    view_words = (Permission.SEE_PEOPLE,)
    list_display = ["display_name", "email", "roles_now", "is_active"]
    list_filter = [RoleFilter, "is_active"]
    list_per_page = 50
    search_fields = ["display_name", "email"]
    search_help_text = _("Zoek op naam of e-mailadres.")
    change_list_template = "accounts/desk/people.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Everybody, with their roles of now."""
        grants = RoleGrant.objects.filter(withdrawn_at=None).order_by("role")
        return super().get_queryset(request).prefetch_related(Prefetch("role_grants", grants, to_attr="roles_held"))

    def get_urls(self) -> list[URLPattern]:
        """The buttons, before the library's own addresses."""
        return [
            path("nieuw/", desk.add, name="accounts_user_new"),
            path("<int:pk>/rol/", desk.grant, name="accounts_user_grant"),
            path("<int:pk>/rol/<int:grant>/intrekken/", desk.withdraw, name="accounts_user_withdraw"),
            path("<int:pk>/doen/<slug:name>/", desk.do, name="accounts_user_do"),
            path("<int:pk>/change/", desk.person, name="accounts_user_change"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the button to add a colleague for whoever may."""
        may_grant = request.user.has_perm(Permission.GRANT_ROLES)
        return super().changelist_view(request, {"may_grant": may_grant, **(extra_context or {})})

    @admin.display(description=_("rollen"))
    def roles_now(self, user: User) -> str:
        """The roles somebody holds."""
        held: list[RoleGrant] = user.roles_held  # type: ignore[attr-defined]
        return ", ".join(sorted({grant.get_role_display() for grant in held})) or "–"


@admin.register(RoleGrant)
class RoleGrantAdmin(WordAdmin):
    """Who was given what, by whom, when: a list to look back in."""

    view_words = (Permission.SEE_PEOPLE,)
    list_display = ["user", "role", "scope", "granted_by", "granted_at", "withdrawn_at"]
    list_filter = ["role", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "granted_by"]
    search_fields = ["user__display_name", "user__email"]


@admin.register(DataRequest)
class DataRequestAdmin(WordAdmin):
    """Requests about personal data, the first to answer on top."""

    view_words = (Permission.HANDLE_DATA_REQUESTS,)
    list_display = ["kind", "user", "state", "due_on", "time_left", "handler"]
    list_filter = ["state", "kind"]
    list_select_related = ["user", "handler"]
    search_fields = ["user__display_name", "user__email"]
    change_list_template = "accounts/desk/requests.html"

    def get_urls(self) -> list[URLPattern]:
        """The pages of a request, before the library's own addresses."""
        return [
            path("nieuw/", officer.take_in, name="accounts_datarequest_new"),
            path("<int:pk>/change/", officer.read, name="accounts_datarequest_change"),
            path("<int:pk>/bekijken/", officer.look, name="accounts_datarequest_look"),
            path("<int:pk>/antwoord/<slug:step>/", officer.answer, name="accounts_datarequest_answer"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under its own name."""
        return super().changelist_view(request, {"title": str(self.opts.verbose_name_plural).capitalize()})

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Open ones by their last day, then the answered ones."""
        return (F("answered_at").desc(nulls_first=True), "due_on", "pk")

    @admin.display(description=_("tijd"))
    def time_left(self, asked: DataRequest) -> str:
        """How long until the answer is due, in days with a word."""
        if asked.state != RequestState.OPEN:
            return ""
        days = (asked.due_on - localdate()).days
        if days < 0:
            return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", -days) % {"days": -days}
        word = _("op tijd") if days > WARN_BEFORE.days else _("bijna te laat")
        return f"{ngettext('nog %(days)d dag', 'nog %(days)d dagen', days) % {'days': days}} ({word})"
