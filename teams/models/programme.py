from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from teams.enums import ProgrammeKind

NAME_LENGTH = 120
TEXT_LENGTH = 2000
REASON_LENGTH = 300


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Who may fetch which programmes."""

    def public(self) -> "ProgrammeQuerySet":
        """Programmes everyone may read about."""
        return self.filter(is_public=True)

    def joined_by(self, user: User) -> "ProgrammeQuerySet":
        """Programmes in which this civil servant takes part now."""
        return self.filter(pk__in=ProgrammeMember.objects.inside().filter(user=user).values("programme"))


class Programme(models.Model):
    """A season in which civil servants learn with initiatives: from `starts_on` to `ends_on`, both included.

    `introduction` and `goals` are the words everyone reads once it `is_public`. `closing_asked_at` is when the
    questions of the closing went out; from then they can be answered. `wiped_at` is when what was said was destroyed.
    """

    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    slug = models.SlugField(_("adres"), max_length=NAME_LENGTH, unique=True)
    kind = models.CharField(_("soort"), max_length=12, choices=ProgrammeKind)
    starts_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"))
    goals = models.TextField(_("doelen"), max_length=TEXT_LENGTH, blank=True)
    introduction = models.TextField(_("wat iedereen leest"), max_length=TEXT_LENGTH, blank=True)
    is_public = models.BooleanField(_("staat op de website"), default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="programmes", verbose_name=_("wie het leidt")
    )
    made_at = models.DateTimeField(_("gemaakt op"))
    closing_asked_at = models.DateTimeField(_("vragen van het slot gesteld op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("gewist op"), null=True, blank=True)
    version = models.PositiveIntegerField(_("versie"), default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programma")
        verbose_name_plural = _("programma's")
        ordering = ["-starts_on", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="programme_starts_before_it_ends",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(introduction=""),
                name="programme_public_is_introduced",
                violation_error_message=_("Schrijf op wat iedereen over het programma leest."),
            ),
        ]

    class Privacy:
        personal = {"owner": "who runs it"}
        open = {"name", "slug", "kind", "starts_on", "ends_on", "goals", "introduction"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    @property
    def has_books(self) -> bool:
        """True when the twelve doorgeefboeken go round in it."""
        return self.kind in ProgrammeKind.with_books()


class PartQuerySet(models.QuerySet["ProgrammeInitiative"]):
    """Which initiatives take part now."""

    def inside(self) -> "PartQuerySet":
        """Those that have not stopped."""
        return self.filter(left_at=None)


class ProgrammeInitiative(models.Model):
    """An initiative in a programme; stopping keeps the row, with the reason."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parts")
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="programme_parts", verbose_name=_("initiatief")
    )
    joined_at = models.DateTimeField(_("doet mee sinds"))
    left_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)
    left_reason = models.CharField(_("waarom niet meer"), max_length=REASON_LENGTH, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiatief in een programma")
        verbose_name_plural = _("initiatieven in programma's")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "initiative"],
                condition=Q(left_at=None),
                name="programme_initiative_once",
                violation_error_message=_("Dit initiatief doet al mee."),
            ),
        ]

    class Privacy:
        personal = {"left_reason": "may name people"}
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.programme}: {self.initiative}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number


class ProgrammeMemberQuerySet(models.QuerySet["ProgrammeMember"]):
    """Who takes part now."""

    def inside(self) -> "ProgrammeMemberQuerySet":
        """Those who have not stopped."""
        return self.filter(left_at=None)


class ProgrammeMember(models.Model):
    """A civil servant in a programme; stopping keeps the row, with the reason."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="programme_memberships", verbose_name=_("deelnemer")
    )
    joined_at = models.DateTimeField(_("doet mee sinds"))
    left_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)
    left_reason = models.CharField(_("waarom niet meer"), max_length=REASON_LENGTH, blank=True)

    objects = ProgrammeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"],
                condition=Q(left_at=None),
                name="programme_member_once",
                violation_error_message=_("Deze collega doet al mee."),
            ),
        ]
        indexes = [models.Index(fields=["user", "left_at"], name="programme_member_of")]

    class Privacy:
        personal = {"user": "who takes part", "left_reason": "own words"}
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.programme}: {self.user}"
