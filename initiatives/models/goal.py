from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from initiatives.enums import GoalStage
from initiatives.models.initiative import Initiative


class GoalLink(models.Model):
    """An initiative serves a municipal goal: claimed first, confirmed by a civil servant, revisited at the outcome."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="links", verbose_name=_("doel"))
    stage = models.CharField(_("hoe zeker"), max_length=10, choices=GoalStage, default=GoalStage.CLAIMED)
    remark = models.TextField(_("opmerking"), max_length=1000, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("door")
    )
    set_at = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("doel bij een initiatief")
        verbose_name_plural = _("doelen bij initiatieven")
        ordering = ["goal__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "goal"],
                name="goal_link_once",
                violation_error_message=_("Dit doel is al gekoppeld."),
            ),
        ]

    class Privacy:
        personal = {"set_by": "who linked it", "remark": "own words of a civil servant"}
        open = {"goal", "stage"}
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.goal} ({self.get_stage_display()})"
