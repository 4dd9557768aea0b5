from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums.agenda import Visibility
from community.models.event import TEXT_LENGTH, Event
from teams.models import ActionPoint, Lesson


class EventReport(models.Model):
    """What came of an event: how many people came, what was said, what was learnt and promised.

    Lessons and action points stand with the initiative they are about; here only which ones began at this event.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="report", verbose_name=_("bijeenkomst"))
    came = models.PositiveIntegerField(_("hoeveel mensen er waren"))
    text = models.TextField(_("wat er is gezegd"), max_length=TEXT_LENGTH)
    visibility = models.CharField(_("voor iedereen of intern"), max_length=10, choices=Visibility)
    lessons = models.ManyToManyField(Lesson, related_name="event_reports", blank=True, verbose_name=_("lessen"))
    points = models.ManyToManyField(
        ActionPoint, related_name="event_reports", blank=True, verbose_name=_("actiepunten")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("geschreven door")
    )
    written_at = models.DateTimeField(_("geschreven op"))
    version = models.PositiveIntegerField(_("versie"), default=1)

    class Meta:
        verbose_name = _("verslag van een bijeenkomst")
        verbose_name_plural = _("verslagen van bijeenkomsten")
        ordering = ["-written_at", "-pk"]

    class Privacy:
        personal = {"written_by": "who wrote it"}
        open = {"event", "came", "text", "written_at"}  # of public reports of public events
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.event}"

    @property
    def is_public(self) -> bool:
        """True when everyone who may read of the event reads this too."""
        return self.visibility == Visibility.PUBLIC
