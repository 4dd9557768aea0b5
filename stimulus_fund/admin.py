"""The fund at the desk: rows to look up, and what can be done, through the same actions as at the werkplek."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.queries import person
from core import amounts
from core.admin_words import WordAdmin
from core.refusal import Refusal
from stimulus_fund.actions.handling import take_on
from stimulus_fund.actions.letters import post_letter
from stimulus_fund.acts import Act
from stimulus_fund.enums import State
from stimulus_fund.models import (
    Application,
    Decision,
    Dispute,
    Entry,
    LegalNumber,
    Letter,
    Outage,
    Payment,
    Pot,
    Scheme,
)
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import desk as queries
from stimulus_fund.told import sentences

MOST_AT_ONCE = 100


def euro(cents: int | None) -> str:
    """An amount as it is read; empty when there is none."""
    return "" if cents is None else amounts.shown(cents)


class FundAdmin(WordAdmin):
    """Rows of the schemes somebody works in: fetching decides which. Nobody changes them in a form.

    `scheme` is the way from a row to its scheme.
    """

    view_words = (Permission.SEE_FUND,)
    scheme = "application__scheme"
    list_per_page = 50
    view_on_site = False  # an address of the applicant, or of everyone

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By word alone; what is not of one's own schemes is not fetched."""
        return super().has_view_permission(request)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        """Who may do what a handler does, in some scheme."""
        return person(request).has_perm(Permission.HANDLE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows of schemes this person works in; what hangs on a draft is nobody's to read."""
        mine = Scheme.objects.worked_by(person(request))
        return super().get_queryset(request).filter(**{f"{self.scheme}__in": mine})

    def do_to_each(
        self, request: HttpRequest, rows: QuerySet[Any], act: Callable[[Any], object], told: Callable[[int], str]
    ) -> None:
        """Call an action for every marked row, and tell for how many it was done and why not for the others."""
        chosen = list(rows[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            self.message_user(
                request, _("Kies ten hoogste %(n)s regels tegelijk.") % {"n": MOST_AT_ONCE}, messages.ERROR
            )
            return
        done, refused = 0, []
        for row in chosen:
            try:
                act(row)
            except Refusal as refusal:
                refused.append(f"{row}: {refusal}")
            else:
                done += 1
        self.message_user(request, told(done), messages.SUCCESS if done else messages.WARNING)
        for sentence in refused:
            self.message_user(request, sentence, messages.WARNING)


class SentFilter(admin.SimpleListFilter):
    """The states of what was sent."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All but drafts, which nobody inside reads."""
        return [(state.value, str(state.label)) for state in State if state != State.DRAFT]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """The applications in the chosen state."""
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


@admin.register(Application)
class ApplicationAdmin(FundAdmin):
    """Applications that were sent: found, opened, and worked on by the buttons of the table of acts."""

    scheme = "scheme"
    list_display = ["number", "title", "scheme", "state", "asked", "due", "officer"]
    list_filter = [SentFilter, "scheme", ("officer", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["initiative", "scheme", "officer"]
    date_hierarchy = "received_at"
    search_fields = ["number__iexact", "initiative__title"]
    search_help_text = _("Nummer van een aanvraag, of woorden uit de titel van het initiatief")
    ordering = ["-pk"]
    actions = ["take_on"]
    change_form_template = "fund/desk/application.html"
    fieldsets = [
        (None, {"fields": ["number", "title", "scheme", "state", "officer", "pot"]}),
        (_("Bedragen"), {"fields": ["asked", "granted", "settled"]}),
        (_("Dagen"), {"fields": ["received_at", "complete_at", "decide_by", "account_by", "closed_at"]}),
        (_("Het plan"), {"fields": ["activities", "result", "starts_on", "ends_on", "cooperation", "support"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Nobody inside reads a draft."""
        return super().get_queryset(request).exclude(state=State.DRAFT)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The facts, what the clock of the law says, and what this person can do now."""
        found: Any = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        shown: dict[str, Any] = {}
        if found is not None:
            clock = queries.clock_now(found, timezone.localdate())
            acts = queries.acts_for(found, person(request))
            shown = {"application": found, "clock": clock, "told": sentences(clock), "acts": acts, "at_once": AT_ONCE}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    @admin.display(description=_("initiatief"), ordering="initiative__title")
    def title(self, application: Application) -> str:
        """What it is for."""
        return application.initiative.title

    @admin.display(description=_("gevraagd"), ordering="asked_cents")
    def asked(self, application: Application) -> str:
        """The amount that was asked."""
        return euro(application.asked_cents)

    @admin.display(description=_("toegekend"))
    def granted(self, application: Application) -> str:
        """The amount that was granted."""
        return euro(application.granted_cents)

    @admin.display(description=_("vastgesteld"))
    def settled(self, application: Application) -> str:
        """The amount it was settled at."""
        return euro(application.settled_cents)

    @admin.display(description=_("besluit uiterlijk"), ordering="decide_by")
    def due(self, application: Application) -> str:
        """The last day of the term while a decision is owed, with a word when it passed."""
        return due_in_words(application.decide_by, timezone.localdate()) if application.is_undecided else ""

    @admin.action(description=_("Zelf behandelen"), permissions=["handle"])
    def take_on(self, request: HttpRequest, rows: QuerySet[Application]) -> None:
        """Become the handler of the marked applications."""
        by, at = person(request), timezone.now()

        def told(count: int) -> str:
            return ngettext("U behandelt %(n)s aanvraag.", "U behandelt %(n)s aanvragen.", count) % {"n": count}

        self.do_to_each(request, rows, lambda row: take_on(application=row, by=by, at=at), told)


AT_ONCE = frozenset({Act.TAKE_ON, Act.FINISH_ASSESSING})  # one press and it is done; the other acts ask something


def due_in_words(day: date | None, today: date) -> str:
    """A last day, and that it is over when it is."""
    if day is None:
        return ""
    written = date_format(day, "j F Y")
    return str(_("%(day)s (te laat)")) % {"day": written} if day < today else written


@admin.register(Decision)
class DecisionAdmin(FundAdmin):
    """Decisions, and who prepared, looked at and took them."""

    list_display = ["application", "kind", "state", "amount", "prepared_by", "checked_by", "taken_by", "taken_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["application__initiative", "prepared_by", "checked_by", "taken_by"]
    search_fields = ["application__number__iexact"]
    search_help_text = _("Nummer van een aanvraag")
    exclude = ["cents", "replaces", "wiped_at"]
    readonly_fields = ["amount"]
    change_form_template = "fund/desk/decision.html"

    @admin.display(description=_("bedrag"), ordering="cents")
    def amount(self, decision: Decision) -> str:
        """What it gives."""
        return euro(decision.cents)


@admin.register(Letter)
class LetterAdmin(FundAdmin):
    """Official letters as they were sent; those on paper are marked as posted here or at the werkplek."""

    list_display = ["subject", "application", "kind", "sent_at", "post", "posted_at"]
    list_filter = ["kind", "post", ("posted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["application__initiative"]
    date_hierarchy = "sent_at"
    search_fields = ["application__number__iexact"]
    search_help_text = _("Nummer van een aanvraag")
    fields = ["application", "subject", "letter", "seal", "sent_by", "sent_at", "post", "posted_by", "posted_at"]
    actions = ["mark_posted"]

    @admin.display(description=_("tekst"))
    def letter(self, letter: Letter) -> SafeString:
        """The letter as people read it."""
        return letter.html

    @admin.action(description=_("Staat op de post"), permissions=["handle"])
    def mark_posted(self, request: HttpRequest, rows: QuerySet[Letter]) -> None:
        """Write down that the marked letters went by post."""
        by, at = person(request), timezone.now()

        def told(count: int) -> str:
            return ngettext("%(n)s brief staat als gepost.", "%(n)s brieven staan als gepost.", count) % {"n": count}

        self.do_to_each(request, rows, lambda row: post_letter(letter=row, by=by, at=at), told)


@admin.register(Payment)
class PaymentAdmin(FundAdmin):
    """What was set apart to be paid, and what became of it."""

    list_display = ["application", "amount", "due_on", "paid_on", "failure"]
    list_filter = [("paid_on", admin.EmptyFieldListFilter)]
    list_select_related = ["application__initiative"]
    date_hierarchy = "due_on"
    search_fields = ["application__number__iexact"]
    search_help_text = _("Nummer van een aanvraag")
    exclude = ["cents"]
    readonly_fields = ["amount"]

    @admin.display(description=_("bedrag"), ordering="cents")
    def amount(self, payment: Payment) -> str:
        """What is paid."""
        return euro(payment.cents)


@admin.register(Dispute)
class DisputeAdmin(FundAdmin):
    """Objections and complaints; they are worked on at the werkplek."""

    list_display = ["number", "kind", "application", "state", "handler", "decide_by", "verdict"]
    list_filter = ["state", "kind"]
    list_select_related = ["application__initiative", "handler"]
    search_fields = ["number__iexact", "application__number__iexact"]
    search_help_text = _("Nummer van een bezwaar, klacht of aanvraag")
    exclude = ["wiped_at", "reminded_on"]
    change_form_template = "fund/desk/dispute.html"


@admin.register(Scheme)
class SchemeAdmin(FundAdmin):
    """The schemes; their rules are written at the werkplek and approved by another."""

    scheme = "pk"
    list_display = ["name", "slug", "order"]
    change_form_template = "fund/desk/scheme.html"


class EntryInline(admin.TabularInline):
    """Every change of a pot, the latest first."""

    model = Entry
    ordering = ["-pk"]
    fields = ["kind", "amount", "reason", "by", "at"]
    readonly_fields = ["kind", "amount", "reason", "by", "at"]
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may open the pot."""
        return person(request).has_perm(Permission.SEE_FUND)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: bookings are made by decisions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a booking is never changed."""
        return False

    @admin.display(description=_("bedrag"))
    def amount(self, entry: Entry) -> str:
        """With its sign."""
        return euro(entry.cents)


@admin.register(Pot)
class PotAdmin(FundAdmin):
    """Pots with what is in them and what was booked; only decisions and budgets change them."""

    scheme = "scheme"
    list_display = ["__str__", "ceiling", "granted", "left", "paid"]
    list_filter = ["year", "scheme"]
    list_select_related = ["scheme", "wijk", "stadsdeel"]
    fields = ["scheme", "year", "wijk", "stadsdeel", "ceiling", "granted", "left", "paid"]
    inlines = [EntryInline]

    @admin.display(description=_("plafond"), ordering="ceiling_cents")
    def ceiling(self, pot: Pot) -> str:
        """What there is."""
        return euro(pot.ceiling_cents)

    @admin.display(description=_("toegekend"), ordering="granted_cents")
    def granted(self, pot: Pot) -> str:
        """What decisions gave."""
        return euro(pot.granted_cents)

    @admin.display(description=_("over"))
    def left(self, pot: Pot) -> str:
        """What can still be granted."""
        return euro(pot.available_cents)

    @admin.display(description=_("betaald"), ordering="paid_cents")
    def paid(self, pot: Pot) -> str:
        """What was paid out."""
        return euro(pot.paid_cents)


@admin.register(LegalNumber)
class LegalNumberAdmin(WordAdmin):
    """Numbers of the law with the day they begin; a new one is entered at the werkplek."""

    view_words = (Permission.EDIT_LAW, Permission.SEE_FUND)
    list_display = ["rule", "amount", "measure", "valid_from", "article"]
    list_filter = ["rule"]


@admin.register(Outage)
class OutageAdmin(WordAdmin):
    """Outages of the portal, which move last days."""

    view_words = (Permission.REPORT_OUTAGES, Permission.SEE_FUND)
    list_display = ["began_at", "ended_at", "what"]
    date_hierarchy = "began_at"
