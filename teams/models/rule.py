from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.enums import RuleState

TEXT_LENGTH = 2000


class Rule(models.Model):
    """A rule or way of working that stood in the way of initiatives: who cares for it, what was tried, what changed.

    `source` is where it is written: an article, a by-law, a habit.
    """

    name = models.CharField(_("regel"), max_length=160, unique=True)
    source = models.CharField(_("waar staat het"), max_length=200, blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=RuleState, default=RuleState.IN_THE_WAY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rules", verbose_name=_("wie gaat erover")
    )
    tried = models.TextField(_("wat is geprobeerd"), max_length=TEXT_LENGTH, blank=True)
    changed = models.TextField(_("wat is veranderd, of waarom niet"), max_length=TEXT_LENGTH, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("genoteerd door")
    )
    noted_at = models.DateTimeField(_("genoteerd op"))
    settled_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    version = models.PositiveIntegerField(_("versie"), default=1)

    class Meta:
        verbose_name = _("regel die in de weg stond")
        verbose_name_plural = _("ruimte in regels")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[RuleState.LOOSENED, RuleState.STAYS]) | ~Q(changed=""),
                name="rule_settled_is_explained",
                violation_error_message=_("Schrijf op wat er is veranderd, of waarom de regel blijft."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RuleState.BEING_TRIED) | ~Q(tried=""),
                name="rule_tried_is_told",
                violation_error_message=_("Schrijf op wat u probeert."),
            ),
        ]

    class Privacy:
        personal = {"owner": "who cares for it", "noted_by": "who noted it", "tried": "may name people"}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.name
