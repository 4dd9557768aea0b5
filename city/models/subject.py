from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.enums import GoalKind
from city.models.natural_order import NaturalOrderField
from city.models.place import Wijk


class Theme(models.Model):
    """What an initiative is about, in a word residents recognise."""

    slug = models.SlugField(_("sleutel"), unique=True)
    name = models.CharField(_("naam"), max_length=60)
    name_en = models.CharField(_("naam in het Engels"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ["position", "name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"slug", "name", "name_en"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class GoalQuerySet(models.QuerySet["Goal"]):
    """Which goals can be chosen."""

    def active(self) -> "GoalQuerySet":
        """Goals in use; one out of use keeps its links and its page."""
        return self.filter(active=True)


class Goal(models.Model):
    """A municipal goal or wijkopgave an initiative can serve; `code` is the number in the budget where it has one.

    A wijkopgave (`kind`) belongs to one or more `wijken`; a municipal goal belongs to none.
    """

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\Z",
                _("Gebruik alleen letters, cijfers, punten en streepjes, met een letter of cijfer aan begin en eind."),
            )
        ],
    )
    kind = models.CharField(_("soort"), max_length=10, choices=GoalKind, default=GoalKind.MUNICIPAL)
    name = models.CharField(_("naam"), max_length=160)
    name_en = models.CharField(_("naam in het Engels"), max_length=160, blank=True)
    text = models.TextField(_("uitleg"), blank=True)
    text_en = models.TextField(_("uitleg in het Engels"), blank=True)
    wijken = models.ManyToManyField(Wijk, related_name="goals", blank=True, verbose_name=_("wijken"))
    active = models.BooleanField(_("in gebruik"), default=True)
    sort_code = NaturalOrderField(_("volgorde"), of="code", max_length=200)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("gemeentelijk doel")
        verbose_name_plural = _("gemeentelijke doelen")
        ordering = ["sort_code", "code"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"code", "kind", "name", "name_en", "text", "text_en", "wijken"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the goal for everyone."""
        return reverse("initiatives:goal", args=[self.code])

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def explanation(self) -> str:
        """What it means, in the language of the reader."""
        return self.text_en if self.text_en and get_language() == "en" else self.text

    @property
    def is_translated(self) -> bool:
        """True when name and explanation can be read in the language of the page."""
        return get_language() != "en" or bool(self.name_en and (self.text_en or not self.text))


class GoalTarget(models.Model):
    """How much of a goal is wanted by which year, as the municipality wrote it down in `source`.

    `wanted` counts in `unit` ("bomen", "%").
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets")
    text = models.CharField(_("wat er dan is"), max_length=200)
    text_en = models.CharField(_("wat er dan is, in het Engels"), max_length=200, blank=True)
    wanted = models.DecimalField(_("hoeveel"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("eenheid"), max_length=40)
    unit_en = models.CharField(_("eenheid in het Engels"), max_length=40, blank=True)
    by_year = models.PositiveSmallIntegerField(_("uiterlijk in"))
    source = models.CharField(_("bron"), max_length=200, help_text=_("Waar het staat, bijvoorbeeld in de begroting."))

    class Meta:
        verbose_name = _("streefgetal")
        verbose_name_plural = _("streefgetallen")
        ordering = ["by_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "text", "by_year"],
                name="goal_target_once_a_year",
                violation_error_message=_("Dit streefgetal staat er al voor dat jaar."),
            ),
            models.CheckConstraint(
                condition=Q(wanted__gt=0),
                name="goal_target_wants_something",
                violation_error_message=_("Vul een getal in dat groter is dan 0."),
            ),
            models.CheckConstraint(
                condition=Q(by_year__gte=2000, by_year__lte=2100),
                name="goal_target_in_our_time",
                violation_error_message=_("Vul een jaar in tussen 2000 en 2100."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"text", "text_en", "wanted", "unit", "unit_en", "by_year", "source"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.text} ({self.by_year})"

    @property
    def label(self) -> str:
        """What is wanted, in the language of the reader."""
        return self.text_en if self.text_en and get_language() == "en" else self.text

    @property
    def unit_label(self) -> str:
        """What it is counted in, in the language of the reader."""
        return self.unit_en if self.unit_en and get_language() == "en" else self.unit
