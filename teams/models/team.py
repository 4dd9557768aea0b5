from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from teams.enums import MemberState, Progress


class TeamQuerySet(models.QuerySet["Team"]):
    """Who may fetch which teams."""

    def of(self, user: User) -> "TeamQuerySet":
        """Teams this civil servant is invited to or part of now."""
        return self.filter(members__user=user, members__state__in=MemberState.inside())


class Team(models.Model):
    """The EP-team around one initiative."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="team", verbose_name=_("initiatief"))
    started_at = models.DateTimeField(_("begonnen op"))

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("EP-team")
        verbose_name_plural = _("EP-teams")
        ordering = ["-pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"EP-team {self.initiative.number}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number


class MemberQuerySet(models.QuerySet["TeamMember"]):
    """Who is in a team now."""

    def inside(self) -> "MemberQuerySet":
        """Those who are invited, join or observe."""
        return self.filter(state__in=MemberState.inside())


class TeamMember(models.Model):
    """A civil servant in a team: invited (`why` them), joined, observing, declined or left (`reason`).

    `despite` says why they are asked although their week is full; `progress` is their own note of how far they are;
    `takes_over` is the member whose work they were asked to take over.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_memberships", verbose_name=_("collega")
    )
    state = models.CharField(_("stand"), max_length=10, choices=MemberState, default=MemberState.INVITED)
    progress = models.CharField(_("mijn stand"), max_length=10, choices=Progress, default=Progress.NEW)
    why = models.CharField(_("waarom deze collega"), max_length=300, blank=True)
    despite = models.CharField(_("waarom toch, bij een volle week"), max_length=300, blank=True)
    takes_over = models.ForeignKey(
        "self", models.SET_NULL, related_name="taken_over_by", null=True, blank=True, verbose_name=_("neemt over van")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uitgenodigd door")
    )
    invited_at = models.DateTimeField(_("uitgenodigd op"))
    answered_at = models.DateTimeField(_("geantwoord op"), null=True, blank=True)
    reason = models.CharField(_("waarom niet of niet meer"), max_length=300, blank=True)
    left_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("teamlid")
        verbose_name_plural = _("teamleden")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=Q(state__in=[MemberState.INVITED, MemberState.JOINED, MemberState.OBSERVING]),
                name="team_member_once",
                violation_error_message=_("Deze collega is al uitgenodigd."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MemberState.DECLINED) | ~Q(reason=""),
                name="team_member_decline_has_reason",
                violation_error_message=_("Zeg kort waarom u nu niet meedoet."),
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="team_member_of")]

    class Privacy:
        personal = {
            "user": "who is in the team",
            "reason": "own words",
            "why": "about a colleague",
            "despite": "about a colleague",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.user} ({self.get_state_display()})"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
