from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums.challenge import ChallengeTermKind


class ChallengeTerm(models.Model):
    """How many weeks a step of a challenge may take, from a day on; the latest that has begun holds.

    No law names these numbers: the town chooses them itself. A challenge keeps the weeks that held when it was sent.
    """

    kind = models.CharField(_("waarvoor"), max_length=10, choices=ChallengeTermKind)
    weeks = models.PositiveSmallIntegerField(_("weken"))
    valid_from = models.DateField(_("geldt vanaf"))
    source = models.CharField(
        _("waarop dit berust"), max_length=200, help_text=_("Bijvoorbeeld een besluit van het college, of eigen keuze.")
    )

    class Meta:
        verbose_name = _("termijn van het uitdaagrecht")
        verbose_name_plural = _("termijnen van het uitdaagrecht")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="challenge_term_once_a_day",
                violation_error_message=_("Er is al een termijn die op deze dag ingaat."),
            ),
            models.CheckConstraint(
                condition=Q(weeks__range=(1, 52)),
                name="challenge_term_within_a_year",
                violation_error_message=_("Een termijn is ten minste één en hoogstens 52 weken."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "weeks", "valid_from"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.weeks}"


class ChallengeCriterion(models.Model):
    """What every challenge is looked at for, in public words. One that a judgement rests on is put out of use."""

    name = models.CharField(_("criterium"), max_length=100)
    explanation = models.CharField(_("waar wij op letten"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("criterium van het uitdaagrecht")
        verbose_name_plural = _("criteria van het uitdaagrecht")
        ordering = ["position", "pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"name", "explanation", "position", "active"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class ChallengeClause(models.Model):
    """What stands below a decision from a day on: whether one can object, within how many weeks, and the text.

    Whether an answer to a challenge is a decision in the sense of the Awb (art. 1:3) is for the town to judge; a
    decision keeps the clause as it stood when it was taken.
    """

    valid_from = models.DateField(_("geldt vanaf"), unique=True)
    can_object = models.BooleanField(_("bezwaar is mogelijk"), default=False)
    weeks = models.PositiveSmallIntegerField(_("weken om bezwaar te maken"), default=6)
    text = models.TextField(_("tekst onder de beslissing"), max_length=1000)

    class Meta:
        verbose_name = _("tekst over bezwaar bij het uitdaagrecht")
        verbose_name_plural = _("teksten over bezwaar bij het uitdaagrecht")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="challenge_clause_has_text",
                violation_error_message=_("Schrijf wat er onder de beslissing staat."),
            ),
            models.CheckConstraint(
                condition=Q(weeks__range=(1, 52)),
                name="challenge_clause_weeks",
                violation_error_message=_("Vul een aantal weken in van 1 tot en met 52."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"valid_from", "can_object", "weeks", "text"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"
