from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from city.models import Stadsdeel, Wijk
from core import amounts
from stimulus_fund.enums import EntryKind
from stimulus_fund.models.scheme import Scheme


class Pot(models.Model):
    """The money of a scheme for a year and a part of town, in euro cents; the ceiling of Awb 4:25.

    Only `stimulus_fund.ceiling` changes the totals, with the row locked before it is read. They are the sums of its
    entries; the database refuses more granted or paid than the ceiling.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="pots", verbose_name=_("regeling"))
    year = models.PositiveSmallIntegerField(_("jaar"))
    wijk = models.ForeignKey(Wijk, models.PROTECT, related_name="pots", null=True, blank=True, verbose_name=_("wijk"))
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, related_name="pots", null=True, blank=True, verbose_name=_("stadsdeel")
    )
    ceiling_cents = models.BigIntegerField(_("plafond"), default=0)
    granted_cents = models.BigIntegerField(_("toegekend"), default=0)
    paid_cents = models.BigIntegerField(_("betaald"), default=0)

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("potten")
        ordering = ["scheme", "-year", "wijk", "stadsdeel", "pk"]
        constraints = [
            *(
                models.UniqueConstraint(  # three, because SQLite holds every unknown for another one
                    fields=["scheme", "year", *unit],
                    condition=condition,
                    name=f"pot_once_{'_'.join(unit) or 'city'}",
                    violation_error_message=_("Deze pot is er al."),
                )
                for unit, condition in (
                    ((), Q(wijk=None, stadsdeel=None)),
                    (("wijk",), Q(wijk__isnull=False)),
                    (("stadsdeel",), Q(stadsdeel__isnull=False)),
                )
            ),
            models.CheckConstraint(
                condition=Q(wijk=None) | Q(stadsdeel=None),
                name="pot_one_unit",
                violation_error_message=_("Een pot is voor een wijk of voor een stadsdeel."),
            ),
            models.CheckConstraint(
                condition=Q(granted_cents__gte=0, granted_cents__lte=F("ceiling_cents")),
                name="pot_granted_within_ceiling",
                violation_error_message=_("Er kan niet meer worden toegekend dan er in de pot zit."),
            ),
            models.CheckConstraint(
                condition=Q(paid_cents__gte=0, paid_cents__lte=F("ceiling_cents")),
                name="pot_paid_within_ceiling",
                violation_error_message=_("Er kan niet meer worden betaald dan er in de pot zit."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"scheme", "year", "wijk", "stadsdeel", "ceiling_cents", "granted_cents", "paid_cents"}
        retention = "keep"

    def __str__(self) -> str:
        unit = self.wijk or self.stadsdeel
        return f"{self.scheme} {self.year}{f', {unit}' if unit else ''}"

    @property
    def available_cents(self) -> int:
        """What can still be granted, in euro cents."""
        return self.ceiling_cents - self.granted_cents


class Entry(models.Model):
    """One change of a pot, in euro cents with its sign, written once. Their sums are the totals of the pot."""

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="entries", verbose_name=_("pot"))
    kind = models.CharField(_("soort"), max_length=10, choices=EntryKind)
    cents = models.BigIntegerField(_("bedrag"))
    decision = models.ForeignKey(
        "stimulus_fund.Decision",
        models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("besluit"),
    )
    reason = models.CharField(_("reden"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )
    at = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["pot", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(cents=0),
                name="entry_changes_something",
                violation_error_message=_("Een boeking van niets."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.CEILING, EntryKind.CORRECTED])
                | Q(kind=EntryKind.GRANTED, cents__gt=0)
                | Q(kind__in=[EntryKind.LOWERED, EntryKind.REVOKED], cents__lt=0),
                name="entry_sign_fits_kind",
                violation_error_message=_("Toekennen is erbij, lager vaststellen en intrekken is eraf."),
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.CEILING, decision=None)
                | (~Q(kind=EntryKind.CEILING) & Q(decision__isnull=False)),
                name="entry_of_a_decision",
                violation_error_message=_("Alleen een verandering van het plafond heeft geen besluit."),
            ),
        ]

    class Privacy:
        personal = {"by": "who did it", "reason": "own words"}
        open = {"pot", "kind", "cents", "at"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {amounts.shown(self.cents)}"
