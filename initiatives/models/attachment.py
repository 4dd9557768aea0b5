from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files import PrivateStorage, random_name
from initiatives.enums import Audience, Side
from initiatives.models.conversation import Message
from initiatives.models.initiative import Initiative


class Attachment(models.Model):
    """A photo or document with a case. `token` is its address, which never grants access by itself.

    Photos are re-encoded in two sizes (`file` 1600 px, `thumbnail` 640 px wide, WebP); documents are served as
    attachments under a name the portal chose.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("foto")
        DOCUMENT = "document", _("document")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        Message, models.SET_NULL, related_name="attachments", null=True, blank=True, verbose_name=_("bij bericht")
    )
    token = models.CharField(max_length=43, unique=True)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience, default=Audience.INITIATOR)
    side = models.CharField(_("kant"), max_length=12, choices=Side)
    file = models.FileField(_("bestand"), storage=PrivateStorage(), upload_to=random_name, max_length=120)
    thumbnail = models.FileField(
        _("klein beeld"), storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True
    )
    name = models.CharField(_("naam"), max_length=150)
    content_type = models.CharField(_("bestandstype"), max_length=100)
    size = models.PositiveIntegerField(_("grootte in bytes"))
    width = models.PositiveSmallIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("hoogte"), null=True, blank=True)
    description = models.CharField(_("wat is te zien"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("toegevoegd door")
    )
    added_at = models.DateTimeField(_("toegevoegd op"))
    removed_at = models.DateTimeField(_("verwijderd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bijlage")
        verbose_name_plural = _("bijlagen")
        ordering = ["pk"]

    class Privacy:
        personal = {
            "file": "may show or name people",
            "thumbnail": "may show people",
            "name": "chosen by the person who added it",
            "description": "may name people",
            "added_by": "who added it",
        }
        open: set[str] = set()
        by_choice = dict.fromkeys(("token", "file", "thumbnail", "description"), "of a photo for everyone")
        retention = "initiative"

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number
