from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.challenge import ChallengeState as State
from community.permissions import Permission
from core.files import PrivateStorage, random_name
from initiatives.models import Initiative

NAME_LENGTH = 100
ANSWER_LENGTH = 2000
LONGEST_MONTHS = 120
RETENTION = ("challenge", "challenge_rejected", "challenge_broken_off")  # by how it ended


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Who may fetch which challenges; fetching is authorising."""

    def sent(self) -> "ChallengeQuerySet":
        """Challenges the municipality knows of."""
        return self.exclude(state=State.DRAFT)

    def public(self) -> "ChallengeQuerySet":
        """What everyone may read: the initiative is public and its initiator agreed to show the challenge too."""
        shown = self.sent().filter(public_consent_at__isnull=False, wiped_at=None)
        return shown.filter(initiative__in=Initiative.objects.public())

    def of_initiator(self, user: User) -> "ChallengeQuerySet":
        """Challenges of initiatives on whose initiator's side this person is now."""
        return self.filter(initiative__members__user=user, initiative__members__left_at=None)

    def for_desk(self, user: User) -> "ChallengeQuerySet":
        """Sent challenges this colleague may see: all of them, or those on which a view was asked."""
        if user.has_perm(Permission.ASSESS_CHALLENGES) or user.has_perm(Permission.DECIDE_CHALLENGES):
            return self.sent()
        return self.sent().filter(pk__in=ChallengeView.objects.filter(person=user).values("challenge"))

    def ended_before(self, moment: datetime, *states: State) -> "ChallengeQuerySet":
        """Challenges that ended in one of these states before a moment and still hold texts."""
        return self.filter(wiped_at=None, state__in=states, closed_at__lt=moment).order_by("closed_at", "pk")


class Challenge(models.Model):
    """A task of the municipality that residents want to take over: the right to challenge (uitdaagrecht).

    Its own case beside the initiative. Amounts are euro cents a year. `assess_by` and `decide_by` are the last days as
    its clock last gave them; the weeks are those that held when it came in. One that came on paper was `entered_by` a
    colleague; of its `received_at` the day alone says something. Every write goes through `actions`.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="challenges", verbose_name=_("initiatief"))
    number = models.CharField(_("nummer"), max_length=20, unique=True, null=True, blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=State, default=State.DRAFT)

    name = models.CharField(_("taak in het kort"), max_length=NAME_LENGTH, blank=True)
    task = models.TextField(_("welke taak"), max_length=ANSWER_LENGTH, blank=True)
    better = models.TextField(_("waarom beter"), max_length=ANSWER_LENGTH, blank=True)
    with_whom = models.TextField(_("met wie"), max_length=ANSWER_LENGTH, blank=True)
    support = models.TextField(_("hoe de steun bleek"), max_length=ANSWER_LENGTH, blank=True)
    supporters = models.PositiveIntegerField(_("hoeveel mensen het steunen"), null=True, blank=True)
    known_cents = models.PositiveBigIntegerField(_("kosten nu, voor zover bekend"), null=True, blank=True)
    then_cents = models.PositiveBigIntegerField(_("kosten straks, eigen schatting"), null=True, blank=True)
    cost_note = models.TextField(_("uitleg bij de kosten"), max_length=ANSWER_LENGTH, blank=True)
    starts_on = models.DateField(_("vanaf"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("hoeveel maanden"), null=True, blank=True)
    needs = models.TextField(_("wat er nodig is"), max_length=ANSWER_LENGTH, blank=True)

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begonnen door")
    )
    started_at = models.DateTimeField(_("begonnen op"))
    changed_at = models.DateTimeField(_("veranderd op"))
    saved_from = models.CharField(max_length=64, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("ingediend door"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("van papier ingevoerd door"),
    )
    received_at = models.DateTimeField(_("binnengekomen op"), null=True, blank=True)
    public_consent_at = models.DateTimeField(_("mag openbaar sinds"), null=True, blank=True)

    assess_weeks = models.PositiveSmallIntegerField(_("weken om te beoordelen"), default=0)
    decide_weeks = models.PositiveSmallIntegerField(_("weken om te beslissen"), default=0)
    extend_weeks = models.PositiveSmallIntegerField(_("weken langer"), default=0)
    extended_at = models.DateTimeField(_("verlengd op"), null=True, blank=True)
    extension_reason = models.CharField(_("waarom langer"), max_length=300, blank=True)
    assess_by = models.DateField(_("beoordelen uiterlijk op"), null=True, blank=True)
    decide_by = models.DateField(_("beslissen uiterlijk op"), null=True, blank=True)
    reminded_on = models.DateField(_("herinnerd op"), null=True, blank=True)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="assessed_challenges",
        null=True,
        blank=True,
        verbose_name=_("beoordelaar"),
    )
    taken_up_at = models.DateTimeField(_("opgepakt op"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgelopen op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitdaging")
        verbose_name_plural = _("uitdagingen")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "decide_by"], name="challenge_due"),
            models.Index(fields=["-received_at"], name="challenge_received"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=State.DRAFT),
                name="challenge_one_draft",
                violation_error_message=_("U heeft al een concept voor dit initiatief."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, number=None, received_at=None)
                | (~Q(state=State.DRAFT) & Q(number__isnull=False, received_at__isnull=False, decide_by__isnull=False)),
                name="challenge_sent_has_number",
                violation_error_message=_("Wat is ingediend heeft een nummer, een moment en een laatste dag."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ASSESSING) | Q(assessor__isnull=False),
                name="challenge_assessing_has_assessor",
                violation_error_message=_("Wie beoordeelt, staat erbij."),
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None, extension_reason="", extend_weeks=0)
                | (Q(extended_at__isnull=False, extend_weeks__gt=0) & ~Q(extension_reason=""))
                | Q(wiped_at__isnull=False),
                name="challenge_extended_with_reason",
                violation_error_message=_("Zeg waarom het langer duurt."),
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__range=(1, LONGEST_MONTHS)),
                name="challenge_months",
                violation_error_message=_("Vul een aantal maanden in van 1 tot en met 120."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("with_whom", "support", "cost_note", "needs"), "own words, may name people"),
            **dict.fromkeys(("started_by", "sent_by", "entered_by", "assessor"), "who"),
            "extension_reason": "may name people",
        }
        open = {
            *("initiative", "number", "state", "name", "task", "better"),
            *("then_cents", "starts_on", "months", "received_at"),
        }
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.name or self._meta.verbose_name} ({self.number or self.get_state_display()})"

    def get_absolute_url(self) -> str:
        """Where the initiator's side writes and follows it."""
        return reverse("community:own_challenge", args=[self.pk])

    @property
    def public_url(self) -> str:
        """Its page for everyone; only for a challenge that was sent."""
        return reverse("community:challenge", args=[self.number])

    @property
    def case_number(self) -> str:
        """The number of the initiative, for audit entries; fetch with select_related("initiative")."""
        return self.initiative.number

    @property
    def is_draft(self) -> bool:
        """True while it is still being written."""
        return self.state == State.DRAFT

    @property
    def is_on_paper(self) -> bool:
        """True when it came in on paper."""
        return self.entered_by_id is not None

    @property
    def is_undecided(self) -> bool:
        """True while the municipality owes an answer."""
        return self.state in State.undecided()


class ChallengeFile(models.Model):
    """A document or photo that shows support for a challenge, or explains it."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="files")
    kind = models.CharField(_("soort"), max_length=10)
    file = models.FileField(_("bestand"), storage=PrivateStorage(), upload_to=random_name, max_length=120)
    thumbnail = models.FileField(storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True)
    name = models.CharField(_("naam"), max_length=150)
    content_type = models.CharField(_("bestandstype"), max_length=100)
    size = models.PositiveIntegerField(_("grootte in bytes"))
    width = models.PositiveSmallIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("hoogte"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("toegevoegd door")
    )
    added_at = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("bewijsstuk bij een uitdaging")
        verbose_name_plural = _("bewijsstukken bij uitdagingen")
        ordering = ["pk"]

    class Privacy:
        personal = {"file": "may show or name people", "name": "chosen by the person who added it", "added_by": "who"}
        open: set[str] = set()
        retention = RETENTION

    def __str__(self) -> str:
        return self.name


class ChallengeCompletion(models.Model):
    """What the municipality still missed, until when the initiator's side could add it, and what they answered.

    The clock stands still from the day after it was asked until the day it was answered, or `until`.
    """

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="completions")
    asked = models.TextField(_("wat er mist"), max_length=ANSWER_LENGTH)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gevraagd door")
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    until = models.DateField(_("uiterlijk op"))
    answer = models.TextField(_("aanvulling"), max_length=ANSWER_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("aangevuld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("aanvulling van een uitdaging")
        verbose_name_plural = _("aanvullingen van uitdagingen")
        ordering = ["pk"]

    class Privacy:
        personal = {"asked": "may name people", "answer": "own words", "asked_by": "who"}
        open: set[str] = set()
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.challenge_id}: {self.until:%Y-%m-%d}"


class ChallengeView(models.Model):
    """What the colleague who performs the task now says about it; `cost_cents` is what it costs now, a year."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="views")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="challenge_views", verbose_name=_("wie de taak nu doet")
    )
    question = models.CharField(_("vraag"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gevraagd door")
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    text = models.TextField(_("zienswijze"), max_length=ANSWER_LENGTH, blank=True)
    cost_cents = models.PositiveBigIntegerField(_("kosten nu"), null=True, blank=True)
    given_at = models.DateTimeField(_("gegeven op"), null=True, blank=True)

    class Meta:
        verbose_name = _("zienswijze van wie de taak nu doet")
        verbose_name_plural = _("zienswijzen van wie de taak nu doet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "person"],
                name="challenge_view_once_per_person",
                violation_error_message=_("Deze collega is al gevraagd."),
            )
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("person", "asked_by"), "who"),
            **dict.fromkeys(("question", "text"), "own words of a colleague"),
        }
        open = {"cost_cents"}
        retention = RETENTION

    def __str__(self) -> str:
        return str(self.person)


class ChallengeSeries(models.Model):
    """The last number given in a year; locked while the next one is taken, so that none is given twice."""

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)
    last = models.PositiveIntegerField(_("laatste nummer"), default=0)

    class Meta:
        verbose_name = _("nummerreeks van uitdagingen")
        verbose_name_plural = _("nummerreeksen van uitdagingen")
        ordering = ["year"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
