from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.clock import Event, Happening
from stimulus_fund.models.application import ANSWER_LENGTH, Application
from stimulus_fund.models.dispute import Dispute

ONCE = [Happening.RECEIVED, Happening.EXTENDED, Happening.DEFAULT]


class TermEvent(models.Model):
    """What happened to the term of an application or of a `dispute` about it, written once.

    Clocks are read from these rows alone.
    `at` is the moment that counts, `recorded_at` when it was written down; a letter may have come in days before.
    `until` is the last day that was named. `parts` are the parts of the application that a request to complete opens.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="term_events", verbose_name=_("aanvraag"))
    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        related_name="term_events",
        null=True,
        blank=True,
        verbose_name=_("bezwaar of klacht"),
    )
    kind = models.CharField(_("wat"), max_length=14, choices=Happening)
    at = models.DateTimeField(_("op"))
    until = models.DateField(_("tot en met"), null=True, blank=True)
    text = models.TextField(_("toelichting"), max_length=ANSWER_LENGTH, blank=True)
    parts = models.JSONField(_("onderdelen"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    wiped_at = models.DateTimeField(_("tekst vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("gebeurtenis in een termijn")
        verbose_name_plural = _("gebeurtenissen in termijnen")
        ordering = ["application", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(kind__in=ONCE, dispute=None),
                name="term_event_once",
                violation_error_message=_("Dit gebeurde al een keer."),
            ),
            models.UniqueConstraint(
                fields=["dispute", "kind"],
                condition=Q(kind__in=ONCE, dispute__isnull=False),
                name="term_event_once_in_a_dispute",
                violation_error_message=_("Dit gebeurde al een keer."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Happening.ASKED, Happening.AGREED, Happening.EXTENDED]) | Q(until__isnull=False),
                name="term_event_names_a_day",
                violation_error_message=_("Noem een dag."),
            ),
        ]

    class Privacy:
        personal = {"text": "own words", "by": "who wrote it down"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def event(self) -> Event:
        """As the clock reads it."""
        return Event(self.kind, self.at, self.until)
