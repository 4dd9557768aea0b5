from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme, Wijk
from community.enums.following import FollowKind
from initiatives.models import Initiative

UNCONFIRMED = "unconfirmed"


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Who follows what."""

    def active(self) -> "FollowerQuerySet":
        """Those who confirmed at least one thing they follow."""
        return self.filter(models.Exists(Follow.objects.confirmed().filter(follower=models.OuterRef("pk"))))


class Follower(models.Model):
    """An address that follows something. `key` is what signed links hold; it opens nothing by itself.

    `told_until` is the moment up to which this address heard the news, `told_on` the day of its last digest: together
    they keep it to one a day.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mailadres"), max_length=254, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("account")
    )
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    made_at = models.DateTimeField(_("sinds"))
    told_until = models.DateTimeField(_("heeft het nieuws gehoord tot"))
    told_on = models.DateField(_("dag van de laatste e-mail"), null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["told_until"], name="follower_due")]

    class Privacy:
        personal = {"email": "to send the digest to", "user": "whose account it is", "language": "to be read in"}
        open: set[str] = set()
        retention = UNCONFIRMED

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class FollowQuerySet(models.QuerySet["Follow"]):
    """Which of them count."""

    def confirmed(self) -> "FollowQuerySet":
        """Those whose mailbox said yes."""
        return self.filter(confirmed_at__isnull=False)

    def asked_before(self, moment: datetime) -> "FollowQuerySet":
        """Those nobody confirmed, asked for before a moment."""
        return self.filter(confirmed_at=None, asked_at__lt=moment)


class Follow(models.Model):
    """One thing that an address follows: an initiative, a wijk or a theme. It counts once the mailbox confirmed it.

    Of the secret in the mailed link only a fingerprint is kept; the link does nothing after `expires_at`.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="follows", null=True, blank=True, verbose_name=_("initiatief")
    )
    wijk = models.ForeignKey(Wijk, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("wijk"))
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("thema"))
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    asked_at = models.DateTimeField(_("gevraagd op"))
    expires_at = models.DateTimeField(_("link geldig tot"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("wat iemand volgt")
        verbose_name_plural = _("wat mensen volgen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(initiative__isnull=False, wijk=None, theme=None)
                    | Q(initiative=None, wijk__isnull=False, theme=None)
                    | Q(initiative=None, wijk=None, theme__isnull=False)
                ),
                name="follow_one_thing",
                violation_error_message=_("Volg één initiatief, één wijk of één thema."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["follower", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"follow_{name}_once",
                    violation_error_message=_("Dit adres volgt dit al."),
                )
                for name in ("initiative", "wijk", "theme")
            ),
        ]

    class Privacy:
        personal = {"follower": "who follows it"}
        open: set[str] = set()
        retention = UNCONFIRMED

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def case_number(self) -> str:
        """The number of the initiative, when it is one."""
        return self.initiative.number if self.initiative else ""

    @property
    def kind(self) -> FollowKind:
        """What sort of thing is followed."""
        if self.initiative_id:
            return FollowKind.INITIATIVE
        return FollowKind.WIJK if self.wijk_id else FollowKind.THEME

    @property
    def subject(self) -> Initiative | Wijk | Theme:
        """What is followed."""
        found = self.initiative or self.wijk or self.theme
        assert found is not None, "the database keeps a follow to one thing"  # noqa: S101 # for the type checker
        return found

    @property
    def name(self) -> str | LazyText:
        """What is followed, as people call it."""
        subject = self.subject
        return subject.title if isinstance(subject, Initiative) else getattr(subject, "label", subject.name)

    def is_of(self, user: User) -> bool:
        """True when this is what that person follows."""
        return self.follower.email == user.email
