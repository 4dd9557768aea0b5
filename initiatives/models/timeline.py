from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Audience
from initiatives.models.initiative import Initiative


class TimelineQuerySet(models.QuerySet["TimelineEntry"]):
    """Who may read which entries."""

    def public(self) -> "TimelineQuerySet":
        """Entries for everyone."""
        return self.filter(audience=Audience.PUBLIC)

    def for_initiator(self) -> "TimelineQuerySet":
        """Entries for the initiator's side: theirs and the public ones."""
        return self.filter(audience__in=[Audience.PUBLIC, Audience.INITIATOR])


class TimelineEntry(models.Model):
    """One sentence of the story of an initiative.

    `event` names the sentence in `initiatives.timeline`, `facts` holds the values it needs (plain values; names of
    people only under "name", which the public sentence never uses), so that it reads in every language.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="timeline")
    at = models.DateTimeField(_("wanneer"))
    event = models.CharField(_("gebeurtenis"), max_length=40)
    facts = models.JSONField(_("feiten"), default=dict)
    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )

    objects = TimelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("tijdlijnregel")
        verbose_name_plural = _("tijdlijn")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["initiative", "audience", "at"], name="timeline_reading")]

    class Privacy:
        personal = {"facts": "may hold a name for the initiator's eyes", "by": "who did it"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.event}"
