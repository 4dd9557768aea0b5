"""What colleagues write for colleagues reaches nobody else: no page, mail, feed, search or copy of one's data.

Driven by the models: a word of its own stands in every free text of every internal row around the sessions, notes and
lessons of a case. A new field is planted without a change here; a new model fails until it is judged in `INTERNAL`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from urllib.parse import urlencode
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.test import Client

from accounts.actions.export import export
from accounts.enums import Role
from accounts.models import User
from core.files import Upload
from core.models import OutgoingMail
from initiatives.actions.note import add_note
from initiatives.models import Attachment, Initiative, Note
from teams.actions.action_point import add_point, drop_point, finish_point, remind_of_points
from teams.actions.planned import cancel_plan, change_plan, plan_session
from teams.actions.session import edit_session, log_session
from teams.actions.session_draft import save_session_draft
from teams.actions.session_file import add_session_files
from teams.actions.summary import answer_summary, reply_to_answer, summary_mark
from teams.actions.team import invite
from teams.enums import SummaryState
from teams.models import ActionPoint, Lesson, PlannedSession, Session, SessionFile, SummaryAnswer, Team
from teams.models.session import SessionQuerySet
from teams.records import Guest, NewLesson, NewPoint, Plan, Presence, Talk
from tests.factories import MemberFactory, TeamFactory, TeamMemberFactory, UserFactory
from tests.house.urls import addresses
from tests.world import colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town", "clock")]

AT = datetime.fromisoformat("2026-03-11 10:00+01:00")
TODAY = date(2026, 3, 11)
SHARED = "wat iedereen aan tafel mag lezen"
WORD = re.compile(r"kanarie\d{3}woord")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")

# The internal rows of each model around a session, a note or a lesson; None where both sides write and read.
INTERNAL: dict[str, Q | None] = {
    "initiatives.Attachment": Q(audience="internal"),
    "initiatives.Note": Q(),
    "teams.ActionPoint": Q(shared=False),
    "teams.Attendee": Q(session__shared=False, user=None),
    "teams.Lesson": Q(),
    "teams.Overrun": Q(),
    "teams.PlannedSession": Q(with_initiator=False, cancelled_at__isnull=False),
    "teams.Session": Q(shared=False),
    "teams.SessionDraft": Q(),
    "teams.SessionFile": None,
    "teams.SessionHours": None,
    "teams.SummaryAnswer": None,
    "teams.TeamMember": Q(state="invited"),
}
# Of a row that is shared, this stays inside all the same.
INSIDE = {
    "teams.Attendee.name": Q(session__shared=True, seat="partner"),
    "teams.Session.internal_note": Q(shared=True),
}
KEYED: list[type[Model]] = [Session, PlannedSession, SummaryAnswer, Lesson, ActionPoint]
KEYS = {"initiatives.Attachment.content_type", "initiatives.Attachment.token"}
# A lesson that may be shared is for every colleague, and for nobody else.
FOR_COLLEAGUES = {"teams.Lesson.text", "teams.Lesson.subject", "teams.Lesson.follow_up"}
# What those who work on a case read of all this: everything but what somebody else has not sent, and numbers of files.
NOT_ON_A_PAGE = {
    "initiatives.Attachment.description": "shown for photos alone",
    "initiatives.Attachment.file": "a name on the disk",
    "initiatives.Attachment.thumbnail": "a name on the disk",
    "teams.ActionPoint.dropped_reason": "a dropped point is no longer shown to colleagues",
    "teams.Overrun.reason": "mailed to the guide and looked up at the desk",
    "teams.PlannedSession.about": "a cancelled plan is gone from the page",
    "teams.PlannedSession.cancelled_reason": "mailed to who was asked",
    "teams.PlannedSession.place": "a cancelled plan is gone from the page",
    "teams.TeamMember.despite": "kept with the invitation",
    "teams.TeamMember.reason": "shown of who declined or left",
    "teams.TeamMember.why": "mailed to who was asked",
}


def models() -> dict[str, type[Model]]:
    """Every model that hangs on a session, or on a team as sessions and lessons do; and notes and files of a case."""
    around = [
        model
        for model in apps.get_app_config("teams").get_models()
        if {each.name for each in model._meta.concrete_fields} & {"team", "session"}
    ]
    return {model._meta.label: model for model in (Note, Attachment, *around)}


def texts(model: type[Model]) -> list[str]:
    """The fields of a model in which people write."""
    return [
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, CharField | TextField | JSONField)
        and not (each.choices or each.unique)
        and f"{model._meta.label}.{each.name}" not in KEYS
    ]


def plant() -> dict[str, str]:
    """Put a word in every internal text; returns the field by the word. Every field must have a row to stand in."""
    words: dict[str, str] = {}
    for label, model in models().items():
        chosen = INTERNAL[label]
        for name in texts(model) if chosen is not None else []:
            put(words, f"{label}.{name}", model, name, chosen)
    for where, rows in INSIDE.items():
        label, _dot, name = where.rpartition(".")
        put(words, where, models()[label], name, rows)
    return words


def put(words: dict[str, str], where: str, model: type[Model], name: str, rows: Q) -> None:
    word = f"kanarie{len(words):03}woord"
    said: object = {"agreed": word} if isinstance(model._meta.get_field(name), JSONField) else word
    assert model._base_manager.filter(rows).update(**{name: said}), f"no internal row holds {where}"
    words[word] = where


@dataclass
class House:
    """The case, everybody who may look, and which word was planted where."""

    case: Initiative
    readers: dict[str, User | None]
    words: dict[str, str] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def hear(self, who: str, text: str) -> None:
        """Note the words somebody could read."""
        self.seen.setdefault(who, set()).update(self.words[word] for word in WORD.findall(text) if word in self.words)


@pytest.fixture
def house(team: Team, ep_member: User, guide: User, initiator: User, settings) -> House:
    """The case is public, so that everyone may read what there is to read of it."""
    settings.DEMO = False
    case = team.initiative
    Initiative.objects.filter(pk=case.pk).update(public_consent_at=AT, published_at=AT, news_at=AT)
    case.refresh_from_db()
    co_initiator = UserFactory(display_name="Bo Tuinman", email="bo@example.nl")
    MemberFactory(initiative=case, user=co_initiator, role="co_initiator")
    elsewhere = colleague("Iris Tap", Role.EP_MEMBER)
    TeamMemberFactory(team=TeamFactory(), user=elsewhere)
    readers = {"initiator": initiator, "co-initiator": co_initiator, "other team": elsewhere, "anonymous": None}
    return House(case, {**readers, "ep_member": ep_member})


def write(house: House, guide: User) -> None:
    """Everything that can be written inside, and what is shared beside it."""
    case, by = house.case, house.readers["ep_member"]
    facts = {"initiative": case, "by": by, "at": AT}
    talk = Talk(held_on=TODAY, minutes=30, agreed="x", internal_note="x", shared=False)
    point = NewPoint(text="x", due_on=TODAY, owner=by)
    guests = [Guest(name="x", role="x"), Guest(name="x", organisation="x")]
    inside = log_session(
        key=UUID(int=1),
        talk=talk,
        points=[point],
        lesson=NewLesson(text="x", shareable=False),
        presence=Presence(guests=guests),
        hours={by: 15},
        **facts,
    )
    open_to = Talk(held_on=TODAY, minutes=30, question=SHARED, agreed=SHARED, internal_note="x", shared=True)
    log_session(key=UUID(int=2), talk=open_to, presence=Presence(colleagues=[by], guests=guests), **facts)
    Lesson.objects.update(follow_up="x", followed_up_by=guide, followed_up_at=AT)
    inside.overrun = inside.team.overruns.create(session=inside, minutes=15, reason="x", by=by, at=AT)
    dropped = add_point(point=NewPoint(text="x", due_on=TODAY, owner=by), shared=False, **facts)
    drop_point(point=dropped, reason="x", by=by, at=AT)
    add_note(text="x", **facts)
    save_session_draft(user=by, initiative=case, key=UUID(int=3), fields={"agreed": "x"}, at=AT)
    upload = Upload(kind="document", name="x.pdf", content_type="application/pdf", content=b"%PDF-1.7")
    add_session_files(session=inside, uploads=[upload], shared=False, by=by, at=AT)
    invite(initiative=case, user=colleague("Cor Winter", Role.EP_MEMBER), why="x", by=guide, at=AT)
    asked = Plan(starts_at=AT + timedelta(days=2), minutes=30, about="x", place="x", invited=[by])
    cancel_plan(planned=plan_session(plan=asked, **facts), reason="x", by=by, at=AT)
    plan_session(plan=asked, **facts)


def go_on(house: House, guide: User) -> None:
    """What is planted is mailed, reminded of, changed and answered."""
    by, noor = house.readers["ep_member"], house.readers["initiator"]
    remind_of_points(at=AT)
    finish_point(point=ActionPoint.objects.open().get(), by=by, at=AT)
    plan = PlannedSession.objects.standing().select_related("team__initiative").get()
    word = next(word for word, where in house.words.items() if where == "teams.PlannedSession.about")
    changed = Plan(starts_at=AT + timedelta(days=3), minutes=30, about=word, place=word, invited=[by])
    change_plan(planned=plan, plan=changed, sequence=0, by=guide, at=AT)
    for session in Session.objects.select_related("team__initiative").order_by("pk"):
        kept = {name: getattr(session, name) for name in ("agreed", "shared", "question", "answer", "internal_note")}
        talk = Talk(held_on=TODAY - timedelta(days=1), minutes=30, **kept)
        edit_session(session=session, version=1, talk=talk, by=by, at=AT)
    shared = Session.objects.select_related("team__initiative").get(shared=True)
    facts = {"answer": SummaryState.CORRECTED, "words": "Anders.", "seen": summary_mark(shared), "by": noor, "at": AT}
    answer = answer_summary(session=shared, **facts)
    reply_to_answer(answer=answer, text="Dank u.", by=by, at=AT)


def keys(model: type[Model]) -> list[int]:
    """The keys of all rows there are."""
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))


def pages(house: House) -> Iterator[str]:
    """Every address of the portal, with the keys of this case in it; searches and feeds too."""
    tokens = list(Attachment.objects.values_list("token", flat=True))
    known = {
        "number": [house.case.number],
        "slug": [house.case.slug, "assendorp"],
        "token": tokens,
        "pk": sorted({key for model in KEYED for key in keys(model)}),
        "answer_pk": keys(SummaryAnswer),
        "file_pk": keys(SessionFile),
    }
    for address in addresses():
        names = PLACE.findall(address.route)
        if all(name in known for name in names):
            for values in product(*(known[name] for name in names)):
                yield "/" + PLACE.sub("{}", address.route).format(*values)
    for page in ("/initiatieven/", "/werkplek/lessen/"):
        yield f"{page}?{urlencode({'zoek': 'kanarie', 'q': 'kanarie'})}"
    yield f"/mijn/{house.case.number}/gesprek/{Session.objects.get(shared=True).pk}/"
    yield f"/werkplek/{house.case.number}/gesprek/?gepland={PlannedSession.objects.standing().get().pk}"


def look(house: House, who: str) -> None:
    """Open everything as this person, read their mails, and ask for a copy of their data."""
    reader = house.readers[who]
    client = Client(raise_request_exception=False)
    if reader:
        client.force_login(reader)
    for page in dict.fromkeys(pages(house)):
        answer = client.get(page)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        house.hear(who, content.decode(errors="replace"))
    if reader:
        for mail in OutgoingMail.objects.filter(to=reader.email):
            house.hear(who, mail.subject + mail.text + mail.calendar)
        with ZipFile(export(user=reader, internal=False, by=reader, at=AT)) as archive:
            house.hear(who, archive.read("lees-mij.html").decode())
            house.hear(who, archive.read("gegevens.json").decode())


@pytest.fixture
def planted(house: House, guide: User) -> House:
    write(house, guide)
    house.words = plant()
    go_on(house, guide)
    return house


def test_every_model_is_judged() -> None:
    assert set(models()) == set(INTERNAL)


@pytest.mark.parametrize("who", ["initiator", "co-initiator", "other team", "anonymous"])
def test_internal_words_reach_nobody_outside(planted: House, who: str) -> None:
    look(planted, who)
    assert planted.seen.get(who, set()) == set()


def test_a_lesson_that_may_be_shared_reaches_colleagues_and_no_initiator(planted: House) -> None:
    Lesson.objects.update(shareable=True)
    for who in ("initiator", "anonymous", "other team"):
        look(planted, who)
    assert (planted.seen["initiator"], planted.seen["anonymous"]) == (set(), set())
    assert planted.seen["other team"] == FOR_COLLEAGUES


def test_who_works_on_the_case_reads_them(planted: House) -> None:
    """The control: the same look finds every planted word where colleagues read."""
    Lesson.objects.update(shareable=True)
    look(planted, "ep_member")
    missed = set(planted.words.values()) - planted.seen["ep_member"]
    assert missed - set(NOT_ON_A_PAGE) == set()


def test_a_query_that_forgets_is_seen(planted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the one protecting queryset the initiator reads what is internal."""
    monkeypatch.setattr(SessionQuerySet, "shared", lambda rows: rows)
    look(planted, "initiator")
    assert {"teams.Session.agreed", "teams.Session.question", "teams.Session.answer"} <= planted.seen["initiator"]
