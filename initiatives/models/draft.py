from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files import PrivateStorage, random_name
from initiatives.models.initiative import Initiative


class Draft(models.Model):
    """An initiative that is being written, by somebody with or without an account.

    `answers` holds the fields as typed, by name. The mailed link is a signature over `key` and `link_version`;
    raising the version revokes it. The browser that began it holds `key` in its session; `saved_from` is the browser
    that saved last, so that another one does not overwrite what it never showed. A sent draft keeps its row (and so
    its one initiative) until it is deleted; its answers are emptied.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="drafts",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    answers = models.JSONField(_("antwoorden"), default=dict)
    version = models.PositiveIntegerField(_("versie"), default=1)
    saved_from = models.CharField(max_length=32, blank=True, editable=False)
    code_hash = models.CharField(max_length=128, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(_("begonnen op"))
    saved_at = models.DateTimeField(_("bewaard op"))
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    delete_on = models.DateField(_("wordt verwijderd op"))
    initiative = models.OneToOneField(
        Initiative, models.CASCADE, related_name="draft", null=True, blank=True, verbose_name=_("ingediend als")
    )

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepten")
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["delete_on"], name="draft_delete_on")]

    class Privacy:
        personal = {
            "user": "whose draft it is",
            "email": "to mail the link to",
            "answers": "own words, name, telephone",
        }
        open: set[str] = set()
        retention = "draft"

    def __str__(self) -> str:
        return str(self.answers.get("title") or _("Concept zonder titel"))

    @property
    def address(self) -> str:
        """Where its writer can be reached; empty while that is unknown. Fetch with select_related("user")."""
        return self.user.email if self.user else self.email


class DraftFile(models.Model):
    """A photo or document added to a draft; it moves to the initiative when that is sent."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    kind = models.CharField(_("soort"), max_length=10)
    file = models.FileField(_("bestand"), storage=PrivateStorage(), upload_to=random_name, max_length=120)
    thumbnail = models.FileField(storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True)
    name = models.CharField(_("naam"), max_length=150)
    content_type = models.CharField(_("bestandstype"), max_length=100)
    size = models.PositiveIntegerField(_("grootte in bytes"))
    width = models.PositiveSmallIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("hoogte"), null=True, blank=True)
    added_at = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("bestand bij een concept")
        verbose_name_plural = _("bestanden bij concepten")
        ordering = ["pk"]

    class Privacy:
        personal = {"file": "may show or name people", "name": "chosen by the person who added it"}
        open: set[str] = set()
        retention = "draft"

    def __str__(self) -> str:
        return self.name
