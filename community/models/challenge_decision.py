from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums.challenge import ChallengeVerdict as Verdict
from community.enums.challenge import Fit
from community.models.challenge import ANSWER_LENGTH, RETENTION, Challenge
from community.models.challenge_settings import ChallengeCriterion


class ChallengeInterest(models.Model):
    """That a colleague has an interest in a challenge, and so does nothing with it (Awb 2:4)."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("wie"))
    reason = models.CharField(_("welk belang"), max_length=300, blank=True)
    declared_at = models.DateTimeField(_("gemeld op"))

    class Meta:
        verbose_name = _("gemeld belang bij een uitdaging")
        verbose_name_plural = _("gemelde belangen bij uitdagingen")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["challenge", "person"], name="challenge_interest_once")]

    class Privacy:
        personal = {"person": "who", "reason": "own words"}
        open: set[str] = set()
        retention = RETENTION

    def __str__(self) -> str:
        return str(self.person)


class ChallengeAdvice(models.Model):
    """What the assessor advises. Once handed in it stays; who gave it never decides."""

    challenge = models.OneToOneField(Challenge, models.PROTECT, related_name="advice")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("beoordelaar")
    )
    verdict = models.CharField(_("advies"), max_length=6, choices=Verdict, blank=True)
    text = models.TextField(_("toelichting op het advies"), max_length=ANSWER_LENGTH, blank=True)
    changed_at = models.DateTimeField(_("bewaard op"))
    handed_in_at = models.DateTimeField(_("ingeleverd op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("advies over een uitdaging")
        verbose_name_plural = _("adviezen over uitdagingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(wiped_at__isnull=False) | (~Q(verdict="") & ~Q(text="")),
                name="challenge_advice_is_whole",
                violation_error_message=_("Kies een advies en licht het toe."),
            )
        ]

    class Privacy:
        personal = {"assessor": "who", "text": "own words of a colleague"}
        open: set[str] = set()
        retention = RETENTION

    def __str__(self) -> str:
        return self.get_verdict_display()


class ChallengeJudgement(models.Model):
    """How a challenge does on one criterion, and why; without weights or points."""

    advice = models.ForeignKey(ChallengeAdvice, models.CASCADE, related_name="judgements")
    criterion = models.ForeignKey(ChallengeCriterion, models.PROTECT, related_name="+", verbose_name=_("criterium"))
    fit = models.CharField(_("oordeel"), max_length=8, choices=Fit, blank=True)
    reason = models.TextField(_("waarom"), max_length=ANSWER_LENGTH, blank=True)

    class Meta:
        verbose_name = _("oordeel op een criterium")
        verbose_name_plural = _("oordelen op criteria")
        ordering = ["criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["advice", "criterion"], name="challenge_judged_once")]

    class Privacy:
        personal = {"reason": "own words of a colleague"}
        open: set[str] = set()
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_fit_display()}"


class ChallengeDecision(models.Model):
    """What the municipality decided on a challenge, with its reasons. It never changes: a correction is a new decision
    that `replaces` it. `seal` is the fingerprint of its words; `clause` is what stood below it on that day.

    `deviation` says why it differs from the advice, `talk_until` how long both sides talk further.
    """

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="decisions")
    verdict = models.CharField(_("beslissing"), max_length=6, choices=Verdict)
    reasons = models.TextField(_("motivering"), max_length=2 * ANSWER_LENGTH)
    part = models.TextField(_("voor welk deel"), max_length=ANSWER_LENGTH, blank=True)
    deviation = models.TextField(_("waarom anders dan het advies"), max_length=ANSWER_LENGTH, blank=True)
    talk_until = models.DateField(_("verder praten tot uiterlijk"), null=True, blank=True)
    clause = models.TextField(_("tekst over bezwaar"), max_length=1200)
    object_until = models.DateField(_("bezwaar mogelijk tot en met"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replacement", null=True, blank=True, verbose_name=_("vervangt")
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("genomen door")
    )
    taken_at = models.DateTimeField(_("genomen op"))
    seal = models.CharField(_("zegel"), max_length=64)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("beslissing op een uitdaging")
        verbose_name_plural = _("beslissingen op uitdagingen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge"],
                condition=Q(replaces=None),
                name="challenge_decided_once",
                violation_error_message=_("Er is al een beslissing op deze uitdaging."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") | Q(wiped_at__isnull=False),
                name="challenge_decision_has_reasons",
                violation_error_message=_("Geef de motivering."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.PART) | ~Q(part="") | Q(wiped_at__isnull=False),
                name="challenge_decision_names_part",
                violation_error_message=_("Zeg voor welk deel het ja is."),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.TALK, talk_until__isnull=False)
                | (~Q(verdict=Verdict.TALK) & Q(talk_until=None)),
                name="challenge_talk_has_day",
                violation_error_message=_("Zeg tot wanneer u verder praat."),
            ),
        ]

    class Privacy:
        personal = {"deviation": "may name people", "taken_by": "who"}
        open = {"verdict", "reasons", "part", "talk_until", "clause", "object_until", "taken_at"}
        retention = RETENTION

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def is_giving(self) -> bool:
        """True when an agreement can follow."""
        return self.verdict in Verdict.giving()
