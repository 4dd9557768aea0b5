from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative


class TextVersion(models.Model):
    """The texts of an initiative as they stood before and after each change; the first is what was sent.

    `texts` holds the plain answers by name of the question (`initiatives.sheet`, `initiatives.queries.versions`).
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(_("versie"))
    texts = models.JSONField(_("teksten"))
    saved_at = models.DateTimeField(_("bewaard op"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("bewaard door")
    )

    class Meta:
        verbose_name = _("versie van de tekst")
        verbose_name_plural = _("versies van de tekst")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["initiative", "version"], name="text_version_once")]

    class Privacy:
        personal = {"texts": "own words", "saved_by": "who changed it"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.initiative_id} v{self.version}"
