from django.db import models
from django.utils.translation import gettext_lazy as _

from city.enums import HolidayKind


class Holiday(models.Model):
    """A closed day, with the calendar it belongs to (Algemene termijnenwet art. 3 and the town's own days)."""

    day = models.DateField(_("dag"), unique=True)
    name = models.CharField(_("naam"), max_length=60)
    kind = models.CharField(_("soort"), max_length=10, choices=HolidayKind, default=HolidayKind.LEGAL)

    class Meta:
        verbose_name = _("vrije dag")
        verbose_name_plural = _("vrije dagen")
        ordering = ["day"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"day", "name", "kind"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
