from secrets import token_urlsafe

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums.agenda import RegistrationState
from community.models.event import Event

NAME_LENGTH = 100
NEEDS_LENGTH = 500
MOST_PEOPLE = 6
KEY_LENGTH = 43


def new_key() -> str:
    """A key that nobody can guess."""
    return token_urlsafe(32)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Which registrations count."""

    def active(self) -> "RegistrationQuerySet":
        """Those that were not cancelled."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def seated(self) -> "RegistrationQuerySet":
        """Those with a seat, in the order they came in."""
        return self.filter(state=RegistrationState.SEATED).order_by("number")

    def waiting(self) -> "RegistrationQuerySet":
        """Those on the waiting list, in the order they came in."""
        return self.filter(state=RegistrationState.WAITING).order_by("number")


class Registration(models.Model):
    """Somebody who comes to an event, alone or with others, or waits for a seat.

    `number` is the order in which registrations of the event came in, whatever the clocks said. `key` is of the form
    it was sent with, so that sending twice makes one. `access_needs` is read by organisers alone and wiped first.
    `came` is None while nobody ticked it.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", verbose_name=_("bijeenkomst"))
    number = models.PositiveIntegerField(_("volgorde"))
    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="event_registrations",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )
    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    email = models.EmailField(_("e-mailadres"), max_length=254)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    people = models.PositiveSmallIntegerField(
        _("met hoeveel mensen"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    access_needs = models.TextField(_("wat iemand nodig heeft om mee te doen"), max_length=NEEDS_LENGTH, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=RegistrationState)
    registered_at = models.DateTimeField(_("aangemeld op"))
    seated_at = models.DateTimeField(_("plek gekregen op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    came = models.BooleanField(_("is geweest"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ["event", "number"]
        indexes = [models.Index(fields=["event", "state", "number"], name="registration_line")]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="registration_number_once"),
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(state=RegistrationState.CANCELLED),
                name="registration_once_an_address",
                violation_error_message=_("Met dit e-mailadres bent u al aangemeld."),
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, MOST_PEOPLE)),
                name="registration_of_some_people",
                violation_error_message=_("U meldt 1 tot en met 6 mensen aan."),
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.CANCELLED, cancelled_at__isnull=False)
                | ~Q(state=RegistrationState.CANCELLED) & Q(cancelled_at=None),
                name="registration_cancelled_has_moment",
                violation_error_message=_("Alleen wie is afgemeld, heeft een moment van afmelden."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.SEATED) | Q(seated_at__isnull=False),
                name="registration_seated_has_moment",
                violation_error_message=_("Wie een plek heeft, kreeg die op een moment."),
            ),
        ]

    class Privacy:
        personal = {
            "user": "whose account",
            "name": "to be known at the door",
            "email": "to be written to",
            "language": "to be written to in one's own language",
            "people": "how many come along",
            "access_needs": "what somebody needs to take part, perhaps of their health (AVG art. 9, with consent)",
            "came": "whether they were there",
        }
        open: set[str] = set()
        retention = ("event_access_needs", "event_registration")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def is_waiting(self) -> bool:
        """True while there is no seat for them yet."""
        return self.state == RegistrationState.WAITING

    @property
    def is_seated(self) -> bool:
        """True when there is a seat for them."""
        return self.state == RegistrationState.SEATED

    @property
    def is_cancelled(self) -> bool:
        """True when they do not come after all."""
        return self.state == RegistrationState.CANCELLED
