from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.enums import State
from initiatives.models.initiative import Initiative


class PhaseReview(models.Model):
    """How the initiator found a phase that ended; may be critical, and may ask to reopen the case."""

    class Grade(models.TextChoices):
        GOOD = "good", _("Goed")
        MIXED = "mixed", _("Kon beter")
        BAD = "bad", _("Niet goed")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="reviews")
    phase = models.CharField(_("fase"), max_length=12, choices=State)
    grade = models.CharField(_("hoe ging het"), max_length=6, choices=Grade)
    text = models.TextField(_("toelichting"), max_length=2000, blank=True)
    reopens = models.BooleanField(_("vraagt om opnieuw te kijken"), default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("door"))
    given_at = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("ervaring met een fase")
        verbose_name_plural = _("ervaringen met fasen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "phase", "given_by"],
                name="phase_review_once",
                violation_error_message=_("U heeft deze vraag al beantwoord."),
            ),
        ]

    class Privacy:
        personal = {"text": "own words", "given_by": "who answered"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_phase_display()}: {self.get_grade_display()}"
