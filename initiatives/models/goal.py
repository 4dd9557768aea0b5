from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from initiatives.enums import GoalStage, GoalVerdict
from initiatives.models.initiative import Initiative


class GoalLink(models.Model):
    """An initiative serves a municipal goal: claimed first, confirmed by a civil servant, revisited at the outcome.

    `remark` is what the municipality said when it confirmed or refused, `finding` what it saw at the outcome; the
    initiator's side reads both, the public neither. `verdict` is the finding in a word, for everyone.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="links", verbose_name=_("doel"))
    stage = models.CharField(_("hoe zeker"), max_length=10, choices=GoalStage, default=GoalStage.CLAIMED)
    remark = models.TextField(_("opmerking"), max_length=1000, blank=True)
    verdict = models.CharField(_("klopte het?"), max_length=10, choices=GoalVerdict, blank=True)
    finding = models.TextField(_("wat de gemeente zag bij de uitkomst"), max_length=1000, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("door")
    )
    set_at = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("doel bij een initiatief")
        verbose_name_plural = _("doelen bij initiatieven")
        ordering = ["goal__sort_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "goal"],
                name="goal_link_once",
                violation_error_message=_("Dit doel is al gekoppeld."),
            ),
            models.CheckConstraint(
                condition=(Q(stage=GoalStage.REVISITED) & ~Q(verdict=""))
                | (~Q(stage=GoalStage.REVISITED) & Q(verdict="", finding="")),
                name="goal_link_verdict_when_revisited",
                violation_error_message=_("Zeg bij terugkijken of het klopte, en alleen dan."),
            ),
        ]
        indexes = [models.Index(fields=["goal", "stage", "verdict"], name="goal_link_stage")]

    class Privacy:
        personal = {
            "set_by": "who linked it",
            "remark": "own words of a civil servant",
            "finding": "own words of a civil servant",
        }
        open = {"goal", "stage", "verdict"}
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.goal} ({self.get_stage_display()})"

    @property
    def standing(self) -> str:
        """How sure it is, in a few words everyone may read."""
        if self.verdict:
            return str(_("teruggekeken: %(verdict)s") % {"verdict": self.get_verdict_display()})
        return str(self.get_stage_display())

    @property
    def can_be_taken_back(self) -> bool:
        """True while the initiator's side may say that it does not serve this goal after all."""
        return self.stage in {GoalStage.CLAIMED, GoalStage.CONFIRMED}
