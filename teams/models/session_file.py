from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models import Attachment
from teams.models.session import Session
from teams.models.team import Team


class SessionFile(models.Model):
    """A photo or document that belongs to a session; the attachment itself says who may open it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="session_files")
    session = models.ForeignKey(Session, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(
        Attachment, models.CASCADE, related_name="session_file", verbose_name=_("bijlage")
    )

    class Meta:
        verbose_name = _("bijlage bij een gesprek")
        verbose_name_plural = _("bijlagen bij gesprekken")
        ordering = ["pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.session_id}: {self.attachment_id}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
