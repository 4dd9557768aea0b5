from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from teams.enums import Channel, SessionKind, SummaryState
from teams.models.team import Team

AGREED_LENGTH = 5000
QUESTION_LENGTH = 500
ANSWER_LENGTH = 2000
NOTE_LENGTH = 2000
QUARTER = 15


class SessionQuerySet(models.QuerySet["Session"]):
    """Who may read which sessions."""

    def shared(self) -> "SessionQuerySet":
        """Sessions the initiator's side may read."""
        return self.filter(shared=True)


class Session(models.Model):
    """An advice session: when, how long (minutes, in quarters), what was agreed; shared with the initiator or not.

    `question` is what was asked and `answer` the one answer of the municipality; with `agreed` they are the summary,
    which the initiator's side confirms or corrects once it is shared. `internal_note` never leaves the municipality.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("soort gesprek"), max_length=12, choices=SessionKind, default=SessionKind.ADVICE)
    channel = models.CharField(_("waar"), max_length=10, choices=Channel, blank=True)
    held_on = models.DateField(_("wanneer"))
    minutes = models.PositiveSmallIntegerField(_("hoe lang, in minuten"))
    question = models.TextField(_("wat was de vraag"), max_length=QUESTION_LENGTH, blank=True)
    answer = models.TextField(_("het ene antwoord"), max_length=ANSWER_LENGTH, blank=True)
    agreed = models.TextField(_("wat is afgesproken"), max_length=AGREED_LENGTH)
    internal_note = models.TextField(_("aantekening voor collega's"), max_length=NOTE_LENGTH, blank=True)
    shared = models.BooleanField(_("zichtbaar voor de initiatiefnemer"), default=False)
    summary_state = models.CharField(
        _("stand van het verslag"), max_length=10, choices=SummaryState, default=SummaryState.INTERNAL
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("vastgelegd door")
    )
    logged_at = models.DateTimeField(_("vastgelegd op"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    idempotency_key = models.UUIDField(unique=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adviesgesprek")
        verbose_name_plural = _("adviesgesprekken")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=QUARTER, minutes__lte=24 * 60),
                name="session_lasts_a_quarter_to_a_day",
                violation_error_message=_("Een gesprek duurt ten minste 15 minuten en ten hoogste een dag."),
            ),
            models.CheckConstraint(
                condition=Exact(Mod(F("minutes"), QUARTER), 0),
                name="session_in_quarters",
                violation_error_message=_("Vul de tijd in kwartieren in."),
            ),
            models.CheckConstraint(
                condition=~Q(agreed=""),
                name="session_has_agreement",
                violation_error_message=_("Schrijf op wat is afgesproken."),
            ),
            models.CheckConstraint(
                condition=Q(shared=False, summary_state=SummaryState.INTERNAL)
                | Q(
                    shared=True,
                    summary_state__in=[SummaryState.SHARED, SummaryState.CONFIRMED, SummaryState.CORRECTED],
                ),
                name="session_summary_answered_when_shared",
                violation_error_message=_("Alleen een gedeeld verslag kan worden bevestigd of verbeterd."),
            ),
        ]

    class Privacy:
        personal = {
            "question": "may name people",
            "answer": "may name people",
            "agreed": "may name people",
            "internal_note": "may name people",
            "logged_by": "who logged it",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%Y-%m-%d}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number

    @property
    def summary(self) -> str:
        """What the initiator's side reads of it once it is shared: question, answer and agreements, in that order."""
        return "\n\n".join(part for part in (self.question, self.answer, self.agreed) if part)


class SessionHours(models.Model):
    """The time one civil servant gave to a session, preparation and travel included; minutes in quarters."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="hours")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="session_hours", verbose_name=_("collega")
    )
    minutes = models.PositiveSmallIntegerField(_("minuten"))

    class Meta:
        verbose_name = _("bestede tijd")
        verbose_name_plural = _("bestede tijd")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="session_hours_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=QUARTER, minutes__lte=24 * 60),
                name="session_hours_a_quarter_to_a_day",
                violation_error_message=_("Vul ten minste een kwartier en ten hoogste een dag in."),
            ),
            models.CheckConstraint(
                condition=Exact(Mod(F("minutes"), QUARTER), 0),
                name="session_hours_in_quarters",
                violation_error_message=_("Vul de tijd in kwartieren in."),
            ),
        ]

    class Privacy:
        personal = {"user": "who gave the time", "minutes": "how much time they gave"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.user}: {self.minutes}"


class SessionDraft(models.Model):
    """What somebody typed in the session form but has not sent; a time-out never loses text.

    `key` is what the session will carry as its idempotency key; `fields` holds the values as typed, by field name.
    `session` is the one that is being corrected, None for one that is not logged yet.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="session_drafts")
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="session_drafts")
    session = models.ForeignKey(Session, models.CASCADE, related_name="drafts", null=True, blank=True)
    key = models.UUIDField(unique=True)
    fields = models.JSONField(_("velden"), default=dict)
    saved_at = models.DateTimeField(_("bewaard op"))

    class Meta:
        verbose_name = _("concept van een gesprek")
        verbose_name_plural = _("concepten van gesprekken")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["user", "initiative"], name="session_draft_of")]

    class Privacy:
        personal = {"user": "whose draft it is", "fields": "own words"}
        open: set[str] = set()
        retention = "draft"

    def __str__(self) -> str:
        return f"{self.user_id} {self.saved_at:%Y-%m-%d}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number
