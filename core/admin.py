"""The machinery as staff may see it: what happened, what was sent, what runs by itself, how long data are kept."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import delivery, destruction, due, retention
from core.admin_words import MasterDataAdmin, WordAdmin
from core.conflict_form import ConflictForm
from core.models import AuditEntry, DestructionLine, DestructionState, JobRun, OutgoingMail, RetentionTerm
from core.permissions import Permission
from core.refusal import Refusal

MOST_JUDGED = 100


@admin.register(AuditEntry)
class AuditEntryAdmin(WordAdmin):
    """What happened, to be read. Only exact questions, which have an index."""

    view_words = (Permission.SEE_AUDIT,)
    list_display = ["at", "verb", "case_number", "subject_type", "subject_id", "actor"]
    list_per_page = 50
    search_fields = ["case_number__exact"]
    search_help_text = _("Nummer van een initiatief, bijvoorbeeld ZW-2026-0147")
    fields = ["at", "verb", "actor", "case_number", "subject_type", "subject_id", "was", "became"]
    asked = frozenset({"case_number", "subject_type", "subject_id", "actor_id"})

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """All entries, each with the name its account has now."""
        return super().get_queryset(request).annotate(actor_name=name_of("actor_id"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Also one row, one case or one person, as links elsewhere ask."""
        return lookup in self.asked or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("wie"), ordering="actor_id")
    def actor(self, entry: Any) -> str:
        """Who did it: the name of today, or the number of an account that has none any more."""
        return str(_("het portaal")) if entry.actor_id is None else called(entry.actor_id, entry.actor_name)

    @admin.display(description=_("voor"))
    def was(self, entry: AuditEntry) -> SafeString:
        """What stood there before."""
        return _facts(entry.before)

    @admin.display(description=_("na"))
    def became(self, entry: AuditEntry) -> SafeString:
        """What stood there after."""
        return _facts(entry.after)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(WordAdmin):
    """What the portal mailed and what was not delivered; codes are never shown."""

    view_words = (Permission.SEE_OUTBOX,)
    list_display = ["created_at", "to", "subject", "state", "attempts", "failure", "case_number"]
    list_filter = ["state", "urgency"]
    list_per_page = 50
    search_fields = ["case_number__exact", "to__exact"]
    search_help_text = _("Nummer van een initiatief, of een heel e-mailadres")
    fields = [
        "to", "subject", "shown_text", "kind", "case_number", "language", "state", "failure", "attempts",
        "created_at", "sent_at", "next_attempt_at", "expires_at", "message_id",
    ]  # fmt: skip
    actions = ["try_again"]

    @admin.display(description=_("tekst"))
    def shown_text(self, mail: OutgoingMail) -> str:
        """The text, unless it holds a code or was wiped."""
        if mail.secret:
            return str(_("Deze tekst is geheim en wordt niet getoond."))
        return mail.text or str(_("Deze tekst is gewist."))

    @admin.action(description=_("Opnieuw proberen te bezorgen"), permissions=["view"])
    def try_again(self, request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        """Send again what was not delivered; what cannot go again is left as it is."""
        if not isinstance(request.user, Model):
            return
        count = delivery.retry(mails, by=request.user, at=timezone.now())
        told = ngettext("%(count)d e-mail gaat opnieuw.", "%(count)d e-mails gaan opnieuw.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS if count else messages.WARNING)


@admin.register(JobRun)
class JobRunAdmin(WordAdmin):
    """What runs by itself, and when it last did."""

    view_words = (Permission.SEE_OUTBOX,)
    list_display = ["label", "finished_at", "next_at", "handled", "failure"]

    @admin.display(description=_("taak"), ordering="name")
    def label(self, run: JobRun) -> str:
        """What staff call it."""
        return str(due.label_of(run.name))


class RetentionTermForm(ConflictForm):
    """A term for one of the kinds that models name."""

    kind = forms.ChoiceField(label=_("soort"), choices=lambda: [(kind, kind) for kind in retention.kinds()])


@admin.register(RetentionTerm)
class RetentionTermAdmin(MasterDataAdmin):
    """How long each kind of data is kept, and on what that rests."""

    form = RetentionTermForm
    view_words = (Permission.SEE_AUDIT,)
    change_words = (Permission.EDIT_RETENTION,)
    delete_words = (Permission.EDIT_RETENTION,)
    list_display = ["kind", "days", "valid_from", "source"]


class OnTheListFilter(admin.SimpleListFilter):
    """What stands on the list now, unless asked otherwise."""

    title = _("stand")
    parameter_name = "stand"
    EVERYTHING = "alles"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The states, and everything."""
        return [*DestructionState.choices, (self.EVERYTHING, _("alles"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The choices, with "on the list" in the place of Django's "all"."""
        every, *others = super().choices(changelist)
        yield {**every, "display": _("op de lijst")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[DestructionLine]) -> QuerySet[DestructionLine]:
        """The lines in the chosen state; what is no state is no choice."""
        if self.value() == self.EVERYTHING:
            return queryset
        chosen = {self.value()} & set(DestructionState.values) or DestructionState.waiting()
        return queryset.filter(state__in=sorted(str(state) for state in chosen))


class JudgeForm(ActionForm):
    """What to do with the marked files, and why when they are kept."""

    reason = forms.CharField(label=_("Reden om vast te houden"), required=False, max_length=300)


@admin.register(DestructionLine)
class DestructionLineAdmin(WordAdmin):
    """The list of files to destroy: read, hold back with a reason, or approve. The night destroys what was approved."""

    view_words = (Permission.APPROVE_DESTRUCTION,)
    list_display = ["number", "file", "kind", "proposed_at", "state", "reason", "judge"]
    list_filter = [OnTheListFilter, "kind"]
    list_per_page = 50
    search_fields = ["number__iexact"]
    search_help_text = _("Nummer van een dossier")
    fields = [
        *("number", "file", "about", "kind", "ground", "state", "reason"),
        *("proposed_at", "judge", "judged_at", "ended_at"),
    ]
    action_form = JudgeForm
    actions = ["approve", "hold", "release"]

    @admin.display(description=_("dossier"), ordering="subject_type")
    def file(self, line: DestructionLine) -> str:
        """What kind of file it is, in the word of its model."""
        return str(apps.get_model(line.subject_type)._meta.verbose_name)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DestructionLine]:
        """All lines, each with the name of who judged it."""
        return super().get_queryset(request).annotate(judge_name=name_of("judge_id"))

    @admin.display(description=_("beoordeeld door"), ordering="judge_id")
    def judge(self, line: Any) -> str:
        """Who approved it or held it back, once somebody did."""
        return "" if line.judge_id is None else called(line.judge_id, line.judge_name)

    @admin.display(description=_("waar het over gaat"))
    def about(self, line: DestructionLine) -> str:
        """The file as it is now; gone once it is destroyed."""
        found = apps.get_model(line.subject_type)._base_manager.filter(pk=line.subject_id).first()
        return str(found) if found is not None else ""

    @admin.display(description=_("termijn"))
    def ground(self, line: DestructionLine) -> str:
        """How long such a file is kept, and on what that rests."""
        term = retention.terms(timezone.localdate()).get(line.kind)
        return f"{term.days} {_('dagen')}: {term.source}" if term else ""

    @admin.action(description=_("Goedkeuren: vernietig vannacht"), permissions=["view"])
    def approve(self, request: HttpRequest, lines: QuerySet[DestructionLine]) -> None:
        """Let the marked files be destroyed."""
        self._judge(request, lines, destruction.approve)

    @admin.action(description=_("Vasthouden, met een reden"), permissions=["view"])
    def hold(self, request: HttpRequest, lines: QuerySet[DestructionLine]) -> None:
        """Keep the marked files."""
        self._judge(request, lines, partial(destruction.hold, reason=request.POST.get("reason", "")[:300]))

    @admin.action(description=_("Terug naar te bekijken"), permissions=["view"])
    def release(self, request: HttpRequest, lines: QuerySet[DestructionLine]) -> None:
        """Read the marked files anew."""
        self._judge(request, lines, destruction.release)

    def _judge(
        self, request: HttpRequest, lines: QuerySet[DestructionLine], act: Callable[..., DestructionLine]
    ) -> None:
        by, done = request.user, 0
        for line in lines[:MOST_JUDGED]:
            try:
                act(line=line, by=by, at=timezone.now())
            except Refusal as refusal:
                self.message_user(request, f"{line}: {refusal}", messages.WARNING)
            else:
                done += 1
        told = ngettext("Gedaan bij %(n)d dossier.", "Gedaan bij %(n)d dossiers.", done) % {"n": done}
        self.message_user(request, told, messages.SUCCESS if done else messages.WARNING)


def name_of(field: str) -> Subquery:
    """The name that the account whose number stands in a field has now."""
    return Subquery(get_user_model()._base_manager.filter(pk=OuterRef(field)).values("display_name")[:1])


def called(number: int, name: str | None) -> str:
    """The name of today, or the number of an account that has none any more."""
    return name or str(_("account %(number)d")) % {"number": number}


def _facts(values: dict[str, Any]) -> SafeString:
    """One line a fact."""
    return format_html_join(SafeString("<br>"), "{}: {}", sorted(values.items()))
