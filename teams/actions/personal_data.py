"""What EP-teams and profiles hold of a person, and how that is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.personal_data import GONE, Part, Section, section
from initiatives.actions.personal_data import cases_of, cases_of_nobody_else
from initiatives.models import Initiative
from teams.actions.profile import remove_photo
from teams.enums import MemberState
from teams.models import ActionPoint, Lesson, Profile, Session, SessionDraft, SessionHours, TeamMember


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Advice sessions and action points around one's initiatives; of a colleague also profile, hours and lessons."""
    cases = cases_of(user)
    sessions = Session.objects.filter(team__initiative__in=cases).order_by("pk")
    points = ActionPoint.objects.filter(team__initiative__in=cases).order_by("pk")
    profile = Profile.objects.filter(user=user)
    yield section(
        _("Adviesgesprekken"), sessions if internal else sessions.filter(shared=True), "held_on", "minutes", "agreed"
    )
    yield section(_("Actiepunten"), points if internal else points.filter(shared=True), "text", "side", "due_on")
    yield section(_("Profiel"), profile, "job", "hours_a_week", "absent_from", "absent_until", "photo")
    yield section(
        _("EP-teams"), TeamMember.objects.filter(user=user).order_by("pk"), "state", "why", "reason", "invited_at"
    )
    yield section(_("Bestede tijd"), SessionHours.objects.filter(user=user).order_by("pk"), "minutes")
    yield section(_("Gesprekken die u vastlegde"), logged_by(user), "held_on", "minutes", "agreed", "shared")
    yield section(_("Lessen"), user.lessons.order_by("pk"), "text", "level", "learnt_at")
    yield section(_("Concepten van gesprekken"), user.session_drafts.order_by("pk"), "fields", "saved_at")


def logged_by(user: User) -> QuerySet[Session]:
    """Sessions this colleague wrote down."""
    return Session.objects.filter(logged_by=user).order_by("pk")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Work that a colleague still has."""
    teams = TeamMember.objects.filter(user=user, state__in=MemberState.inside())
    open_cases = Initiative.objects.open().filter(team__members__in=teams).order_by("pk")
    for number in open_cases.values_list("number", flat=True):
        yield _("Deze persoon zit in het EP-team van %(number)s.") % {"number": number}


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing but what has no name."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Empty the profile, and what teams wrote about cases that were this person's alone.

    Lessons that may be shared stay: they are written to teach, without names.
    """
    alone = cases_of_nobody_else(user)
    Session.objects.filter(team__initiative__in=alone).update(agreed=GONE)
    ActionPoint.objects.filter(team__initiative__in=alone).update(text=GONE)
    ActionPoint.objects.filter(team__initiative__in=alone).exclude(dropped_reason="").update(dropped_reason=GONE)
    Lesson.objects.filter(team__initiative__in=alone, shareable=False).update(text=GONE)
    TeamMember.objects.filter(team__initiative__in=alone).update(why="", reason="")
    SessionDraft.objects.filter(initiative__in=alone).delete()
    user.session_drafts.all().delete()
    Profile.objects.filter(stand_in=user).update(stand_in=None)
    profile = Profile.objects.filter(user=user).first()
    if profile:
        forget_profile(profile, at=at)


def forget_profile(profile: Profile, *, at: datetime) -> None:
    """Empty what colleagues could know of somebody."""
    if profile.photo:
        profile = remove_photo(user=profile.user, by=profile.user, at=at)
    profile.job = ""
    profile.absent_from = profile.absent_until = profile.stand_in = profile.department = None
    profile.save()
    profile.expertise.clear()
    profile.wijken.clear()


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase)
