from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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


class Goal(models.Model):
    """A municipal goal or wijkopgave an initiative can serve; `code` is the number in the budget where it has one."""

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9.-]+\Z", _("Gebruik alleen letters, cijfers, punten en streepjes."))],
    )
    name = models.CharField(_("naam"), max_length=160)
    text = models.TextField(_("uitleg"), blank=True)
    active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("gemeentelijk doel")
        verbose_name_plural = _("gemeentelijke doelen")
        ordering = ["code"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"code", "name", "text"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name
