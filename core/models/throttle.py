from django.db import models
from django.utils.translation import gettext_lazy as _


class Throttle(models.Model):
    """How often something was done within a window of time; a row that all processes lock and count on.

    `bucket` is a keyed hash of what is counted (an address, a client): nobody can read from it who tried what.
    """

    bucket = models.CharField(max_length=64, unique=True)
    taken = models.PositiveIntegerField(_("aantal keer"), default=0)
    ends_at = models.DateTimeField(_("telt opnieuw vanaf"), db_index=True)

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")
        ordering = ["pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "throttle"

    def __str__(self) -> str:
        return f"{self.taken} → {self.ends_at:%Y-%m-%d %H:%M}"
