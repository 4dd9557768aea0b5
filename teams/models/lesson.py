from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.enums import LessonLevel
from teams.models.session import Session
from teams.models.team import Team


class Lesson(models.Model):
    """What somebody learnt around an initiative; stays in the team unless it may be shared with the organisation."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="lessons")
    session = models.ForeignKey(
        Session, models.SET_NULL, related_name="lessons", null=True, blank=True, verbose_name=_("uit gesprek")
    )
    text = models.TextField(_("wat leerden we"), max_length=2000)
    level = models.CharField(_("voor wie"), max_length=12, choices=LessonLevel, default=LessonLevel.ORGANISATION)
    shareable = models.BooleanField(_("mag gedeeld worden met collega's"), default=True)
    learnt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons", verbose_name=_("geleerd door")
    )
    learnt_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("les")
        verbose_name_plural = _("lessen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="lesson_has_text", violation_error_message=_("Schrijf op wat u leerde.")
            )
        ]

    class Privacy:
        personal = {"learnt_by": "who learnt it", "text": "may name people"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
