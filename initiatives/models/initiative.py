from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal, Theme, Wijk
from core import search
from initiatives.enums import HelpKind, Origin, Outcome, Party, PlaceKind, PositionKind, ShownName, State
from initiatives.permissions import Permission

TITLE_LENGTH = 80
ANSWER_LENGTH = 2000


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Who may fetch which cases; fetching is authorising."""

    def public(self) -> "InitiativeQuerySet":
        """What everyone may see: the initiator consented and a guide published."""
        return self.filter(published_at__isnull=False, public_consent_at__isnull=False, merged_into=None)

    def of_initiator(self, user: User) -> "InitiativeQuerySet":
        """Cases on whose initiator's side this person is now."""
        return self.filter(members__user=user, members__left_at=None)

    def for_desk(self, user: User) -> "InitiativeQuerySet":
        """Cases this person may see at the desk: all, those in their wijken, or none."""
        scopes = user.scopes(Permission.SEE_CASES)
        if "" in scopes:
            return self.all()
        codes = [scope.removeprefix("wijk:") for scope in scopes if scope.startswith("wijk:")]
        return self.filter(wijk__code__in=codes) if codes else self.none()

    def closed_before(self, moment: datetime) -> "InitiativeQuerySet":
        """Cases that were closed before a moment and of which the file is still there, the longest closed first."""
        whole = self.filter(state=State.CLOSED, wiped_at=None).annotate(ended_at=Coalesce("closed_at", "changed_at"))
        return whole.filter(ended_at__lt=moment).order_by("ended_at", "pk")

    def open(self) -> "InitiativeQuerySet":
        """Cases the municipality still has something to do for."""
        return self.exclude(state=State.CLOSED)


class Initiative(models.Model):
    """What a resident wants to start, and its passage through the municipality.

    The initiative stays the initiator's; `owner` owns only the passage inside. Every write goes through
    `initiatives.actions`. `version` rises with each change of the text, so that a second saver sees the first.
    """

    number = models.CharField(_("nummer"), max_length=20, unique=True)
    slug = models.SlugField(_("adres"), max_length=100, unique=True)
    version = models.PositiveIntegerField(_("versie"), default=1)

    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    summary = models.TextField(_("wat is het plan"), max_length=ANSWER_LENGTH, blank=True)
    for_whom = models.TextField(_("voor wie"), max_length=ANSWER_LENGTH, blank=True)
    with_whom = models.TextField(_("met wie"), max_length=ANSWER_LENGTH, blank=True)
    planned_when = models.TextField(_("wanneer"), max_length=ANSWER_LENGTH, blank=True)
    question = models.TextField(_("hulpvraag"), max_length=ANSWER_LENGTH, blank=True)
    organisation = models.CharField(_("groep of organisatie"), max_length=120, blank=True)
    language = models.CharField(_("taal van de tekst"), max_length=5, choices=settings.LANGUAGES, default="nl")

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="initiatives", null=True, blank=True, verbose_name=_("thema")
    )
    goals = models.ManyToManyField(Goal, through="GoalLink", related_name="initiatives", verbose_name=_("doelen"))
    labels = models.ManyToManyField(
        "initiatives.Label", related_name="initiatives", blank=True, verbose_name=_("labels")
    )
    place_kind = models.CharField(_("plek"), max_length=10, choices=PlaceKind, default=PlaceKind.CITY)
    wijk = models.ForeignKey(
        Wijk, models.PROTECT, related_name="initiatives", null=True, blank=True, verbose_name=_("wijk")
    )
    address = models.CharField(_("adres of plek"), max_length=200, blank=True)
    address_public = models.BooleanField(_("adres is openbaar"), default=False)
    shown_name = models.CharField(_("naam die iedereen ziet"), max_length=12, choices=ShownName, default=ShownName.NONE)
    under_sixteen = models.BooleanField(_("initiatiefnemer is jonger dan 16"), default=False)
    guardian_name = models.CharField(_("naam van ouder of verzorger"), max_length=100, blank=True)

    origin = models.CharField(_("herkomst"), max_length=12, choices=Origin, default=Origin.PORTAL)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("ingevoerd door"),
    )
    submitted_at = models.DateTimeField(_("ingediend op"))
    changed_at = models.DateTimeField(_("veranderd op"))

    state = models.CharField(_("status"), max_length=12, choices=State, default=State.SUBMITTED)
    paused_at = models.DateTimeField(_("gepauzeerd op"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="owned_initiatives",
        null=True,
        blank=True,
        verbose_name=_("gids"),
    )
    owned_at = models.DateTimeField(_("gids sinds"), null=True, blank=True)
    ball = models.CharField(_("aan zet"), max_length=12, choices=Party, default=Party.MUNICIPALITY, blank=True)
    third_party = models.CharField(_("andere partij"), max_length=120, blank=True)
    position_kind = models.CharField(_("positie"), max_length=10, choices=PositionKind, blank=True)
    outcome = models.CharField(_("hoe het nu gaat"), max_length=20, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("toelichting op hoe het gaat"), max_length=ANSWER_LENGTH, blank=True)
    outcome_on = models.DateField(_("hoe het gaat, bekend sinds"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("dossier vernietigd op"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="doubles", null=True, blank=True, verbose_name=_("samengevoegd met")
    )

    public_consent_at = models.DateTimeField(_("mag openbaar sinds"), null=True, blank=True)
    published_at = models.DateTimeField(_("openbaar sinds"), null=True, blank=True)
    news_at = models.DateTimeField(_("laatste openbare nieuws"), null=True, blank=True)
    search_title = models.CharField(max_length=200, default="", editable=False)
    search_text = models.TextField(default="", editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            models.Index(fields=["-news_at", "-id"], condition=Q(published_at__isnull=False), name="initiative_news"),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(published_at__isnull=False), name="initiative_published"
            ),
            models.Index(fields=["wijk", "-news_at"], condition=Q(published_at__isnull=False), name="initiative_wijk"),
            models.Index(
                fields=["theme", "-news_at"], condition=Q(published_at__isnull=False), name="initiative_theme"
            ),
            models.Index(
                fields=["state", "-news_at"], condition=Q(published_at__isnull=False), name="initiative_state"
            ),
            models.Index(
                fields=["position_kind", "-news_at"],
                condition=Q(published_at__isnull=False),
                name="initiative_position",
            ),
            models.Index(fields=["state", "owner"], condition=~Q(state="closed"), name="initiative_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="initiative_has_title",
                violation_error_message=_("Een initiatief heeft een titel."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SUBMITTED, State.CLOSED]) | Q(owner__isnull=False),
                name="initiative_needs_owner",
                violation_error_message=_("Wijs eerst een gids aan."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(public_consent_at__isnull=False),
                name="initiative_public_needs_consent",
                violation_error_message=_(
                    "De initiatiefnemer heeft nog geen toestemming gegeven om dit te publiceren."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome=""),
                name="initiative_closed_has_outcome",
                violation_error_message=_("Zeg hoe het initiatief ervoor staat voordat u afsluit."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED) | Q(closed_at=None, wiped_at=None),
                name="initiative_open_was_not_closed",
                violation_error_message=_("Een open initiatief is niet afgesloten en niet vernietigd."),
            ),
            models.CheckConstraint(
                condition=Q(place_kind=PlaceKind.CITY) | Q(wijk__isnull=False),
                name="initiative_place_has_wijk",
                violation_error_message=_("Kies de wijk."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, ball="") | (~Q(state=State.CLOSED) & ~Q(ball="")),
                name="initiative_open_has_ball",
                violation_error_message=_("Bij een open initiatief is altijd iemand aan zet."),
            ),
            models.CheckConstraint(
                condition=~Q(ball=Party.THIRD_PARTY) | ~Q(third_party=""),
                name="initiative_third_party_named",
                violation_error_message=_("Noem de andere partij."),
            ),
        ]

    class Privacy:
        personal = {
            "address": "may be someone's home",
            "guardian_name": "the parent who agreed for a child",
            "question": "own words of the initiator",
            "with_whom": "may name people",
        }
        open = {
            *("number", "slug", "title", "summary", "for_whom", "planned_when", "language", "theme", "place_kind"),
            *("wijk", "state", "position_kind", "outcome", "outcome_note", "published_at", "news_at"),
        }
        by_choice = {
            "address": "where the initiator lets everyone read it",
            "organisation": "where it goes by that name",
        }
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("initiatives:detail", args=[self.slug])

    @property
    def status_url(self) -> str:
        """The initiator's own page of the case."""
        return reverse("initiatives:status", args=[self.number])

    @property
    def case_number(self) -> str:
        """The number audit entries and mails carry."""
        return self.number

    @property
    def is_open(self) -> bool:
        """True while the municipality still has something to do."""
        return self.state != State.CLOSED

    @property
    def is_public(self) -> bool:
        """True when everyone may see it."""
        return bool(self.published_at and self.public_consent_at) and self.merged_into_id is None

    @property
    def place(self) -> str:
        """The place as everyone may read it."""
        if self.place_kind == PlaceKind.CITY or self.wijk is None:
            return str(_("Hele stad"))
        return f"{self.address}, {self.wijk.name}" if self.address_public and self.address else self.wijk.name

    def access_scopes(self) -> frozenset[str]:
        """The scopes of role grants this case falls under."""
        return frozenset({self.wijk.scope}) if self.wijk else frozenset()

    def index_words(self) -> None:
        """Fill the shadow columns of the search; whoever writes texts in bulk calls this too.

        Only with what everyone may read: to be found by a word is to have it told.
        """
        organisation = self.organisation if self.shown_name == ShownName.ORGANISATION else ""
        parts = [self.title, organisation, self.summary, self.for_whom]
        self.search_title = search.normalise(self.title)
        self.search_text = search.normalise(" ".join(filter(None, parts)))


class HelpAsked(models.Model):
    """One kind of help an initiative asks for."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="help_asked")
    kind = models.CharField(_("hulp"), max_length=10, choices=HelpKind)

    class Meta:
        verbose_name = _("gevraagde hulp")
        verbose_name_plural = _("gevraagde hulp")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "kind"], name="help_asked_once")]
        indexes = [models.Index(fields=["kind", "initiative"], name="help_asked_kind")]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind"}
        retention = "initiative"

    def __str__(self) -> str:
        return self.get_kind_display()


class NumberSeries(models.Model):
    """The last number given in a year; locked while the next one is taken, so that no number is given twice."""

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)
    last = models.PositiveIntegerField(_("laatste nummer"), default=0)

    class Meta:
        verbose_name = _("nummerreeks")
        verbose_name_plural = _("nummerreeksen")
        ordering = ["year"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
