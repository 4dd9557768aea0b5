from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH, Application
from stimulus_fund.models.pot import Pot


class Round(models.Model):
    """A meeting of assessors on the applications in a pot, with agenda and minutes; closing it ranks them for good.

    `available_cents` is what was in the pot then, in euro cents.
    """

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="rounds", verbose_name=_("pot"))
    held_at = models.DateTimeField(_("op"))
    place = models.CharField(_("waar"), max_length=LINE_LENGTH)
    agenda = models.TextField(_("agenda, een punt per regel"), max_length=ANSWER_LENGTH)
    minutes = models.TextField(_("verslag"), max_length=ANSWER_LENGTH, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gemaakt door")
    )
    made_at = models.DateTimeField(_("gemaakt op"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("afgesloten door"),
    )
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)
    available_cents = models.BigIntegerField(_("te verdelen"), null=True, blank=True)

    class Meta:
        verbose_name = _("beoordelingsronde")
        verbose_name_plural = _("beoordelingsrondes")
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pot"],
                condition=Q(closed_at=None),
                name="round_one_open",
                violation_error_message=_("Voor deze pot loopt al een ronde."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | (Q(closed_by__isnull=False) & ~Q(minutes="")),
                name="round_closed_has_minutes",
                violation_error_message=_("Een ronde wordt afgesloten met een verslag."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("agenda", "minutes", "place"), "own words"),
            **dict.fromkeys(("made_by", "closed_by"), "who"),
        }
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.pot} ({self.held_at:%Y-%m-%d})"

    @property
    def is_closed(self) -> bool:
        """True once the ranking stands."""
        return self.closed_at is not None


class Ranked(models.Model):
    """Where an application came in a round; `cents` is what was advised, and `fits` whether there is money for it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ranked", verbose_name=_("ronde"))
    application = models.OneToOneField(Application, models.PROTECT, related_name="ranked", verbose_name=_("aanvraag"))
    place = models.PositiveSmallIntegerField(_("plaats"))
    percentage = models.PositiveSmallIntegerField(_("gewogen punten van de 100"))
    cents = models.PositiveBigIntegerField(_("geadviseerd bedrag"))
    fits = models.BooleanField(_("past in het budget"))

    class Meta:
        verbose_name = _("plaats in een ronde")
        verbose_name_plural = _("plaatsen in rondes")
        ordering = ["round", "place"]
        constraints = [models.UniqueConstraint(fields=["round", "place"], name="ranked_place_once")]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"place", "percentage", "cents", "fits"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.place}"
