"""What EP-teams and profiles hold of a person, and how that is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.personal_data import Part, Section, section
from core.pseudonyms import GONE
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.models import Initiative
from teams.actions.profile import remove_photo
from teams.enums import MemberState
from teams.models import (
    ActionPoint,
    Attendee,
    Lesson,
    Overrun,
    PlannedSession,
    Profile,
    Rule,
    Session,
    SessionHours,
    SummaryAnswer,
    TeamMember,
)

SESSION_FIELDS = ("held_on", "minutes", "channel", "question", "answer", "agreed")
PLAN_FIELDS = ("starts_at", "minutes", "place", "about", "cancelled_reason")
ATTENDEE_FIELDS = ("name", "role", "organisation")
LESSON_FIELDS = ("text", "subject", "follow_up")


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Advice sessions and action points around one's initiatives; of a colleague also profile, hours and lessons."""
    cases = Initiative.objects.of_initiator(user)
    points = ActionPoint.objects.filter(team__initiative__in=cases).order_by("pk")
    profile = Profile.objects.filter(user=user)
    yield from _talks(user, internal=internal)
    yield section(_("Actiepunten"), points if internal else points.shared(), "text", "side", "due_on", "dropped_reason")
    yield section(_("Profiel"), profile, "job", "hours_a_week", "absent_from", "absent_until", "photo")
    yield section(
        _("EP-teams"),
        TeamMember.objects.filter(user=user).order_by("pk"),
        "state",
        "why",
        "despite",
        "reason",
        "invited_at",
    )
    yield section(_("Bestede tijd"), SessionHours.objects.filter(user=user).order_by("pk"), "minutes")
    logged = logged_by(user)
    yield section(_("Gesprekken die u vastlegde"), logged, *SESSION_FIELDS, "internal_note", "shared")
    yield section(_("Lessen"), user.lessons.order_by("pk"), *LESSON_FIELDS, "level", "learnt_at")
    if internal:
        over = Overrun.objects.filter(team__initiative__in=cases).order_by("pk")
        yield section(_("Meer tijd dan afgesproken"), over, "minutes", "reason", "at")
        yield section(_("Lessen uit uw initiatief"), Lesson.objects.filter(team__initiative__in=cases), *LESSON_FIELDS)
    yield section(_("Concepten van gesprekken"), user.session_drafts.order_by("pk"), "fields", "saved_at")
    yield section(_("Concepten van wat u in de stad zag"), user.spot_drafts.order_by("pk"), "fields", "saved_at")


def _talks(user: User, *, internal: bool) -> Iterator[Section]:
    """Sessions around one's initiatives, those to come, and what was said of them; all of it when `internal`."""
    cases = Initiative.objects.of_initiator(user)
    sessions = Session.objects.filter(team__initiative__in=cases).order_by("pk")
    plans = PlannedSession.objects.filter(team__initiative__in=cases).order_by("pk")
    told = sessions if internal else sessions.shared()
    note = ["internal_note"] if internal else []
    yield section(_("Adviesgesprekken"), told, *SESSION_FIELDS, *note)
    yield section(_("Geplande gesprekken"), plans if internal else plans.shared(), *PLAN_FIELDS)
    present = Attendee.objects.filter(session__in=told).order_by("pk")
    yield section(_("Wie er waren"), present if internal else present.filter(user=user), "seat", *ATTENDEE_FIELDS)
    answers = SummaryAnswer.objects.filter(session__in=told).order_by("pk")
    yield section(_("Antwoorden op verslagen"), answers, "answer", "summary", "words", "reply", "at")


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
    """What was agreed belongs to the file of the case, of which `initiatives` tells."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Take the person out of what teams wrote, and empty the profile. Lessons stay: they teach, without a name."""
    for initiative in (cases_of(user) | Initiative.objects.filter(team__members__user=user)).distinct():
        if found := signs_in(initiative, user):
            for rows in written_around(initiative):
                rewrite(rows, found)
    user.session_drafts.all().delete()
    user.spot_drafts.all().delete()
    for words in ("why", "despite", "reason"):
        user.team_memberships.exclude(**{words: ""}).update(**{words: GONE})
    Profile.objects.filter(stand_in=user).update(stand_in=None)
    profile = Profile.objects.filter(user=user).first()
    if profile:
        forget_profile(profile, at=at)


def written_around(initiative: Initiative) -> Iterator[QuerySet]:
    """All rows that hang below the EP-team of a case, and the rules its lessons are about."""
    for model in apps.get_app_config("teams").get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if "team" in names:
            yield model._base_manager.filter(team__initiative=initiative)
        elif "initiative" in names:
            yield model._base_manager.filter(initiative=initiative)
    yield Rule.objects.filter(lessons__team__initiative=initiative).distinct()


def forget_profile(profile: Profile, *, at: datetime) -> None:
    """Empty what colleagues could know of somebody."""
    if profile.photo:
        profile = remove_photo(user=profile.user, by=profile.user, at=at)
    profile.job, profile.hours_a_week = "", Decimal(0)
    profile.absent_from = profile.absent_until = profile.stand_in = profile.department = None
    profile.save()
    profile.expertise.clear()
    profile.wijken.clear()


def needed(at: datetime) -> QuerySet:
    """Nobody more than those who work here, of whom `accounts` knows."""
    return User.objects.none().values("pk")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
