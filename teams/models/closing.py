from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from teams.enums import Quoting
from teams.models.programme import TEXT_LENGTH, Programme


class ClosingAnswerQuerySet(models.QuerySet["ClosingAnswer"]):
    """What may be read outside the programme."""

    def quotable(self) -> "ClosingAnswerQuerySet":
        """Answers of which the writer lets everyone read the words."""
        return self.exclude(quoting=Quoting.NO)


class ClosingAnswer(models.Model):
    """What taking part brought somebody and what the organisation should do, in their own words at the closing.

    A participant looks back as a professional; with an `initiative` it is the initiator, who is invited to be critical.
    `quoting` says whether it may be quoted in public and how; taking that back counts at once.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="closing_answers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="closing_answers", verbose_name=_("van")
    )
    initiative = models.ForeignKey(
        Initiative,
        models.CASCADE,
        related_name="closing_answers",
        null=True,
        blank=True,
        verbose_name=_("namens initiatief"),
    )
    brought = models.TextField(_("wat het mij bracht"), max_length=TEXT_LENGTH, blank=True)
    needed = models.TextField(_("wat de organisatie moet doen"), max_length=TEXT_LENGTH, blank=True)
    quoting = models.CharField(_("aanhalen"), max_length=10, choices=Quoting, default=Quoting.NO)
    consented_at = models.DateTimeField(_("mag aangehaald worden sinds"), null=True, blank=True)
    answered_at = models.DateTimeField(_("geantwoord op"))

    objects = ClosingAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("antwoord bij het slot")
        verbose_name_plural = _("antwoorden bij het slot")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"],
                name="closing_answer_once",
                violation_error_message=_("U gaf al antwoord."),
            ),
            models.CheckConstraint(
                condition=~Q(brought="", needed=""),
                name="closing_answer_says_something",
                violation_error_message=_("Beantwoord ten minste één vraag."),
            ),
            models.CheckConstraint(
                condition=Q(quoting=Quoting.NO, consented_at=None)
                | (~Q(quoting=Quoting.NO) & Q(consented_at__isnull=False)),
                name="closing_answer_quoted_with_consent",
                violation_error_message=_("Zonder toestemming halen wij niets aan."),
            ),
        ]

    class Privacy:
        personal = {
            "user": "who answered",
            "brought": "own words",
            "needed": "own words",
            "quoting": "what they let be quoted",
        }
        open: set[str] = set()
        by_choice = dict.fromkeys(("brought", "needed"), "of a public programme, where its writer lets it be quoted")
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.programme}: {self.user}"
