from django.db import models
from django.utils.translation import gettext_lazy as _

from city.models.subject import Theme


class Department(models.Model):
    """A department of the municipality."""

    slug = models.SlugField(_("sleutel"), unique=True)
    name = models.CharField(_("naam"), max_length=80)

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelingen")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"slug", "name"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class Expertise(models.Model):
    """Something a civil servant knows about; a controlled list, so that the same thing has the same word.

    `themes` are those it serves: colleagues who know it are proposed for initiatives of these themes.
    """

    slug = models.SlugField(_("sleutel"), unique=True)
    name = models.CharField(_("naam"), max_length=80)
    themes = models.ManyToManyField(Theme, related_name="expertise", blank=True, verbose_name=_("thema's"))

    class Meta:
        verbose_name = _("deskundigheid")
        verbose_name_plural = _("deskundigheden")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.name
