from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.models import Theme, Wijk
from community.enums.agenda import EventState, Rhythm, Visibility
from initiatives.models import Initiative

TITLE_LENGTH = 120
SLUG_LENGTH = 80
TEXT_LENGTH = 5000
LINE_LENGTH = 160
ACCESS_LENGTH = 500
LINK_LENGTH = 300
REASON_LENGTH = 300


class EventKind(models.Model):
    """A kind of event, in the order people see them; one out of use keeps its events."""

    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=60, unique=True)
    name_en = models.CharField(_("naam in het Engels"), max_length=60)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("soort bijeenkomst")
        verbose_name_plural = _("soorten bijeenkomsten")
        ordering = ["position", "name"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"slug", "name", "name_en", "position"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name_en if get_language() == "en" else self.name


class EventSeries(models.Model):
    """Events that were made together and follow each other; each is changed and cancelled alone."""

    rhythm = models.CharField(_("hoe vaak"), max_length=12, choices=Rhythm)
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("reeks")
        verbose_name_plural = _("reeksen")
        ordering = ["-pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"rhythm"}
        retention = "keep"

    def __str__(self) -> str:
        return self.get_rhythm_display()


class EventQuerySet(models.QuerySet["Event"]):
    """Who may fetch which events, and when they are."""

    def told(self) -> "EventQuerySet":
        """Events that were published; a cancelled one stays, so that people hear of it."""
        return self.exclude(state=EventState.DRAFT)

    def public(self) -> "EventQuerySet":
        """Events everyone may read of."""
        return self.told().filter(visibility=Visibility.PUBLIC)

    def coming(self, at: datetime) -> "EventQuerySet":
        """Events that are not over at this moment."""
        return self.filter(ends_at__gt=at)

    def earlier(self, at: datetime) -> "EventQuerySet":
        """Events that are over at this moment."""
        return self.filter(ends_at__lte=at)


class Event(models.Model):
    """Something in the agenda: a gathering in town or online, for everyone or for colleagues alone.

    `uid` is its name in every calendar, for good; `version` rises with each change and is the number of the change
    there. `seats_taken` counts the people of the registrations with a seat, and never exceeds `capacity` (people; None
    is no limit); it stays when registrations are wiped. `link` is where to meet online: who registers gets it by mail.
    """

    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events", verbose_name=_("soort"))
    series = models.ForeignKey(
        EventSeries, models.PROTECT, related_name="events", null=True, blank=True, verbose_name=_("reeks")
    )
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(_("adres"), max_length=SLUG_LENGTH, unique=True)
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    text = models.TextField(_("wat er gebeurt"), max_length=TEXT_LENGTH)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    place = models.CharField(_("plek"), max_length=LINE_LENGTH, blank=True)
    link = models.URLField(_("adres van de online bijeenkomst"), max_length=LINK_LENGTH, blank=True)
    access = models.TextField(_("toegankelijkheid van de plek"), max_length=ACCESS_LENGTH, blank=True)
    audience = models.CharField(_("voor wie"), max_length=LINE_LENGTH, blank=True)
    wijk = models.ForeignKey(Wijk, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("wijk"))
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("thema"))
    initiatives = models.ManyToManyField(Initiative, related_name="events", blank=True, verbose_name=_("initiatieven"))
    visibility = models.CharField(_("voor iedereen of intern"), max_length=10, choices=Visibility)
    state = models.CharField(_("stand"), max_length=10, choices=EventState, default=EventState.DRAFT)
    takes_registrations = models.BooleanField(_("aanmelden kan"), default=True)
    capacity = models.PositiveIntegerField(
        _("aantal plaatsen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    registration_until = models.DateTimeField(_("aanmelden kan tot"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(_("bezette plaatsen"), default=0)
    last_number = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gemaakt door")
    )
    made_at = models.DateTimeField(_("gemaakt op"))
    changed_at = models.DateTimeField(_("veranderd op"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgezegd op"), null=True, blank=True)
    cancelled_reason = models.CharField(_("waarom niet"), max_length=REASON_LENGTH, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijeenkomst in de agenda")
        verbose_name_plural = _("bijeenkomsten in de agenda")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["visibility", "ends_at"], name="event_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="event_starts_before_it_ends",
                violation_error_message=_("Een bijeenkomst eindigt na het begin."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="event_is_somewhere",
                violation_error_message=_("Vul een plek in, of een adres om online mee te doen."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1, seats_taken__lte=F("capacity")),
                name="event_seats_within_capacity",
                violation_error_message=_("Er zijn niet zoveel plaatsen."),
            ),
            models.CheckConstraint(
                condition=Q(takes_registrations=True) | Q(capacity=None, registration_until=None),
                name="event_limits_are_of_registration",
                violation_error_message=_("Alleen wie aanmelden toestaat, kan plaatsen en een laatste dag noemen."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(takes_registrations=True),
                name="event_link_is_mailed",
                violation_error_message=_("Wie online meedoet, meldt zich aan: de link komt per e-mail."),
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancelled_reason="")
                | ~Q(state=EventState.CANCELLED) & Q(cancelled_at=None, cancelled_reason=""),
                name="event_cancelled_with_reason",
                violation_error_message=_("Wat niet doorgaat, heeft een reden. Wat wel doorgaat niet."),
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.DRAFT) | Q(published_at__isnull=False),
                name="event_told_was_published",
                violation_error_message=_("Alleen een concept is nog niet gepubliceerd."),
            ),
        ]

    class Privacy:
        personal = {"made_by": "who made it", "link": "lets people in"}
        open = {  # of public events; `EventQuerySet.public` says which
            *("kind", "series", "uid", "slug", "title", "text", "starts_at", "ends_at", "place", "access", "audience"),
            *("wijk", "theme", "takes_registrations", "capacity", "seats_taken", "registration_until", "state"),
            *("cancelled_at", "cancelled_reason", "published_at", "changed_at"),
        }
        retention = "keep"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its readers find it: everyone, or colleagues alone."""
        return reverse("community:event" if self.is_public else "community_work:event", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """True when everyone may read of it."""
        return self.visibility == Visibility.PUBLIC and self.state != EventState.DRAFT

    @property
    def is_draft(self) -> bool:
        """True while only who makes the agenda sees it."""
        return self.state == EventState.DRAFT

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.state == EventState.CANCELLED

    @property
    def free(self) -> int | None:
        """Seats that are left; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.seats_taken

    def is_over(self, at: datetime) -> bool:
        """True when it ended by this moment."""
        return self.ends_at <= at

    def is_open(self, at: datetime) -> bool:
        """True while people can register, be it for the waiting list."""
        until = min(self.registration_until or self.starts_at, self.starts_at)
        return self.takes_registrations and self.state == EventState.PUBLISHED and at < until
