from django.db import models
from django.utils.translation import gettext_lazy as _


class Stadsdeel(models.Model):
    """A part of the town that holds several wijken; not derivable from the CBS code, so it is data."""

    slug = models.SlugField(_("sleutel"), unique=True)
    name = models.CharField(_("naam"), max_length=60)

    class Meta:
        verbose_name = _("stadsdeel")
        verbose_name_plural = _("stadsdelen")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"slug", "name"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class Wijk(models.Model):
    """One of the official CBS wijken, with the names residents use.

    `map_x` and `map_y` place it on the schematic map (0 to 100, north up); `boundary` holds rings of
    [longitude, latitude] once `manage.py import_wijken` has read them.
    """

    code = models.CharField(_("CBS-code"), max_length=8, unique=True)
    slug = models.SlugField(_("sleutel"), unique=True)
    name = models.CharField(_("naam"), max_length=60)
    resident_names = models.JSONField(_("namen bij bewoners"), default=list, blank=True)
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, related_name="wijken", null=True, blank=True, verbose_name=_("stadsdeel")
    )
    map_x = models.FloatField(_("plaats op de kaart, van west naar oost"), default=50)
    map_y = models.FloatField(_("plaats op de kaart, van noord naar zuid"), default=50)
    boundary = models.JSONField(_("grens"), default=list, blank=True)

    class Meta:
        verbose_name = _("wijk")
        verbose_name_plural = _("wijken")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"code", "slug", "name", "resident_names", "boundary"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """The scope of a role grant that is limited to this wijk."""
        return f"wijk:{self.code}"
