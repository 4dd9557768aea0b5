from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Department, Expertise, Wijk
from core.files import PrivateStorage, random_name


class Profile(models.Model):
    """What colleagues and initiators may know of a civil servant.

    `hours_a_week` is the room for initiatives, in hours with quarters (2.25).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="profile", verbose_name=_("account")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="profiles", null=True, blank=True, verbose_name=_("afdeling")
    )
    job = models.CharField(_("functie"), max_length=80, blank=True)
    expertise = models.ManyToManyField(Expertise, related_name="profiles", blank=True, verbose_name=_("deskundigheid"))
    wijken = models.ManyToManyField(Wijk, related_name="profiles", blank=True, verbose_name=_("wijken"))
    photo = models.FileField(_("foto"), storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True)
    hours_a_week = models.DecimalField(
        _("uren per week voor initiatieven"), max_digits=4, decimal_places=2, default=Decimal(0)
    )
    absent_from = models.DateField(_("afwezig van"), null=True, blank=True)
    absent_until = models.DateField(_("afwezig tot en met"), null=True, blank=True)
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("vervanger")
    )

    class Meta:
        verbose_name = _("profiel")
        verbose_name_plural = _("profielen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_a_week__gte=0, hours_a_week__lte=40),
                name="profile_hours_in_a_week",
                violation_error_message=_("Vul een aantal uren in van 0 tot en met 40."),
            ),
            models.CheckConstraint(
                condition=Q(absent_from=None, absent_until=None) | Q(absent_until__gte=models.F("absent_from")),
                name="profile_absence_in_order",
                violation_error_message=_("De laatste dag van afwezigheid ligt niet voor de eerste."),
            ),
        ]

    class Privacy:
        personal = {
            "job": "what they do",
            "photo": "to be recognised",
            "absent_from": "when they are away",
            "stand_in": "who replaces them",
        }
        open: set[str] = set()
        retention = "account"

    def __str__(self) -> str:
        return str(self.user)

    def is_absent(self, on: date) -> bool:
        """True when the civil servant is away on that day."""
        return bool(self.absent_from and self.absent_until and self.absent_from <= on <= self.absent_until)
