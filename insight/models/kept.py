from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 10


class KeptFigures(models.Model):
    """The figures in the open of one period, counted at night: the page reads them instead of every case.

    `code` is the period as it stands in the address, `figures` what is told of it in each language. Only what was fit
    to publish is kept here; the next night writes over it.
    """

    code = models.CharField(_("periode"), max_length=LONGEST_CODE, unique=True, blank=True)
    first = models.DateField(_("van"))
    last = models.DateField(_("tot en met"))
    figures = models.JSONField(_("cijfers"))
    counted_at = models.DateTimeField(_("geteld op"))

    class Meta:
        verbose_name = _("bewaarde cijfers")
        verbose_name_plural = _("bewaarde cijfers")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")),
                name="kept_figures_period_in_order",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            )
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"code", "first", "last", "figures", "counted_at"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d} – {self.last:%Y-%m-%d}"
