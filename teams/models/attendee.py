from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.enums import Seat
from teams.models.session import Session
from teams.models.team import Team

NAME_LENGTH = 80
ORGANISATION_LENGTH = 100


class Attendee(models.Model):
    """Somebody who was at a session: a colleague, somebody of the initiator's side, or a partner.

    Who has an account is known by it alone. A `name` is only kept of who has none: on the initiator's side with the
    `role` that says what they came for, of a partner beside the organisation and only when it is needed.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="attendees")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendees")
    seat = models.CharField(_("kant"), max_length=10, choices=Seat)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("account")
    )
    name = models.CharField(_("naam"), max_length=NAME_LENGTH, blank=True)
    role = models.CharField(_("rol"), max_length=NAME_LENGTH, blank=True)
    organisation = models.CharField(_("organisatie"), max_length=ORGANISATION_LENGTH, blank=True)

    class Meta:
        verbose_name = _("aanwezige")
        verbose_name_plural = _("aanwezigen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="attendee_once"),
            models.CheckConstraint(
                condition=Q(seat=Seat.INSIDE, user__isnull=False, name="", role="", organisation="")
                | Q(seat=Seat.INITIATOR, user__isnull=False, name="", role="", organisation="")
                | (Q(seat=Seat.INITIATOR, user=None) & ~Q(name="") & ~Q(role=""))
                | (Q(seat=Seat.PARTNER, user=None) & ~Q(organisation="")),
                name="attendee_is_known_by_one_thing",
                violation_error_message=_(
                    "Zeg wie erbij was: een account, een naam met een rol, of de organisatie van een partner."
                ),
            ),
        ]

    class Privacy:
        personal = {
            "user": "who was there",
            "name": "of who has no account",
            "role": "what they came for",
            "organisation": "whom they came for",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        if self.user:
            return str(self.user)
        return ", ".join(part for part in (self.name, self.role, self.organisation) if part)

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
