from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal
from core.files import PrivateStorage, random_name
from initiatives.models import Initiative
from stimulus_fund.enums import BudgetSide, CoverageKind, LetterKind, RecipientKind, State
from stimulus_fund.models.pot import Pot
from stimulus_fund.models.scheme import RequiredFile, Ruleset, Scheme
from stimulus_fund.permissions import Permission

ANSWER_LENGTH = 4000
LINE_LENGTH = 160


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Who may fetch which applications; fetching is authorising."""

    def of_applicant(self, user: User) -> "ApplicationQuerySet":
        """Applications of initiatives on whose initiator's side this person is now."""
        return self.filter(initiative__members__user=user, initiative__members__left_at=None)

    def for_desk(self, user: User, word: str = Permission.SEE_FUND) -> "ApplicationQuerySet":
        """Sent applications of the schemes this person works in; nobody inside reads a draft."""
        return self.exclude(state=State.DRAFT).filter(scheme__in=Scheme.objects.worked_by(user, word))

    def undecided(self) -> "ApplicationQuerySet":
        """Applications that wait for a decision."""
        return self.filter(state__in=State.undecided())


class Application(models.Model):
    """A request for money for an initiative (Awb 4:2), from draft to settlement. Amounts are euro cents.

    `ruleset` is fixed when it is sent: rules that change later do not touch it. `received_at` is the moment the
    portal had it whole, by which a term is judged; `complete_order` is the order of complete receipt, by sequence and
    not by clock. `decide_by` is the last day for the decision as the clock of the law last gave it. `saved_from` is a
    mark of the browser that saved last: what it saved itself is no conflict. `account_by` is the last day for the
    report of a grant that needs one; `settled_cents` what was settled in the end, 0 when it was taken back.
    """

    number = models.CharField(_("nummer"), max_length=20, unique=True, null=True, blank=True)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="applications", verbose_name=_("initiatief")
    )
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="applications", verbose_name=_("regeling"))
    ruleset = models.ForeignKey(
        Ruleset, models.PROTECT, related_name="applications", null=True, blank=True, verbose_name=_("regels")
    )
    pot = models.ForeignKey(
        Pot, models.PROTECT, related_name="applications", null=True, blank=True, verbose_name=_("pot")
    )
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.DRAFT)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begonnen door")
    )
    started_at = models.DateTimeField(_("begonnen op"))
    changed_at = models.DateTimeField(_("bewaard op"))
    saved_from = models.CharField(_("bewaard vanuit"), max_length=64, blank=True)

    activities = models.TextField(_("wat gaat u doen"), max_length=ANSWER_LENGTH, blank=True)
    result = models.TextField(_("wat is daarna anders"), max_length=ANSWER_LENGTH, blank=True)
    starts_on = models.DateField(_("begin"), null=True, blank=True)
    ends_on = models.DateField(_("einde"), null=True, blank=True)
    goal = models.ForeignKey(
        Goal, models.PROTECT, related_name="applications", null=True, blank=True, verbose_name=_("wijkopgave of doel")
    )
    goal_reason = models.TextField(_("hoe het plan daaraan bijdraagt"), max_length=ANSWER_LENGTH, blank=True)
    cooperation = models.TextField(_("wie doen mee en wat brengen zij in"), max_length=ANSWER_LENGTH, blank=True)
    support = models.TextField(_("wat buurtgenoten ervan vinden"), max_length=ANSWER_LENGTH, blank=True)
    works_alone = models.BooleanField(_("niemand anders doet mee"), default=False)
    budget_note = models.TextField(_("toelichting op de begroting"), max_length=ANSWER_LENGTH, blank=True)
    municipal_cents = models.PositiveBigIntegerField(_("kosten van de gemeente zelf"), default=0)

    recipient_kind = models.CharField(_("wie ontvangt het geld"), max_length=12, choices=RecipientKind, blank=True)
    recipient_name = models.CharField(_("naam van de ontvanger"), max_length=LINE_LENGTH, blank=True)
    kvk_number = models.CharField(
        _("KvK-nummer"), max_length=8, blank=True, validators=[RegexValidator(r"^[0-9]{8}\Z", _("Acht cijfers."))]
    )
    street = models.CharField(_("straat en huisnummer"), max_length=LINE_LENGTH, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    town = models.CharField(_("plaats"), max_length=80, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    account_holder = models.CharField(_("rekening op naam van"), max_length=LINE_LENGTH, blank=True)
    name_public = models.BooleanField(_("naam in het openbare register"), default=False)

    asked_cents = models.PositiveBigIntegerField(_("gevraagd bedrag"), default=0)
    granted_cents = models.PositiveBigIntegerField(_("toegekend bedrag"), null=True, blank=True)
    settled_cents = models.PositiveBigIntegerField(_("vastgesteld bedrag"), null=True, blank=True)
    account_by = models.DateField(_("verslag uiterlijk op"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="signed_applications",
        null=True,
        blank=True,
        verbose_name=_("ondertekend door"),
    )
    received_at = models.DateTimeField(_("ingediend op"), null=True, blank=True)
    complete_at = models.DateTimeField(_("volledig op"), null=True, blank=True)
    complete_order = models.PositiveIntegerField(_("volgorde van volledigheid"), null=True, blank=True, unique=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handled_applications",
        null=True,
        blank=True,
        verbose_name=_("behandelaar"),
    )
    decide_by = models.DateField(_("besluit uiterlijk op"), null=True, blank=True)
    reminded_on = models.DateField(_("herinnerd op"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanvraag")
        verbose_name_plural = _("aanvragen")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["decide_by", "id"], name="application_due", condition=Q(state__in=sorted(State.undecided()))
            ),
            models.Index(fields=["scheme", "state", "-id"], name="application_scheme"),
            models.Index(fields=["pot", "state"], name="application_pot"),
            models.Index(fields=["account_by"], name="application_to_account", condition=Q(state=State.GRANTED)),
            # With the one on decisions: what was given in a period is added up without reading a row of either table.
            models.Index(
                fields=["id", "granted_cents"],
                name="application_awarded",
                condition=Q(state__in=sorted(State.awarded())),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(
                    number__isnull=False,
                    ruleset__isnull=False,
                    received_at__isnull=False,
                    signed_by__isnull=False,
                    asked_cents__gt=0,
                ),
                name="application_sent_is_whole",
                violation_error_message=_("Een ingediende aanvraag heeft een nummer, een bedrag en een ondertekenaar."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="application_dates_in_order",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(granted_cents=None) | Q(granted_cents__lte=F("asked_cents")),
                name="application_not_more_than_asked",
                violation_error_message=_("Er kan niet meer worden toegekend dan er is gevraagd."),
            ),
            models.CheckConstraint(
                condition=Q(settled_cents=None) | Q(granted_cents__isnull=False, settled_cents__lte=F("granted_cents")),
                name="application_settled_within_grant",
                violation_error_message=_("Vaststellen kan niet hoger dan er is toegekend."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(State.awarded())) | Q(granted_cents__isnull=False, pot__isnull=False),
                name="application_granted_from_a_pot",
                violation_error_message=_("Een toegekende aanvraag heeft een bedrag en een pot."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(
                ("activities", "result", "goal_reason", "cooperation", "support", "budget_note"), "own words"
            ),
            **dict.fromkeys(("street", "postcode", "town", "iban", "account_holder"), "where the money goes"),
            "recipient_name": "may be a person",
            "kvk_number": "may be one person's business",
            "started_by": "who began it",
            "signed_by": "who signed it",
            "saved_from": "mark of a browser",
        }
        open = {"number", "initiative", "scheme", "granted_cents", "settled_cents", "starts_on", "ends_on", "state"}
        by_choice = {
            "recipient_name": "of an organisation, or of a person who chose so (stimulus_fund.queries.register)"
        }
        retention = ("application", "application_rejected", "application_broken_off")  # by how it ended

    def __str__(self) -> str:
        return f"{self.number or _('Concept')}: {self.initiative.title}"

    def get_absolute_url(self) -> str:
        """The applicant's page: the task list of a draft, the status of what was sent."""
        return reverse("fund:application", args=[self.pk])

    @property
    def case_number(self) -> str:
        """The number audit entries and mails carry; fetch with select_related("initiative")."""
        return self.initiative.number

    @property
    def is_draft(self) -> bool:
        """True until it is sent."""
        return self.state == State.DRAFT

    @property
    def is_undecided(self) -> bool:
        """True while the municipality owes a decision on it."""
        return self.state in State.undecided()

    @property
    def standing_cents(self) -> int:
        """What the applicant may count on now, in euro cents: what was settled, or else what was granted."""
        return (self.granted_cents or 0) if self.settled_cents is None else self.settled_cents

    def access_scopes(self) -> frozenset[str]:
        """The scopes of role grants this application falls under."""
        return frozenset({self.scheme.scope})


class BudgetLine(models.Model):
    """One line of the budget, in euro cents: what it costs or where it comes from.

    Own hours are a line of coverage: `hours` times `rate_cents`, kept apart because nobody pays them.
    `is_certain` says whether another funder has already said yes.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget_lines")
    side = models.CharField(_("kant"), max_length=8, choices=BudgetSide)
    kind = models.CharField(_("soort dekking"), max_length=10, choices=CoverageKind, blank=True)
    name = models.CharField(_("omschrijving"), max_length=LINE_LENGTH, blank=True)
    cents = models.PositiveBigIntegerField(_("bedrag"))
    hours = models.PositiveIntegerField(_("uren"), null=True, blank=True)
    rate_cents = models.PositiveIntegerField(_("bedrag per uur"), null=True, blank=True)
    is_certain = models.BooleanField(_("al toegezegd"), default=False)

    class Meta:
        verbose_name = _("begrotingsregel")
        verbose_name_plural = _("begrotingsregels")
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side=BudgetSide.COST, kind="") | (Q(side=BudgetSide.COVERAGE) & ~Q(kind="")),
                name="budget_line_coverage_has_kind",
                violation_error_message=_("Zeg waar het geld vandaan komt."),
            ),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="budget_line_is_positive",
                violation_error_message=_("Een begrotingsregel is meer dan nul euro."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=CoverageKind.OWN_HOURS)
                | Q(hours__isnull=False, rate_cents__isnull=False, cents=F("hours") * F("rate_cents")),
                name="budget_line_hours_add_up",
                violation_error_message=_("Eigen uren zijn het aantal uren maal het bedrag per uur."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(kind=CoverageKind.ASKED),
                name="budget_line_asked_once",
                violation_error_message=_("Wat u van dit fonds vraagt, staat er één keer."),
            ),
        ]

    class Privacy:
        personal = {"name": "own words"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class ApplicationFile(models.Model):
    """A document or photo that belongs to an application; `required` is what the rules asked for, if that.

    Receipts and photos that came with the report afterwards are `of_report`.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    required = models.ForeignKey(
        RequiredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gevraagde bijlage")
    )
    of_report = models.BooleanField(_("hoort bij het verslag"), default=False)
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
        verbose_name = _("bijlage bij een aanvraag")
        verbose_name_plural = _("bijlagen bij aanvragen")
        ordering = ["pk"]

    class Privacy:
        personal = {"file": "may show or name people", "name": "chosen by the person who added it", "added_by": "who"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """That the applicant expressly wants one kind of official message electronically (Awb 2:8, since 1 January 2026).

    Without it such a message goes to the print queue.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="deliveries")
    kind = models.CharField(_("soort bericht"), max_length=12, choices=LetterKind)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("toestemming van")
    )
    agreed_at = models.DateTimeField(_("toestemming op"))

    class Meta:
        verbose_name = _("toestemming voor digitale post")
        verbose_name_plural = _("toestemmingen voor digitale post")
        ordering = ["application", "kind"]
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="delivery_once_per_kind")]

    class Privacy:
        personal = {"agreed_by": "who agreed"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return self.get_kind_display()


class ApplicationSeries(models.Model):
    """The last numbers given in a year; locked while the next one is taken, so that none is given twice.

    `last` counts applications; `last_complete` counts how often one was complete, the first time or after completing.
    """

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)
    last = models.PositiveIntegerField(_("laatste nummer"), default=0)
    last_complete = models.PositiveIntegerField(_("laatste plaats in de volgorde"), default=0)

    class Meta:
        verbose_name = _("nummerreeks van aanvragen")
        verbose_name_plural = _("nummerreeksen van aanvragen")
        ordering = ["year"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
