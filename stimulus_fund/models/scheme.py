from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Wijk
from stimulus_fund.enums import Accountability, BudgetUnit, Division, LetterKind, RulesetState, Scale
from stimulus_fund.permissions import Permission

TEXT_LENGTH = 4000
LINE_LENGTH = 300


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Which schemes somebody works with."""

    def worked_by(self, user: User, word: str = Permission.SEE_FUND) -> "SchemeQuerySet":
        """Schemes in which this person holds the permission word: all, those of a limited grant, or none."""
        scopes = user.scopes(word)
        if "" in scopes:
            return self.all()
        return self.filter(slug__in=[scope.removeprefix("scheme:") for scope in scopes if scope.startswith("scheme:")])


class Scheme(models.Model):
    """A pot of money people can apply to. Its name and address stay; all else stands in a `Ruleset` with a date."""

    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("regeling")
        verbose_name_plural = _("regelingen")
        ordering = ["order", "name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"slug", "name"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the scheme."""
        return reverse("fund:scheme", args=[self.slug])

    @property
    def scope(self) -> str:
        """The scope of a role grant that is limited to this scheme."""
        return f"scheme:{self.slug}"


class RulesetQuerySet(models.QuerySet["Ruleset"]):
    """Which rules hold when."""

    def approved(self) -> "RulesetQuerySet":
        """Rules a second person approved, the latest first."""
        return self.filter(state=RulesetState.APPROVED).order_by("-valid_from", "-pk")

    def on(self, day: date) -> "RulesetQuerySet":
        """Approved rules that had begun by this day, the latest first: the first per scheme is the one that holds."""
        return self.approved().filter(valid_from__lte=day)


class Ruleset(models.Model):
    """The rules of a scheme from a day on, in whole; approved by another person than wrote them, then unchangeable.

    Amounts are euro cents. A number that is None is not set: the municipality has not published it, and the portal
    does not check it. `unit_budget_cents` is the yearly ceiling of each pot of the scheme. `decision_weeks` is the
    term the scheme itself sets; without it the law's reasonable term holds (Awb 4:13).
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="rulesets", verbose_name=_("regeling"))
    valid_from = models.DateField(_("geldt vanaf"))
    state = models.CharField(_("stand"), max_length=10, choices=RulesetState, default=RulesetState.DRAFT)

    summary = models.CharField(_("in één zin"), max_length=LINE_LENGTH)
    for_whom = models.TextField(_("voor wie"), max_length=TEXT_LENGTH)
    conditions = models.TextField(_("voorwaarden, een per regel"), max_length=TEXT_LENGTH, blank=True)
    not_paid = models.TextField(_("wat het fonds niet betaalt, een per regel"), max_length=TEXT_LENGTH, blank=True)
    contact = models.CharField(_("wie helpt u"), max_length=LINE_LENGTH, blank=True)
    scale = models.CharField(_("bedoeld voor plannen"), max_length=6, choices=Scale, default=Scale.CITY)
    ceiling_cents = models.PositiveBigIntegerField(_("hoogste bedrag per aanvraag"), null=True, blank=True)
    max_share_percent = models.PositiveSmallIntegerField(
        _("hoogste deel van het totaal (procent)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    counts_municipal_costs = models.BooleanField(_("kosten van de gemeente tellen mee in het totaal"), default=False)
    max_months = models.PositiveSmallIntegerField(_("hoogste looptijd in maanden"), null=True, blank=True)
    once_only = models.BooleanField(_("één keer per initiatief"), default=False)
    needs_goal = models.BooleanField(_("moet een wijkopgave of doel dienen"), default=False)
    excluded_wijken = models.ManyToManyField(
        Wijk, related_name="+", blank=True, verbose_name=_("niet voor deze wijken")
    )
    excluded_places = models.CharField(_("niet voor deze plekken"), max_length=LINE_LENGTH, blank=True)
    budget_unit = models.CharField(_("budget voor"), max_length=10, choices=BudgetUnit, default=BudgetUnit.CITY)
    unit_budget_cents = models.PositiveBigIntegerField(_("budget per jaar en eenheid"), null=True, blank=True)
    opens_on = models.DateField(_("open vanaf"), null=True, blank=True)
    closes_on = models.DateField(_("open tot en met"), null=True, blank=True)
    division = models.CharField(_("verdeling"), max_length=10, choices=Division, default=Division.RECEIPT)
    decision_weeks = models.PositiveSmallIntegerField(_("beslistermijn in weken"), null=True, blank=True)
    follows_terms_act = models.BooleanField(_("volgt de Algemene termijnenwet"), default=True)
    decider = models.CharField(_("wie beslist"), max_length=LINE_LENGTH, blank=True)
    mandate = models.CharField(_("mandaat"), max_length=LINE_LENGTH, blank=True)
    legal_basis = models.CharField(_("wettelijke grondslag"), max_length=LINE_LENGTH, blank=True)
    source = models.CharField(_("bron"), max_length=LINE_LENGTH, blank=True)

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("geschreven door")
    )
    written_at = models.DateTimeField(_("geschreven op"))
    remark = models.CharField(_("waarom teruggegeven"), max_length=LINE_LENGTH, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("vastgesteld door"),
    )
    approved_at = models.DateTimeField(_("vastgesteld op"), null=True, blank=True)

    objects = RulesetQuerySet.as_manager()

    class Meta:
        verbose_name = _("regels van een regeling")
        verbose_name_plural = _("regels van regelingen")
        ordering = ["scheme", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "valid_from"],
                condition=Q(state=RulesetState.APPROVED),
                name="rules_one_per_day",
                violation_error_message=_("Vanaf deze dag gelden al andere regels."),
            ),
            models.CheckConstraint(
                condition=Q(written_by=None) | Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="rules_approved_by_another",
                violation_error_message=_("Een ander dan de schrijver stelt de regels vast."),
            ),
            models.CheckConstraint(
                condition=Q(state=RulesetState.APPROVED, approved_at__isnull=False)
                | (~Q(state=RulesetState.APPROVED) & Q(approved_by=None, approved_at=None)),
                name="rules_approved_have_moment",
                violation_error_message=_("Vastgestelde regels hebben een moment van vaststelling."),
            ),
            models.CheckConstraint(
                condition=Q(max_share_percent=None) | Q(max_share_percent__range=(1, 100)),
                name="rules_share_is_percentage",
                violation_error_message=_("Het deel is een percentage van 1 tot en met 100."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(opens_on__lte=F("closes_on")),
                name="rules_period_in_order",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            ),
        ]

    class Privacy:
        personal = {
            "written_by": "who wrote it; nobody for what the portal began with",
            "approved_by": "who approved it",
            "remark": "own words",
        }
        open = {
            *("scheme", "valid_from", "summary", "for_whom", "conditions", "not_paid", "contact", "ceiling_cents"),
            *("max_share_percent", "counts_municipal_costs", "max_months", "once_only", "needs_goal"),
            "scale",
            *(
                "excluded_wijken",
                "excluded_places",
                "budget_unit",
                "unit_budget_cents",
                "opens_on",
                "closes_on",
            ),
            *("division", "decision_weeks", "decider", "mandate", "legal_basis", "source"),
        }
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.scheme} ({self.valid_from:%Y-%m-%d})"

    def is_open(self, day: date) -> bool:
        """True when people can apply on this day."""
        return (self.opens_on is None or self.opens_on <= day) and (self.closes_on is None or day <= self.closes_on)

    @property
    def condition_lines(self) -> list[str]:
        """The conditions, one by one."""
        return self.conditions.splitlines()

    @property
    def not_paid_lines(self) -> list[str]:
        """What is not paid, one by one."""
        return self.not_paid.splitlines()


class Criterion(models.Model):
    """What an application is judged by; `weight` says how heavily it counts among the others."""

    ruleset = models.ForeignKey(Ruleset, models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterium"), max_length=120)
    explanation = models.CharField(_("uitleg"), max_length=LINE_LENGTH, blank=True)
    weight = models.PositiveSmallIntegerField(_("gewicht"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("criterium")
        verbose_name_plural = _("criteria")
        ordering = ["ruleset", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1),
                name="criterion_has_weight",
                violation_error_message=_("Een criterium weegt ten minste 1."),
            )
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"name", "explanation", "weight"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class RequiredFile(models.Model):
    """A document an application needs, from an asked amount on (euro cents; 0 is always)."""

    ruleset = models.ForeignKey(Ruleset, models.CASCADE, related_name="required_files")
    name = models.CharField(_("document"), max_length=120)
    explanation = models.CharField(_("uitleg"), max_length=LINE_LENGTH, blank=True)
    from_cents = models.PositiveBigIntegerField(_("vanaf dit gevraagde bedrag"), default=0)

    class Meta:
        verbose_name = _("verplichte bijlage")
        verbose_name_plural = _("verplichte bijlagen")
        ordering = ["ruleset", "pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"name", "explanation", "from_cents"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class Settling(models.Model):
    """How a grant is accounted for, from an amount on (euro cents), and within how many weeks after the activities."""

    ruleset = models.ForeignKey(Ruleset, models.CASCADE, related_name="settling")
    from_cents = models.PositiveBigIntegerField(_("vanaf dit toegekende bedrag"), default=0)
    form = models.CharField(_("verantwoording"), max_length=8, choices=Accountability)
    weeks = models.PositiveSmallIntegerField(_("binnen zoveel weken na afloop"), default=13)

    class Meta:
        verbose_name = _("verantwoording per bedrag")
        verbose_name_plural = _("verantwoording per bedrag")
        ordering = ["ruleset", "from_cents"]
        constraints = [models.UniqueConstraint(fields=["ruleset", "from_cents"], name="settling_once_per_amount")]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"from_cents", "form", "weeks"}
        retention = "keep"

    def __str__(self) -> str:
        return self.get_form_display()


class LetterText(models.Model):
    """The scheme's own paragraph in a kind of letter; amounts, terms and the objection clause come by themselves."""

    ruleset = models.ForeignKey(Ruleset, models.CASCADE, related_name="letter_texts")
    kind = models.CharField(_("brief"), max_length=12, choices=LetterKind)
    text = models.TextField(_("tekst"), max_length=TEXT_LENGTH)

    class Meta:
        verbose_name = _("tekst in een brief")
        verbose_name_plural = _("teksten in brieven")
        ordering = ["ruleset", "kind"]
        constraints = [models.UniqueConstraint(fields=["ruleset", "kind"], name="letter_text_once")]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "text"}
        retention = "keep"

    def __str__(self) -> str:
        return self.get_kind_display()
