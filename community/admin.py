"""What staff keep for the city around an initiative, and its cases to look up. Writing goes through the werkplek."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from city.permissions import Permission as Town
from community.models import (
    Challenge,
    ChallengeClause,
    ChallengeCriterion,
    ChallengeTerm,
    EventKind,
    HelpOffer,
    Hub,
    HubHelp,
    Referral,
    ReferralTerm,
    Registration,
    Story,
    Takedown,
)
from community.permissions import Permission
from community.queries.referral_access import readable_referrals
from core.admin_words import MasterDataAdmin, WordAdmin
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


class LookUpAdmin(WordAdmin):
    """Cases that whoever works with them finds by number or title; nobody changes them here."""

    view_on_site = False  # the address of a case is that of its initiator's side


@admin.register(Challenge)
class ChallengeAdmin(LookUpAdmin):
    """Challenges that were sent, to those who may read them at the werkplek."""

    view_words = (Permission.ASSESS_CHALLENGES, Permission.DECIDE_CHALLENGES)
    list_display = ["number", "name", "state", "initiative", "assessor", "received_at", "decide_by"]
    list_filter = ["state"]
    list_select_related = ["initiative", "assessor"]
    search_fields = ["number", "name", "initiative__number", "initiative__title"]
    fields = [
        *("number", "name", "state", "initiative", "task", "received_at", "entered_by", "assessor", "assess_by"),
        *("decide_by", "extended_at", "closed_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        """A draft is nobody's business but its writer's."""
        return super().get_queryset(request).filter(pk__in=Challenge.objects.for_desk(person(request)).values("pk"))


@admin.register(Referral)
class ReferralAdmin(LookUpAdmin):
    """Questions to hubs of the cases this colleague may read; without what the initiator let go along."""

    view_words = (Permission.REFER,)
    list_display = ["initiative", "hub", "state", "proposed_by", "sent_at", "answered_at", "outcome"]
    list_filter = ["state", "outcome", "hub"]
    list_select_related = ["initiative", "hub", "proposed_by"]
    search_fields = ["initiative__number", "initiative__title", "hub__name"]
    fields = [
        *("initiative", "hub", "state", "question", "reason", "proposed_by", "proposed_at", "consented_at", "sent_at"),
        *("reminded_at", "told_at", "answered_at", "ended_at", "outcome", "outcome_text"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Referral]:
        """As at the werkplek."""
        return super().get_queryset(request).filter(pk__in=readable_referrals(person(request)).values("pk"))


@admin.register(Story)
class StoryAdmin(LookUpAdmin):
    """Stories, by what they are called or are about; their texts and who said what stand at the werkplek."""

    view_words = (Permission.EDIT_STORIES,)
    list_display = ["__str__", "kind", "initiative", "theme", "started_by", "started_at", "published_at"]
    list_filter = ["kind", "theme"]
    list_select_related = ["initiative", "theme", "started_by"]
    search_fields = ["slug", "versions__title", "initiative__number", "initiative__title"]
    fields = ["kind", "slug", "initiative", "theme", "started_by", "started_at", "published_at"]


@admin.register(Takedown)
class TakedownAdmin(LookUpAdmin):
    """What was taken off the website, why, and what somebody else decided."""

    view_words = (Permission.MODERATE,)
    list_display = ["__str__", "state", "taken_by", "taken_at", "due_on", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["initiative", "news", "taken_by", "decided_by"]
    search_fields = ["initiative__number", "initiative__title", "news__title"]
    fields = [
        *("initiative", "state", "reason", "taken_by", "taken_at", "appeal", "appealed_at", "due_on", "decision"),
        *("decided_by", "decided_at"),
    ]


@admin.register(HelpOffer)
class HelpOfferAdmin(LookUpAdmin):
    """Offers of help that reached somebody: how far they are. Who offered what is between helper and initiator."""

    view_words = (Permission.MODERATE,)
    list_display = ["initiative", "gift", "state", "offered_at", "answered_at"]
    list_filter = ["state", "gift"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__number", "initiative__title"]
    fields = ["initiative", "gift", "state", "offered_at", "confirmed_at", "answered_at", "withdrawn_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HelpOffer]:
        """What nobody confirmed is nothing yet."""
        return super().get_queryset(request).exclude(confirmed_at=None)


@admin.register(Registration)
class RegistrationAdmin(LookUpAdmin):
    """Who registered for which event; what they need to take part stands with the event alone."""

    view_words = (Permission.RUN_EVENTS,)
    list_display = ["name", "event", "people", "state", "registered_at", "came"]
    list_filter = ["state"]
    list_select_related = ["event"]
    date_hierarchy = "registered_at"
    search_fields = ["name", "event__title"]
    fields = ["event", "number", "name", "people", "state", "registered_at", "seated_at", "cancelled_at", "came"]
