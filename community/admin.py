"""What staff keep for the city around an initiative: hubs, kinds of events, rules of challenges."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from city.permissions import Permission as Town
from community.models import ChallengeClause, ChallengeCriterion, ChallengeTerm, EventKind, Hub, HubHelp, ReferralTerm
from community.permissions import Permission
from core.admin_words import MasterDataAdmin
from core.conflict_form import ConflictForm
from initiatives.enums import HelpKind
from initiatives.permissions import Permission as Desk


class HubForm(ConflictForm):
    """A hub, with the words of the search made anew from what was typed."""

    website = forms.URLField(label=_("website"), required=False, assume_scheme="https", max_length=200)

    def clean(self) -> dict[str, Any] | None:
        """Renew what the search looks through, before the row is saved."""
        cleaned = super().clean()
        for name in ("name", "does", "does_en"):
            setattr(self.instance, name, self.cleaned_data.get(name, ""))
        self.instance.index_words()
        return cleaned


class HelpInline(admin.StackedInline):
    """The kinds of help a hub gives."""

    model = HubHelp
    extra = 1
    max_num = len(HelpKind)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """As the hub itself."""
        return request.user.has_perm(Permission.KEEP_HUBS)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """As the hub itself."""
        return request.user.has_perm(Permission.KEEP_HUBS)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """As the hub itself."""
        return request.user.has_perm(Permission.KEEP_HUBS)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """As the hub itself."""
        return request.user.has_perm(Permission.KEEP_HUBS)


@admin.register(Hub)
class HubAdmin(MasterDataAdmin):
    """Hubs; one that was asked something cannot be deleted, it goes out of use."""

    form = HubForm
    change_words = (Permission.KEEP_HUBS,)
    list_display = ["name", "is_reachable", "active"]
    list_filter = ["active", "themes", "wijken"]
    search_fields = ["name"]
    fields = [
        "name",
        "slug",
        "does",
        "does_en",
        "themes",
        "wijken",
        "website",
        "email",
        "phone",
        "referral_email",
        "active",
    ]
    inlines = [HelpInline]
    formfield_overrides = {models.ManyToManyField: {"widget": CheckboxSelectMultiple}}

    def get_readonly_fields(self, request: HttpRequest, obj: Hub | None = None) -> list[str]:
        """The address stays once links use it."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Hub | None = None) -> dict[str, Any]:
        """Only a new hub gets its address from its name."""
        return {} if obj else {"slug": ["name"]}

    @admin.display(boolean=True, description=_("e-mailadres voor vragen is ingevuld"))
    def is_reachable(self, hub: Hub) -> bool:
        """True when questions can go to it: a real mailbox, not the example of a new town."""
        return bool(hub.referral_email) and not hub.has_placeholder


@admin.register(ReferralTerm)
class ReferralTermAdmin(MasterDataAdmin):
    """How long hubs get to answer, dated."""

    change_words = (Desk.EDIT_SETTINGS,)
    delete_words = (Desk.EDIT_SETTINGS,)
    list_display = ["valid_from", "remind_days", "tell_days", "link_days"]


@admin.register(EventKind)
class EventKindAdmin(MasterDataAdmin):
    """Kinds of events, in the order people see them; one out of use keeps its events."""

    change_words = (Town.EDIT_TOWN,)
    list_display = ["name", "name_en", "position", "active"]
    list_filter = ["active"]

    def get_readonly_fields(self, request: HttpRequest, obj: EventKind | None = None) -> list[str]:
        """The address of a filter stays once people may have it."""
        return ["slug"] if obj else []


@admin.register(ChallengeTerm)
class ChallengeTermAdmin(MasterDataAdmin):
    """Terms with the day they begin; a new term is a new row, so that challenges sent before keep theirs."""

    view_words = (Permission.ASSESS_CHALLENGES,)
    change_words = (Desk.EDIT_SETTINGS,)
    delete_words = (Desk.EDIT_SETTINGS,)
    list_display = ["kind", "weeks", "valid_from", "source"]
    list_filter = ["kind"]


@admin.register(ChallengeCriterion)
class ChallengeCriterionAdmin(MasterDataAdmin):
    """Criteria everyone reads; one that a judgement rests on is put out of use, not deleted."""

    view_words = (Permission.ASSESS_CHALLENGES,)
    change_words = (Desk.EDIT_SETTINGS,)
    list_display = ["name", "position", "active"]
    list_filter = ["active"]


@admin.register(ChallengeClause)
class ChallengeClauseAdmin(MasterDataAdmin):
    """What stands below a decision: whether one can object, and the text."""

    view_words = (Permission.ASSESS_CHALLENGES,)
    change_words = (Desk.EDIT_SETTINGS,)
    list_display = ["valid_from", "can_object", "weeks", "text"]
