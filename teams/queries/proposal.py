"""Which colleagues to ask for a team, each with the reasons; a constant number of queries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet, Sum

from accounts.models import User
from city.models import Expertise, Wijk
from initiatives.models import Initiative
from teams.enums import MemberState
from teams.matching import Candidate, Needs, Proposal, propose
from teams.models import Profile, SessionHours, TeamMember
from teams.queries.people import invitable_colleagues

MOST_PROPOSED = 5


def proposals(initiative: Initiative, *, today: date, most: int = MOST_PROPOSED) -> list[Proposal]:
    """Who fits this initiative best: not in the team yet, not away today, and did not say "not now" before."""
    colleagues = {user.pk: user for user in _with_profiles(initiative)}
    spent = minutes_this_week(today)
    candidates = {
        pk: _candidate(user.profile, initiative, spent.get(pk, 0))
        for pk, user in colleagues.items()
        if not user.profile.is_absent(today)
    }
    for user in colleagues.values():
        away = user.profile
        stand_in = candidates.get(away.stand_in_id or 0)
        if stand_in and away.is_absent(today) and _would_fit(_candidate(away, initiative, 0), initiative):
            candidates[stand_in.user] = _standing_in(stand_in, away)
    return propose(candidates.values(), needs_of(initiative), most=most)


def needs_of(initiative: Initiative) -> Needs:
    """What the initiative asks of a team. One query."""
    inside = TeamMember.objects.inside().filter(team__initiative=initiative).values("user")
    heard = Profile.objects.filter(Q(user__in=inside) | Q(user=initiative.owner_id)).exclude(department=None)
    return Needs(
        theme=initiative.theme.name if initiative.theme else "",
        wijk=initiative.wijk_id,
        wijk_name=initiative.wijk.name if initiative.wijk else "",
        heard=frozenset(heard.values_list("department_id", flat=True)),
    )


def minutes_this_week(today: date) -> Mapping[int, int]:
    """Minutes each colleague gave to sessions from Monday to Sunday of the week of `today`, by person. One query."""
    monday = today - timedelta(days=today.weekday())
    week = SessionHours.objects.filter(session__held_on__range=(monday, monday + timedelta(days=6)))
    return dict(week.order_by().values_list("user").annotate(total=Sum("minutes")))


def minutes_left(profile: Profile, spent: int) -> int | None:
    """What is left of a colleague's week in minutes; None for who gave no hours a week. Below zero when overbooked."""
    room = int(profile.hours_a_week * 60)
    return room - spent if room else None


def _with_profiles(initiative: Initiative) -> QuerySet[User]:
    declined = TeamMember.objects.filter(team__initiative=initiative, state=MemberState.DECLINED)
    of_theme = Expertise.objects.filter(themes=initiative.theme_id).order_by("name")
    return (
        invitable_colleagues(initiative)
        .filter(profile__isnull=False)
        .exclude(pk__in=declined.values("user"))
        .exclude(pk__in=[initiative.owner_id or 0])
        .prefetch_related(
            Prefetch("profile__expertise", of_theme, to_attr="of_theme"),
            Prefetch("profile__wijken", Wijk.objects.only("pk").order_by("pk"), to_attr="work_wijken"),
        )
    )


def _candidate(profile: Profile, initiative: Initiative, spent: int) -> Candidate:
    found = vars(profile)
    return Candidate(
        user=profile.user_id,
        name=str(profile.user),
        department=profile.department_id,
        department_name=str(profile.department) if profile.department else "",
        knows=[str(expertise) for expertise in found["of_theme"]],
        wijken=frozenset(wijk.pk for wijk in found["work_wijken"]),
        minutes_left=minutes_left(profile, spent),
    )


def _would_fit(away: Candidate, initiative: Initiative) -> bool:
    return bool(away.knows) or initiative.wijk_id in away.wijken


def _standing_in(stand_in: Candidate, away: Profile) -> Candidate:
    return replace(stand_in, stands_in_for=str(away.user))
