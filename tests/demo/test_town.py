"""The living town, built once for this module and read by its tests: whole, true, and the same a second time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.utils.timezone import localdate

from accounts.models import User
from city.queries import closed_days
from community.enums.hubs import ReferralState
from community.models import Challenge, ChallengeReview, Referral, StoryPhoto, StoryVersion
from community.queries.story_pages import contributions
from core.models import AuditEntry, OutgoingMail
from initiatives.enums import Party, PositionKind, PromiseKind, Standing, State
from initiatives.models import Attachment, Initiative, Member, Promise
from initiatives.promises import standing
from insight.models import Edition
from insight.queries.edition import public_lessons
from stimulus_fund.models import Application, Ballot, Dispute, Payment, Pot, Reclaim, VotingCode
from teams.models import ActionPoint, Profile, Programme, Session
from teams.queries.books import books_of
from teams.queries.programme import quotes_of
from zwolle.demo import town
from zwolle.demo.stories import read_stories

SUNDAY = datetime(2026, 3, 8, 20, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
pytestmark = pytest.mark.django_db
AHEAD = {"expires_at", "next_attempt_at", "lease_until", "starts_at"}


@pytest.fixture(scope="module", autouse=True)
def living_town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The town as built on a Sunday evening; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        town.build(at=SUNDAY)
        yield
        transaction.set_rollback(True)


def rows() -> dict[str, int]:
    """How many rows each table holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_every_kind_of_event_is_used():
    done = {event.do for story in read_stories() for event in story.events}
    assert done | {"finish"} == set(town.ACTS)


def test_an_edition_for_everyone_and_a_draft():
    editions = Edition.objects.order_by("pk").values_list("slug", "state")
    assert list(editions) == [("2026-1", "published"), (None, "draft")]
    assert public_lessons().count() == 5
    assert not Edition.objects.filter(lines=None).exists()


def test_every_story_is_a_case():
    assert Initiative.objects.count() == len(read_stories()) == 48
    assert Counter(Initiative.objects.values_list("state", flat=True)) == {
        State.CLOSED: 19,
        State.ADVISED: 12,
        State.CONVERSING: 11,
        State.SUBMITTED: 4,
        State.OWNED: 2,
    }
    assert Counter(Initiative.objects.values_list("position_kind", flat=True)) == {
        "": 23,
        PositionKind.SPOTLIGHT: 8,
        PositionKind.ROOM: 7,
        PositionKind.TOGETHER: 6,
        PositionKind.AWARE: 4,
    }
    assert Initiative.objects.public().count() == 41


def test_numbers_follow_the_order_of_time():
    numbers = list(Initiative.objects.order_by("submitted_at").values_list("number", flat=True))
    assert numbers == sorted(numbers)
    assert numbers[0] == "ZW-2025-0001"


def test_a_case_came_in_on_its_day():
    """Four working days before Friday 6 March."""
    books = Initiative.objects.get(title="Een tweede leven voor schoolboeken")
    assert localdate(books.submitted_at) == date(2026, 3, 2)
    assert books.promises.get(kind=PromiseKind.FIRST_ANSWER).due_on == date(2026, 3, 9)


def test_nothing_lies_in_the_future_but_what_must():
    late = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {"initiatives", "teams", "core"}
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField) and field.name not in AHEAD
        if model._default_manager.filter(**{f"{field.name}__gt": SUNDAY}).exists()
    ]
    assert late == []


def test_the_desk_sees_who_waits():
    closed = closed_days()
    waiting = Promise.objects.filter(
        kept_on=None, withdrawn_on=None, party=Party.MUNICIPALITY, initiative__ball=Party.MUNICIPALITY
    )
    standings = Counter(standing(promise.due_on, localdate(SUNDAY), 1, closed) for promise in waiting)
    assert standings[Standing.LATE] == 2
    assert standings[Standing.ALMOST_LATE] == 2


def test_the_mail_of_the_past_has_gone():
    assert Counter(OutgoingMail.objects.values_list("state", flat=True))[OutgoingMail.State.WAITING] == 0
    lost = OutgoingMail.objects.get(state=OutgoingMail.State.FAILED)
    assert (lost.to, lost.kind) == ("chantal@voorbeeld.nl", "initiatives.claim")
    sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT)
    assert not sent.exclude(sent_at__gt=models.F("created_at")).exists()


def test_sessions_and_points_are_of_people_who_were_there():
    assert Session.objects.count() == 31
    assert Session.objects.filter(shared=False).count() == 3
    assert not Session.objects.exclude(hours__user=models.F("logged_by")).exists()
    assert not ActionPoint.objects.filter(done_at=None, due_on__lt=date(2025, 1, 1)).exists()


def test_photos_came_through_the_door():
    assert Attachment.objects.filter(kind=Attachment.Kind.PHOTO).count() == 35
    assert not Attachment.objects.exclude(width=1200, content_type="image/webp").exists()


def test_initiators_have_an_account_and_staff_a_profile():
    assert Member.objects.count() == 46
    assert User.objects.filter(role_grants__isnull=False).distinct().count() == 31
    assert User.objects.filter(role_grants__isnull=False, profile=None).count() == 0


def test_somebody_is_away_and_has_a_stand_in():
    away = [profile for profile in Profile.objects.order_by("pk") if profile.is_absent(localdate(SUNDAY))]
    assert [(profile.user.display_name, str(profile.stand_in)) for profile in away] == [
        ("Gerben Hoekzema", "Femke Bloemhoff")
    ]


def test_a_second_run_changes_nothing(settings):
    settings.DEMO = True
    before, out = rows(), StringIO()
    call_command("demo", stdout=out)
    assert rows() == before
    assert "marloes@voorbeeld.nl" in out.getvalue()


def test_the_proof_says_that_it_is_a_demo():
    assert AuditEntry.objects.filter(verb="demo.built", at=SUNDAY).count() == 1


def test_due_work_was_done_each_morning():
    """Nobody answered within seven working days: the guides heard it on the second morning after the promise."""
    late = Promise.objects.get(initiative__title="Nachtfietsers veilig naar huis", kind=PromiseKind.FIRST_ANSWER)
    assert late.due_on == date(2026, 3, 3)
    assert late.escalated_at == datetime.combine(date(2026, 3, 5), time(7, 0), tzinfo=SUNDAY.tzinfo)


def test_programmes_are_there_with_their_books_questions_and_answers():
    course, people = Programme.objects.order_by("starts_on")
    assert (course.kind, people.kind, people.closing_asked_at) == ("course", "empowering", None)
    assert [quote.name for quote in quotes_of(course)] == ["Lotte van Rechteren", "", "Soufiane Benhaddou"]
    held = [line.book.number for line in books_of(people) if line.held]
    assert (held, course.books.count()) == ([1, 4, 7, 12], 0)
    assert people.peer_questions.exclude(lesson=None).count() == 1


def test_hubs_were_asked_and_stand_in_every_state():
    assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState)
    assert set(Referral.objects.values_list("outcome", flat=True)) == {"", "helped", "partly"}
    assert Referral.objects.filter(hub__slug="vrijwilligerscentrale", sent_at__isnull=False).count() == 5


def test_stories_are_told_one_waits_and_one_was_taken_back():
    states = StoryVersion.objects.order_by("pk").values_list("state", flat=True)
    assert Counter(states) == {"published": 6, "asked": 1, "withdrawn": 1}
    waiting = StoryVersion.objects.get(state="asked")
    assert [(each.user.display_name, each.is_approved) for each in contributions(waiting)] == [
        ("Yvonne Aardema", True),
        ("Sander Vrielink", False),
    ]
    assert StoryPhoto.objects.count() == 4


def test_money_was_asked_for_and_given():
    states = Application.objects.order_by("pk").values_list("state", "number", "asked_cents", "granted_cents")
    assert list(states) == [
        ("granted", "ZF-2026-0001", 650_000, 650_000),
        ("accounted", "ZF-2026-0002", 80_000, 80_000),
        ("settled", "ZF-2026-0003", 40_000, 40_000),
        ("unhandled", "ZF-2026-0004", 90_000, None),
        ("revoked", "ZF-2026-0005", 380_000, 380_000),
        ("granted", "ZF-2026-0006", 330_000, 240_000),
        ("rejected", "ZF-2026-0007", 480_000, None),
        ("withdrawn", "ZF-2026-0008", 70_000, None),
        ("assessing", "ZF-2026-0009", 270_000, None),
        ("assessing", "ZF-2026-0010", 330_000, None),
        ("deciding", "ZF-2026-0011", 1_100_000, None),
        ("incomplete", "ZF-2026-0012", 350_000, None),
        ("assessing", "ZF-2026-0013", 350_000, None),
        ("submitted", "ZF-2026-0014", 200_000, None),
        ("draft", None, 0, None),
    ]
    given = Pot.objects.exclude(granted_cents=0).order_by("pk").values_list("year", "granted_cents")
    assert list(given) == [(2026, 690_000), (2026, 320_000)]
    paid = Payment.objects.order_by("pk").values_list("cents", "paid_on")
    assert list(paid) == [
        (650_000, date(2026, 1, 20)),
        (80_000, date(2026, 1, 20)),
        (40_000, date(2026, 1, 21)),
        (380_000, date(2026, 1, 23)),
        (240_000, date(2026, 3, 3)),
    ]
    disputes = Dispute.objects.order_by("pk").values_list("number", "kind", "handler__email")
    assert list(disputes) == [
        ("ZF-2026-0007-B1", "objection", "jette@voorbeeld.nl"),
        ("ZF-2026-0007-K2", "complaint", None),
    ]
    assert (Reclaim.objects.get().cents, Ballot.objects.count(), VotingCode.objects.count()) == (380_000, 9, 60)


def test_residents_challenged_the_municipality():
    told = Challenge.objects.order_by("received_at").values_list("number", "state", "decisions__verdict")
    assert sorted(told, key=str) == [
        ("UD-2025-0001", "evaluated", "yes"),
        ("UD-2025-0002", "running", "part"),
        ("UD-2025-0003", "decided", "no"),
        ("UD-2026-0001", "advised", None),
        ("UD-2026-0002", "assessing", None),
        (None, "draft", None),
    ]
    assert Challenge.objects.public().count() == 4
    looked_back = ChallengeReview.objects.order_by("due_on", "pk")
    assert [row.is_done for row in looked_back] == [True, True, False, False]
    birds = Initiative.objects.get(title="Weidevogels tellen met de boer")
    assert (birds.outcome, birds.outcome_note) == (
        "with_municipality",
        "De bermen zijn goed verzorgd, voor minder geld. Wij kregen er contact met drie boeren bij.",
    )
