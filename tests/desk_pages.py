"""The desk as tests walk it: a town with a case in every condition, and every page in every state worth looking at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from accounts.actions.data_request import ask
from accounts.enums import RequestKind, Role
from accounts.models import DataRequest, User
from city.models import Goal, Holiday, Theme, Wijk
from core.due import beat
from core.models import AuditEntry, JobRun, OutgoingMail, RetentionTerm
from initiatives.actions import conversation, goal, meeting, note, outcome, pace, prospect
from initiatives.actions.label import add_label
from initiatives.actions.merging import merge
from initiatives.actions.ownership import take_up
from initiatives.actions.position import take_position
from initiatives.actions.promise import make_promise
from initiatives.actions.publication import publish
from initiatives.actions.registration import register
from initiatives.actions.review import give_review
from initiatives.actions.text import change_text
from initiatives.enums import GoalStage, Origin, PositionKind, State
from initiatives.intake import Intake
from initiatives.models import Initiative, Label, PromiseTerm, ProspectCriterion, SavedFilter, StandardText
from initiatives.views.desk_steps import STEPS
from teams.actions.session import log_session
from teams.actions.team import invite, join
from teams.enums import LessonLevel, SessionKind
from teams.models import Lesson, Session
from teams.records import NewLesson, NewPoint, Talk
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.attachments import photo
from tests.initiatives.desk_rows import LIST, MONDAY, WEDNESDAY, came_in, case_page, step

TODAY = WEDNESDAY.date()
OLD = datetime.fromisoformat("2025-10-06T09:00+02:00")
KEY = UUID("0d3c8f2e-0000-4000-8000-00000000000a")
BUSY = ["fresh", "old", "paused", "closed", "double", "spotted"]


@dataclass(frozen=True)
class Desk:
    """Who works at the desk, and a case in each condition: fresh, old with everything on its page, paused, closed,
    merged, and spotted in the city with nobody on the initiator's side."""

    guide: User
    administrator: User
    fresh: Initiative
    old: Initiative
    paused: Initiative
    closed: Initiative
    double: Initiative
    spotted: Initiative


def furnish(*, guide: User, administrator: User, ep_member: User, initiator: User) -> Desk:
    """Fill the desk, through the actions; the town's data are there already."""
    place = {"place_kind": "wijk", "wijk": Wijk.objects.get(slug="assendorp")}
    own = {"by": guide, "at": MONDAY}
    guide.phone = "038 498 00 00"
    guide.save()
    old = _everything(guide, ep_member, initiator)
    paused, closed, double = (
        take_up(initiative=came_in(title, by=initiator), owner=guide, **own)
        for title in ("Repaircafé", "Speeltuin", "Moestuinen")
    )
    pace.pause(initiative=paused, reason="Even geen tijd.", by=initiator, at=WEDNESDAY)
    outcome.record_outcome(
        initiative=closed, outcome="independent", note="Het draait.", closes=True, by=guide, at=WEDNESDAY
    )
    merge(double=double, into=old, by=guide, at=WEDNESDAY)
    spotted = register(intake=Intake(title="Leeskring"), origin=Origin.SPOTTED, by=guide, at=WEDNESDAY)
    fresh = came_in(
        "Een heel lange naam voor een buurtmoestuin aan de Assendorperdijk", by=UserFactory(), at=WEDNESDAY, **place
    )
    _around(guide, old, fresh)
    ask(user=initiator, kind=RequestKind.EXPORT, wish="", received_at=MONDAY, by=initiator, at=MONDAY)
    return Desk(guide, administrator, fresh, old, paused, closed, double, spotted)


def _everything(guide: User, ep_member: User, initiator: User) -> Initiative:
    """A case of five months old where all that can happen happened."""
    own = {"by": guide, "at": OLD + timedelta(days=9)}
    theme, goals = Theme.objects.get(slug="groen-en-natuur"), list(Goal.objects.order_by("pk")[:2])
    words = {"summary": "Tegels eruit, planten erin.\n\nMet de hele straat.", "help_kinds": frozenset({"place"})}
    case = came_in("Moestuin", by=initiator, at=OLD, theme=theme, with_whom="De straat.", **words)
    take_up(initiative=case, owner=guide, by=guide, at=OLD)
    photo(case)
    conversation.ask_initiator(initiative=case, text="Met wie?", answer_by=date(2025, 10, 20), by=guide, at=OLD)
    conversation.write_as_initiator(initiative=case, text="Met de straat.", by=initiator, at=own["at"])
    note.add_note(initiative=case, text="De buren zijn het ermee eens.", **own)
    explained = {"reason": "Het past.", "may_expect": "Een hovenier.", "may_not_expect": "Geld."}
    take_position(initiative=case, kind=PositionKind.AWARE, **explained, review_on=date(2025, 12, 1), **own)
    room = {"question": "Welke plek?", "room_kind": "hours", "room_amount": 12, "goal": goals[0]}
    take_position(initiative=case, kind=PositionKind.TOGETHER, **explained, **room, review_on=date(2026, 2, 1), **own)
    goal.link_goal(initiative=case, goal=goals[1], stage=GoalStage.REJECTED, remark="Te mooi.", **own)
    criteria = list(ProspectCriterion.objects.all()[:2])
    prospect.judge_prospect(initiative=case, promising=True, criteria=criteria, reason="Veel steun.", **own)
    make_promise(initiative=case, text="De stoep opmeten", due_on=date(2026, 1, 9), **own)
    publish(initiative=case, **own)
    member = invite(initiative=case, user=ep_member, why="Kent de grond.", **own)
    join(member=member, by=ep_member, at=own["at"])
    talk = Talk(held_on=date(2025, 10, 14), minutes=30, agreed="Meten.", shared=True, kind=SessionKind.ADVICE)
    log_session(
        initiative=case,
        key=KEY,
        talk=talk,
        by=ep_member,
        at=own["at"],
        hours={ep_member: 30},
        points=[NewPoint(text="Bel de hovenier", due_on=date(2025, 11, 3), owner=ep_member)],
        lesson=NewLesson(text="Vraag eerst de buren.", level=LessonLevel.ORGANISATION, shareable=True),
    )
    case.refresh_from_db()
    changed = Intake(title="Moestuin", summary="Tegels eruit, bomen erin.", theme=theme, may_be_public=True)
    change_text(initiative=case, intake=changed, seen=case.version, by=initiator, at=own["at"])
    give_review(
        initiative=case, phase=State.CONVERSING, grade="bad", text="Traag.", reopens=False, by=initiator, at=own["at"]
    )
    return case


def _around(guide: User, old: Initiative, fresh: Initiative) -> None:
    """What stands beside the cases: labels, filters, texts, an agenda, mails that failed, work that stands still."""
    add_label(initiative=old, label=Label.objects.create(name="voorbeeld"), by=guide, at=WEDNESDAY)
    SavedFilter.objects.create(owner=guide, name="Assendorp", query="wijk=assendorp")
    SavedFilter.objects.create(owner=UserFactory(), name="Groen", query="thema=groen-en-natuur", shared=True)
    for kind in StandardText.Step:
        StandardText.objects.create(step=kind, name=f"Tekst: {kind.label}", text="Beste {naam}, over {titel}.")
    for case in (old, fresh):
        item = meeting.put_on_agenda(initiative=case, held_on=TODAY, by=guide, at=WEDNESDAY, why="Wie helpt?")
    meeting.write_decision(item=item, decision="Gijs gaat kijken.", by=guide, at=WEDNESDAY)
    OutgoingMail.objects.filter(case_number=old.number).update(state=OutgoingMail.State.FAILED, failure="550 onbekend")
    beat(MONDAY)
    JobRun.objects.update(next_at=MONDAY)
    RoleGrantFactory(user=guide, role=Role.EP_MEMBER)


def guide_pages(desk: Desk) -> dict[str, str]:
    """Name and address of the desk's own pages, as a guide opens them."""
    edges = {
        "index": "/beheer/",
        "index, late": "/beheer/?lijst=te-laat",
        "index, empty": "/beheer/?lijst=ander",
        "list": f"{LIST}?staat=alles",
        "list, filtered": f"{LIST}?staat=alles&gids=ik&thema=groen-en-natuur&q=tuin",
        "list, empty": f"{LIST}?q=xyzzy",
        "register": reverse("desk:register"),
        "meetings": reverse("desk:meetings"),
        "meeting": reverse("desk:meeting", args=[TODAY]),
        "trail": f"{LIST}{desk.old.pk}/history/",
        "versions": f"{LIST}{desk.old.pk}/versies/",
    }
    return edges | {f"case, {name}": case_page(getattr(desk, name), "?lijst=wij") for name in BUSY}


def step_pages(desk: Desk) -> dict[str, str]:
    """Name and address of the form of every step, on a case that is offered it."""
    return {f"step {one.key}": step(_fit(desk, one.key), one.key) for one in STEPS}


def _fit(desk: Desk, key: str) -> Initiative:
    fitting = {
        "oppakken": desk.fresh,
        "overdragen": desk.spotted,
        "verder": desk.paused,
        "heropenen": desk.closed,
        "openbaar": desk.paused,
    }
    return fitting.get(key, desk.old)


def guide_stock_pages() -> dict[str, str]:
    """Name and address of the admin's own pages that a guide opens: lists, add, change, delete, and only to read."""
    rows = {
        "initiatives_standardtext": StandardText.objects.latest("pk").pk,
        "initiatives_label": Label.objects.latest("pk").pk,
        "initiatives_promiseterm": PromiseTerm.objects.latest("pk").pk,
        "initiatives_prospectcriterion": ProspectCriterion.objects.latest("pk").pk,
        "core_auditentry": AuditEntry.objects.latest("pk").pk,
        "core_outgoingmail": OutgoingMail.objects.latest("pk").pk,
        "teams_session": Session.objects.latest("pk").pk,
        "teams_lesson": Lesson.objects.latest("pk").pk,
    }
    return _stock(rows, may_change={"initiatives_standardtext"}, may_add={"initiatives_label"})


def administrator_pages(desk: Desk) -> dict[str, str]:
    """Name and address of the pages about colleagues and their roles."""
    person = reverse("admin:accounts_user_change", args=[desk.guide.pk])
    grant = desk.guide.role_grants.earliest("pk").pk
    return {
        "index, administrator": "/beheer/",
        "people": reverse("admin:accounts_user_changelist"),
        "people, none": f"{reverse('admin:accounts_user_changelist')}?q=xyzzy",
        "person": person,
        "add a colleague": reverse("admin:accounts_user_new"),
        "grant": reverse("admin:accounts_user_grant", args=[desk.guide.pk]),
        "withdraw": reverse("admin:accounts_user_withdraw", args=[desk.guide.pk, grant]),
        "close account": reverse("admin:accounts_user_do", args=[desk.guide.pk, "sluiten"]),
        "not allowed": LIST,
    }


def officer_pages() -> dict[str, str]:
    """Name and address of the pages about what people ask about their data."""
    asked = DataRequest.objects.get().pk
    return {
        "index, officer": "/beheer/",
        "requests": reverse("admin:accounts_datarequest_changelist"),
        "request to take in": reverse("admin:accounts_datarequest_new"),
        "request": reverse("admin:accounts_datarequest_change", args=[asked]),
        "request, refused": reverse("admin:accounts_datarequest_answer", args=[asked, "weigeren"]),
    }


def administrator_stock_pages(desk: Desk) -> dict[str, str]:
    """Name and address of the admin's own pages that an administrator opens."""
    rows = {
        "city_wijk": Wijk.objects.get(slug="assendorp").pk,
        "city_theme": Theme.objects.latest("pk").pk,
        "city_goal": Goal.objects.latest("pk").pk,
        "city_holiday": Holiday.objects.latest("pk").pk,
        "core_retentionterm": RetentionTerm.objects.latest("pk").pk,
        "core_jobrun": JobRun.objects.latest("pk").pk,
        "teams_profile": desk.guide.profile.pk,
        "accounts_rolegrant": desk.guide.role_grants.earliest("pk").pk,
    }
    change = {"city_wijk", "city_theme", "city_goal", "city_holiday", "core_retentionterm"}
    return _stock(rows, may_change=change, may_add={"teams_profile"})


def _stock(rows: dict[str, int], *, may_change: set[str], may_add: set[str]) -> dict[str, str]:
    """The list and the page of one row of each; with the pages to add and to delete where that is allowed."""
    pages = {}
    for name, key in rows.items():
        pages[f"{name}, list"] = reverse(f"admin:{name}_changelist")
        pages[f"{name}, row"] = reverse(f"admin:{name}_change", args=[key])
        if name in may_change | may_add:
            pages[f"{name}, add"] = reverse(f"admin:{name}_add")
        if name in may_change:
            pages[f"{name}, delete"] = reverse(f"admin:{name}_delete", args=[key])
    return pages
