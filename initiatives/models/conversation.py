from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Side
from initiatives.models.initiative import Initiative

MESSAGE_LENGTH = 5000


class Message(models.Model):
    """Something said between the initiator's side and the municipality; both read it. Never internal: see Note."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="messages")
    side = models.CharField(_("kant"), max_length=12, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("van")
    )
    text = models.TextField(_("bericht"), max_length=MESSAGE_LENGTH)
    asks = models.BooleanField(_("vraagt om antwoord"), default=False)
    sent_at = models.DateTimeField(_("gestuurd op"))
    idempotency_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="message_has_text", violation_error_message=_("Schrijf een bericht.")
            ),
            models.UniqueConstraint(
                fields=["initiative", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="message_once",
                violation_error_message=_("Dit bericht is al gestuurd."),
            ),
        ]

    class Privacy:
        personal = {"author": "who wrote it", "text": "own words"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.sent_at:%Y-%m-%d %H:%M}"


class Note(models.Model):
    """An internal note of a civil servant; the initiator never reads it (but may ask for it: AVG art. 15)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("van"))
    text = models.TextField(_("interne notitie"), max_length=MESSAGE_LENGTH)
    written_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("interne notitie")
        verbose_name_plural = _("interne notities")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_has_text", violation_error_message=_("Schrijf een notitie.")
            )
        ]

    class Privacy:
        personal = {"author": "who wrote it", "text": "may describe people"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.author} {self.written_at:%Y-%m-%d}"
