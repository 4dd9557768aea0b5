from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stimulus_fund.models.application import LINE_LENGTH, Application
from stimulus_fund.models.pot import Pot

MOST_PICKS = 10


class VoteQuerySet(models.QuerySet["Vote"]):
    """Which votes people may see."""

    def announced(self) -> "VoteQuerySet":
        """Votes that were announced, with plans and rule."""
        return self.exclude(announced_at=None)


class Vote(models.Model):
    """A vote of the residents of a part of town on what a pot is for; announced before it opens (Awb 4:26, 4:27).

    People choose at most `picks` plans. `counted_at` is when it was counted; who may vote is who has a code.
    """

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="votes", verbose_name=_("pot"))
    title = models.CharField(_("titel"), max_length=120)
    picks = models.PositiveSmallIntegerField(
        _("zoveel plannen mag iemand kiezen"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PICKS)],
    )
    opens_on = models.DateField(_("stemmen vanaf"))
    closes_on = models.DateField(_("stemmen tot en met"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gemaakt door")
    )
    made_at = models.DateTimeField(_("gemaakt op"))
    announced_at = models.DateTimeField(_("aangekondigd op"), null=True, blank=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geteld door")
    )
    counted_at = models.DateTimeField(_("geteld op"), null=True, blank=True)
    available_cents = models.BigIntegerField(_("te verdelen"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("stemming")
        verbose_name_plural = _("stemmingen")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")),
                name="vote_days_in_order",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(picks__range=(1, MOST_PICKS)),
                name="vote_picks_some",
                violation_error_message=_("Iemand kiest ten minste 1 en ten hoogste 10 plannen."),
            ),
            models.CheckConstraint(
                condition=Q(counted_at=None) | Q(announced_at__isnull=False, available_cents__isnull=False),
                name="vote_counted_was_announced",
                violation_error_message=_("Alleen een aangekondigde stemming wordt geteld."),
            ),
        ]

    class Privacy:
        personal = {"made_by": "who", "counted_by": "who"}
        open = {"pot", "title", "picks", "opens_on", "closes_on", "available_cents", "counted_at"}
        retention = "keep"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where everyone reads it, votes and sees the result."""
        return reverse("fund:vote", args=[self.pot.scheme.slug, self.pk])

    def is_open(self, today: date) -> bool:
        """True while people can vote."""
        return self.announced_at is not None and self.opens_on <= today <= self.closes_on

    @property
    def is_counted(self) -> bool:
        """True once the result is there."""
        return self.counted_at is not None


class Candidate(models.Model):
    """A plan on the ballot: whether it can be done, as everyone reads it, and where it ended.

    `cents` is what it asks, in euro cents.
    """

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="candidates", verbose_name=_("stemming"))
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="candidate", verbose_name=_("aanvraag")
    )
    number = models.PositiveSmallIntegerField(_("nummer op het stembiljet"))
    cents = models.PositiveBigIntegerField(_("gevraagd bedrag"))
    is_feasible = models.BooleanField(_("het plan kan"), null=True)
    finding = models.TextField(_("wat het onderzoek vond"), max_length=1000, blank=True)
    place = models.PositiveSmallIntegerField(_("plaats"), null=True, blank=True)
    votes = models.PositiveIntegerField(_("stemmen"), null=True, blank=True)
    wins = models.BooleanField(_("krijgt geld"), default=False)

    class Meta:
        verbose_name = _("plan op het stembiljet")
        verbose_name_plural = _("plannen op het stembiljet")
        ordering = ["vote", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="candidate_number_once"),
            models.CheckConstraint(
                condition=Q(is_feasible=None) | ~Q(finding=""),
                name="candidate_finding_says_why",
                violation_error_message=_("Schrijf op wat het onderzoek vond."),
            ),
            models.CheckConstraint(
                condition=Q(wins=False) | Q(is_feasible=True, place__isnull=False),
                name="candidate_wins_when_feasible",
                violation_error_message=_("Alleen een plan dat kan, krijgt geld."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"vote", "number", "cents", "is_feasible", "finding", "place", "votes", "wins"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.number}"


class VotingCode(models.Model):
    """A code that gives one vote; only its keyed hash is kept. It does not say when or for what it was used."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="codes", verbose_name=_("stemming"))
    code_hash = models.CharField(max_length=64, unique=True)
    batch = models.CharField(_("uitgegeven als"), max_length=LINE_LENGTH)
    is_used = models.BooleanField(_("gebruikt"), default=False)

    class Meta:
        verbose_name = _("stemcode")
        verbose_name_plural = _("stemcodes")
        ordering = ["vote", "pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.batch


class Ballot(models.Model):
    """An anonymous vote: nothing ties it to a code or a moment. The voter alone knows its `mark`, and finds it back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots", verbose_name=_("stemming"))
    mark = models.CharField(_("kenmerk"), max_length=12)
    numbers = models.JSONField(_("gekozen plannen"), default=list)

    class Meta:
        verbose_name = _("stem")
        verbose_name_plural = _("stemmen")
        ordering = ["vote", "mark"]
        constraints = [models.UniqueConstraint(fields=["vote", "mark"], name="ballot_mark_once")]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"mark", "numbers"}
        retention = "keep"

    def __str__(self) -> str:
        return self.mark
