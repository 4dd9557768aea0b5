"""The machinery as staff may see it: what happened, what was sent, what runs by itself, how long data are kept."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import delivery, due, retention
from core.admin_words import MasterDataAdmin, WordAdmin
from core.conflict_form import ConflictForm
from core.models import AuditEntry, JobRun, OutgoingMail, RetentionTerm
from core.permissions import Permission


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
        name = get_user_model()._base_manager.filter(pk=OuterRef("actor_id")).values("display_name")[:1]
        return super().get_queryset(request).annotate(actor_name=Subquery(name))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Also one row, one case or one person, as links elsewhere ask."""
        return lookup in self.asked or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("wie"), ordering="actor_id")
    def actor(self, entry: Any) -> str:
        """Who did it: the name of today, or the number of an account that has none any more."""
        if entry.actor_id is None:
            return str(_("het portaal"))
        return entry.actor_name or str(_("account %(number)d")) % {"number": entry.actor_id}

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


def _facts(values: dict[str, Any]) -> SafeString:
    """One line a fact."""
    return format_html_join(SafeString("<br>"), "{}: {}", sorted(values.items()))
