from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative


class SpotDraft(models.Model):
    """What somebody in the street typed about an initiative they saw; a lost connection never loses text.

    `key` is that of the form, so that sending twice is sending once: `initiative` is the case it became.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="spot_drafts")
    key = models.UUIDField(unique=True)
    fields = models.JSONField(_("velden"), default=dict)
    saved_at = models.DateTimeField(_("bewaard op"))
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="spot_drafts", null=True, blank=True)

    class Meta:
        verbose_name = _("concept van een gezien initiatief")
        verbose_name_plural = _("concepten van geziene initiatieven")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["user", "initiative"], name="spot_draft_of")]

    class Privacy:
        personal = {"user": "whose draft it is", "fields": "own words"}
        open: set[str] = set()
        retention = "draft"

    def __str__(self) -> str:
        return f"{self.user_id} {self.saved_at:%Y-%m-%d}"
