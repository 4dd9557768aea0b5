from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Proof of what happened, append-only: the database refuses to change or delete a row.

    No foreign keys and no names or addresses: the row outlives whoever and whatever it is about, and erasing a
    person must not need to touch it. `verb` is "app.past_participle", `before` and `after` hold plain values.
    """

    at = models.DateTimeField(_("wanneer"))
    verb = models.CharField(_("wat"), max_length=80)
    actor_id = models.BigIntegerField(_("wie"), null=True, help_text=_("Leeg: het portaal zelf."))
    subject_type = models.CharField(_("soort"), max_length=80)
    subject_id = models.CharField(_("sleutel"), max_length=40)
    case_number = models.CharField(_("initiatief"), max_length=20, blank=True)
    before = models.JSONField(_("voor"), default=dict)
    after = models.JSONField(_("na"), default=dict)

    class Meta:
        verbose_name = _("controleregel")
        verbose_name_plural = _("controleregels")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["case_number", "-id"], name="audit_case"),
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
        ]

    class Privacy:
        personal = {"actor_id": "who did it, as a number that means nothing once the account is erased"}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"
