from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """When a due job last began, last went well and is due again; the desk warns when that is too long ago.

    While a job runs `next_at` is its lease: a worker that dies leaves it due again half an hour later.
    """

    name = models.CharField(_("taak"), max_length=100, unique=True)
    started_at = models.DateTimeField(_("begonnen op"), null=True)
    finished_at = models.DateTimeField(_("gelukt op"), null=True)
    next_at = models.DateTimeField(_("volgende keer"))
    handled = models.PositiveIntegerField(_("laatst verwerkt"), default=0)
    failure = models.CharField(_("fout"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("geplande taak")
        verbose_name_plural = _("geplande taken")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.name
