from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.enums import SummaryState
from teams.models.session import Session
from teams.models.team import Team

WORDS_LENGTH = 2000


class SummaryAnswer(models.Model):
    """What the initiator's side said of a shared summary: that it is right, or what is right in their own words.

    `summary` is the text they had before them, of that `version` of the session; each answer stays, and a colleague
    may `reply` to it.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="summary_answers")
    session = models.ForeignKey(Session, models.CASCADE, related_name="summary_answers")
    version = models.PositiveIntegerField(_("versie"))
    summary = models.TextField(_("het verslag zoals het er stond"))
    answer = models.CharField(_("antwoord"), max_length=10, choices=SummaryState)
    words = models.TextField(_("in eigen woorden"), max_length=WORDS_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("door"))
    at = models.DateTimeField(_("gezegd op"))
    reply = models.TextField(_("reactie van de gemeente"), max_length=WORDS_LENGTH, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reactie van")
    )
    replied_at = models.DateTimeField(_("reactie op"), null=True, blank=True)

    class Meta:
        verbose_name = _("antwoord op een verslag")
        verbose_name_plural = _("antwoorden op verslagen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="summary_answer_has_summary",
                violation_error_message=_("Er is geen verslag om te bevestigen."),
            ),
            models.CheckConstraint(
                condition=Q(answer=SummaryState.CONFIRMED, words="")
                | (Q(answer=SummaryState.CORRECTED) & ~Q(words="")),
                name="summary_answer_correction_has_words",
                violation_error_message=_("Schrijf op hoe het volgens u wel was."),
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_by=None, replied_at=None)
                | (~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False)),
                name="summary_answer_reply_has_a_name",
                violation_error_message=_("Schrijf eerst een reactie."),
            ),
        ]

    class Privacy:
        personal = {
            "summary": "may name people",
            "words": "own words",
            "by": "who answered",
            "reply": "may name people",
            "replied_by": "who replied",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_answer_display()} {self.at:%Y-%m-%d}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
