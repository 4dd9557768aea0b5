from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Conflict, Refusal
from initiatives.enums import Party
from initiatives.models import Initiative, TimelineEntry
from initiatives.timeline import sentence
from teams.actions.session import AlreadyLogged, edit_session, log_session
from teams.actions.session_draft import NotYours, delete_stale_drafts, save_session_draft
from teams.models import ActionPoint, Lesson, Session, SessionDraft, SessionHours, Team
from teams.records import NewLesson, NewPoint, Talk

Mails = Callable[[], list[tuple[str, str]]]
NOOR = "noor@example.nl"
KEY = UUID("0d3c8f2e-0000-4000-8000-000000000001")
TALK = Talk(held_on=date(2026, 3, 10), minutes=45, agreed="Esra meet de stoep op.", shared=False)
SHARED = replace(TALK, shared=True)


@pytest.fixture
def log(case: Initiative, ep_member: User, now: datetime) -> Callable[..., Session]:
    """Log a session in the case, by its EP-member."""
    return lambda talk=TALK, **facts: log_session(
        **{"initiative": case, "key": KEY, "talk": talk, "by": ep_member, "at": now} | facts
    )


def story(initiative: Initiative) -> list[str]:
    return [sentence(entry, public=False) for entry in TimelineEntry.objects.filter(initiative=initiative)]


def test_an_internal_session_leaves_nothing_outside(
    log: Callable[..., Session], case: Initiative, ep_member: User, mails: Mails, verbs: Callable
) -> None:
    before = (case.state, case.changed_at, case.news_at)
    session = log()
    assert (session.team.initiative, session.logged_by, session.minutes, session.shared) == (case, ep_member, 45, False)
    assert list(SessionHours.objects.values_list("user", "minutes")) == [(ep_member.pk, 45)]
    case.refresh_from_db()
    assert (case.state, case.changed_at, case.news_at) == before
    assert (mails(), story(case)) == ([], [])
    assert verbs(case) == ["session.logged"]


def test_a_shared_session_is_told_with_its_text_and_begins_the_conversation(
    log: Callable[..., Session], case: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    case.promises.create(kind="first_answer", party=Party.MUNICIPALITY, made_at=now, due_on=date(2026, 3, 18))
    points = [
        NewPoint(text="Vraag een prijs op", due_on=date(2026, 3, 20), owner=guide),
        NewPoint(text="Spreek de buren", due_on=date(2026, 3, 18)),
    ]
    log(SHARED, points=points)
    case.refresh_from_db()
    assert case.state == "conversing"
    assert case.promises.get().kept_on == date(2026, 3, 11)
    assert story(case) == ["Er was een gesprek op 10 maart 2026. De afspraken staan op deze pagina."]
    assert mails() == [
        (NOOR, "Dit is afgesproken op 10 maart 2026 over Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
        ("gijs@zwolle.example", "U heeft een actiepunt bij Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
    ]
    text = OutgoingMail.objects.get(to=NOOR).text
    assert "Op 10 maart 2026 was er een gesprek van 45 minuten. Dit is afgesproken:\n\n> Esra meet de stoep op." in text
    assert "> u: Spreek de buren (uiterlijk 18 maart 2026)\n> Gijs Wolters: Vraag een prijs op" in text
    assert list(ActionPoint.objects.order_by("pk").values_list("side", "shared")) == [
        ("municipality", True),
        ("initiator", True),
    ]


@pytest.mark.parametrize("state", ["conversing", "advised"])
def test_a_shared_session_leaves_a_later_state_as_it_is(
    log: Callable[..., Session], case: Initiative, state: str
) -> None:
    Initiative.objects.filter(pk=case.pk).update(state=state)
    log(SHARED)
    case.refresh_from_db()
    assert case.state == state


def test_sending_twice_gives_one_session_and_one_mail(log: Callable[..., Session], mails: Mails) -> None:
    lesson = NewLesson(text="Bel eerst de wijkbeheerder.")
    assert log(SHARED, lesson=lesson) == log(SHARED, lesson=lesson)
    assert (Session.objects.count(), Lesson.objects.count(), len(mails())) == (1, 1, 1)


def test_the_same_key_with_another_text_is_refused_and_nothing_is_overwritten(log: Callable[..., Session]) -> None:
    log()
    with pytest.raises(AlreadyLogged):
        log(replace(TALK, agreed="Iets anders."))
    assert Session.objects.get().agreed == "Esra meet de stoep op."


def test_another_persons_key_is_refused(log: Callable[..., Session], guide: User) -> None:
    log()
    with pytest.raises(AlreadyLogged):
        log(by=guide)


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (replace(TALK, agreed="  "), "agreed"),
        (replace(TALK, held_on=date(2026, 3, 12)), "held_on"),
    ],
)
def test_what_cannot_be_is_refused(log: Callable[..., Session], talk: Talk, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        log(talk)
    assert (refused.value.field, Session.objects.count()) == (field, 0)


def test_a_point_for_the_initiator_is_refused_in_an_internal_session(log: Callable[..., Session]) -> None:
    with pytest.raises(Refusal) as refused:
        log(points=[NewPoint(text="Spreek de buren", due_on=date(2026, 3, 18))])
    assert (refused.value.field, Session.objects.count()) == ("shared", 0)


def test_sharing_waits_for_a_guide(log: Callable[..., Session], case: Initiative) -> None:
    Initiative.objects.filter(pk=case.pk).update(state="submitted", owner=None)
    with pytest.raises(Refusal) as refused:
        log(SHARED)
    assert refused.value.field == "shared"
    assert log().shared is False


def test_hours_are_kept_per_colleague(log: Callable[..., Session], ep_member: User, guide: User) -> None:
    log(hours={guide: 75, ep_member: 0})
    assert list(SessionHours.objects.values_list("user", "minutes")) == [(guide.pk, 75)]


@pytest.mark.parametrize("minutes", [0, 10, 20, 1455])
def test_the_database_refuses_time_that_is_no_quarter_of_a_day(log: Callable[..., Session], minutes: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        log(replace(TALK, minutes=minutes))


def test_logging_ends_the_draft_and_a_late_save_makes_no_ghost(
    log: Callable[..., Session], case: Initiative, ep_member: User, now: datetime
) -> None:
    def save() -> SessionDraft | None:
        return save_session_draft(user=ep_member, initiative=case, key=KEY, fields={"agreed": "Esra"}, at=now)

    assert save() is not None
    log()
    assert SessionDraft.objects.count() == 0
    assert save() is None
    assert SessionDraft.objects.count() == 0


def test_a_draft_is_kept_per_key_and_belongs_to_its_writer(
    case: Initiative, ep_member: User, guide: User, now: datetime
) -> None:
    def save(user: User, text: str, key: UUID = KEY) -> None:
        save_session_draft(user=user, initiative=case, key=key, fields={"agreed": text}, at=now)

    save(ep_member, "Eerste")
    save(ep_member, "Eerste en meer")
    save(ep_member, "Op mijn andere telefoon", key=uuid4())
    with pytest.raises(NotYours):
        save(guide, "Van Gijs")
    assert sorted(draft.fields["agreed"] for draft in SessionDraft.objects.all()) == [
        "Eerste en meer",
        "Op mijn andere telefoon",
    ]


def test_drafts_nobody_touched_for_thirty_days_go(case: Initiative, ep_member: User, now: datetime) -> None:
    for days in (29, 30, 31):
        save_session_draft(
            user=ep_member, initiative=case, key=uuid4(), fields={"agreed": str(days)}, at=now - timedelta(days=days)
        )
    assert delete_stale_drafts(at=now) == 1
    assert sorted(draft.fields["agreed"] for draft in SessionDraft.objects.all()) == ["29", "30"]


def test_who_saves_second_sees_what_stands_there(
    log: Callable[..., Session], guide: User, ep_member: User, now: datetime, mails: Mails
) -> None:
    session = log()
    first = replace(TALK, agreed="Esra meet de stoep en de boom op.")
    edit_session(session=session, version=1, talk=first, by=guide, at=now)
    with pytest.raises(Conflict) as conflict:
        edit_session(session=session, version=1, talk=replace(TALK, agreed="Iets anders"), by=ep_member, at=now)
    assert conflict.value.theirs["agreed"] == "Esra meet de stoep en de boom op."
    assert conflict.value.theirs["version"] == 2
    assert Session.objects.get().agreed == "Esra meet de stoep en de boom op."
    assert mails() == []


def test_sharing_later_tells_the_initiator_once(
    log: Callable[..., Session], case: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    session = log(points=[NewPoint(text="Vraag een prijs op", due_on=date(2026, 3, 20), owner=guide)])
    OutgoingMail.objects.all().delete()
    edit_session(session=session, version=1, talk=SHARED, by=guide, at=now)
    assert [to for to, _subject in mails()] == [NOOR]
    assert ActionPoint.objects.get().shared is True
    edit_session(session=session, version=2, talk=SHARED, by=guide, at=now)
    assert len(mails()) == 1


def test_a_corrected_shared_session_is_told(
    log: Callable[..., Session], guide: User, now: datetime, mails: Mails
) -> None:
    session = log(SHARED)
    edit_session(session=session, version=1, talk=replace(SHARED, agreed="Esra meet morgen."), by=guide, at=now)
    assert mails()[1:] == [
        (
            NOOR,
            "De afspraken van 10 maart 2026 over Buurttuin aan de Assendorperdijk zijn aangepast (ZW-2026-0001)",
        )
    ]
    assert story(session.team.initiative)[-1] == "De afspraken van het gesprek op 10 maart 2026 zijn aangepast."


def test_what_was_shared_stays_shared(log: Callable[..., Session], guide: User, now: datetime) -> None:
    session = log(SHARED)
    with pytest.raises(Refusal) as refused:
        edit_session(session=session, version=1, talk=TALK, by=guide, at=now)
    assert refused.value.field == "shared"
    assert Session.objects.get().shared is True


def test_a_correction_replaces_the_hours(
    log: Callable[..., Session], guide: User, ep_member: User, now: datetime
) -> None:
    session = log(hours={ep_member: 45})
    edit_session(session=session, version=1, talk=TALK, hours={guide: 30}, by=guide, at=now)
    assert list(SessionHours.objects.values_list("user", "minutes")) == [(guide.pk, 30)]


def test_a_guide_logs_before_there_is_a_team(initiative: Initiative, guide: User, now: datetime) -> None:
    session = log_session(initiative=initiative, key=uuid4(), talk=TALK, by=guide, at=now)
    assert session.team == Team.objects.get(initiative=initiative)
