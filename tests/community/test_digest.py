"""The digest: one a day at most, public things alone, nothing without news, in the reader's language."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from city.models import Theme
from community.actions.digest import send_digests
from community.actions.following import ask_to_follow, follow_as
from community.actions.moderation import take_down_news
from community.actions.news import withdraw_news, write_news
from community.jobs import DIGEST
from community.models import Follower
from core.mail_message import build
from core.models import OutgoingMail
from initiatives.actions import case, outcome, position, publication
from initiatives.enums import Audience, Outcome, PositionKind
from tests.factories import InitiativeFactory, MemberFactory, UserFactory
from tests.world import colleague

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def fan(town, now):
    """Somebody who reads."""
    return UserFactory(display_name="An Pol", email="an@example.nl")


def tell(initiative, by, at, title="Wij beginnen zaterdag", text="Kom ook, om tien uur."):
    return write_news(initiative=initiative, title=title, text=text, language="nl", by=by, at=at)


def digests():
    return list(OutgoingMail.objects.filter(kind="community.digest").order_by("pk"))


def test_a_digest_literally(shown_case, initiator, fan, guide, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    case.story(shown_case, event="position_taken", audience=Audience.PUBLIC, at=now + HOUR, by=guide, position="room")
    assert send_digests(at=now + 2 * HOUR) == 1
    mail = digests()[0]
    stop = mail.unsubscribe_url
    manage = next(line for line in mail.text.splitlines() if "/volgen/kiezen/" in line)
    assert (mail.to, mail.subject) == ("an@example.nl", "Nieuws van Buurttuin aan de Assendorperdijk")
    assert mail.text == (
        "Goedendag,\n"
        "\n"
        "Dit is er gebeurd bij wat u volgt.\n"
        "\n"
        "Buurttuin aan de Assendorperdijk (Assendorp)\n"
        "- De gemeente nam een positie in: ontwikkelingsruimte.\n"
        "- De initiatiefnemer schrijft:\n"
        "> Wij beginnen zaterdag\n"
        "> Kom ook, om tien uur.\n"
        "http://localhost:8000/initiatieven/buurttuin/\n"
        "\n"
        "U hoeft niets te doen. U krijgt hoogstens één keer per dag een e-mail, en alleen als er nieuws is.\n"
        "\n"
        "Vragen? Bel 14 038.\n"
        "\n"
        "Kies zelf wat u volgt:\n"
        f"{manage}\n"
        "\n"
        "Stop met al deze e-mails:\n"
        f"{stop}\n"
        "\n"
        "Met vriendelijke groet,\n"
        "Initiatiefrijk Zwolle\n"
    )
    sent = build(mail).decode()
    assert sent.split("\r\n")[:2] == [
        f"List-Unsubscribe: <{stop}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]


def test_without_news_no_mail(shown_case, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    assert send_digests(at=now + DAY) == 0
    assert (digests(), Follower.objects.get().told_on) == ([], None)


def test_what_nobody_confirmed_hears_nothing(shown_case, initiator, now):
    ask_to_follow(subject=shown_case, email="an@example.nl", language="nl", asked_from="10.0.0.1", at=now)
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 0


def test_one_a_day_also_when_the_job_runs_again(shown_case, initiator, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    assert [send_digests(at=now + 2 * HOUR) for _time in range(2)] == [1, 0]
    tell(shown_case, initiator, now + 3 * HOUR, title="Later op de dag")
    assert send_digests(at=now + 4 * HOUR) == 0
    assert send_digests(at=now + DAY) == 1
    assert ["Later op de dag" in mail.text for mail in digests()] == [False, True]
    assert ["Wij beginnen zaterdag" in mail.text for mail in digests()] == [True, False]


def test_without_the_mark_of_the_day_there_would_be_two(shown_case, initiator, fan, now):
    """The control."""
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    send_digests(at=now + 2 * HOUR)
    tell(shown_case, initiator, now + 3 * HOUR)
    Follower.objects.update(told_on=None)
    assert send_digests(at=now + 4 * HOUR) == 1


def test_what_follows_a_wijk_a_theme_and_the_initiative_is_told_once(shown_case, initiator, fan, now):
    for subject in (shown_case, shown_case.wijk, shown_case.theme):
        follow_as(subject=subject, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    send_digests(at=now + 2 * HOUR)
    assert digests()[0].text.count("Wij beginnen zaterdag") == 1


def test_a_new_initiative_in_the_wijk(initiative, guide, fan, now):
    follow_as(subject=initiative.wijk, by=fan, at=now)
    initiative.public_consent_at = now
    initiative.save()
    publication.publish(initiative=initiative, by=guide, at=now + HOUR)
    send_digests(at=now + 2 * HOUR)
    assert "- Het initiatief staat op deze site." in digests()[0].text


def test_positions_and_outcomes_through_the_actions(shown_case, guide, fan, now):
    follow_as(subject=shown_case.theme, by=fan, at=now)
    position.take_position(
        initiative=shown_case,
        kind=PositionKind.SPOTLIGHT,
        reason="Mooi plan.",
        may_expect="Aandacht.",
        may_not_expect="Geld.",
        review_on=date(2026, 9, 1),
        by=guide,
        at=now + HOUR,
    )
    outcome.record_outcome(
        initiative=shown_case,
        outcome=Outcome.INDEPENDENT,
        note="Het loopt goed.",
        closes=False,
        by=guide,
        at=now + HOUR,
    )
    send_digests(at=now + 2 * HOUR)
    assert [line for line in digests()[0].text.splitlines() if line.startswith("- ")] == [
        "- De gemeente nam een positie in: in de spotlights.",
        "- Zo gaat het nu: loopt zelfstandig.",
    ]


def test_what_is_not_public_now_is_not_told(shown_case, initiator, guide, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    publication.unpublish(initiative=shown_case, reason="Kan niet.", by=guide, at=now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 0


@pytest.mark.parametrize("away", ["withdrawn", "taken_down"])
def test_news_that_is_gone_is_not_told(shown_case, initiator, guide, fan, now, away):
    follow_as(subject=shown_case, by=fan, at=now)
    news = tell(shown_case, initiator, now + HOUR)
    if away == "withdrawn":
        withdraw_news(news=news, by=initiator, at=now + HOUR)
    else:
        take_down_news(news=news, reason="Namen.", by=guide, at=now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 0


def test_what_happened_before_one_followed_is_not_told(shown_case, initiator, fan, now):
    tell(shown_case, initiator, now - HOUR)
    follow_as(subject=shown_case, by=fan, at=now)
    assert send_digests(at=now + HOUR) == 0


def test_what_was_written_a_moment_ago_is_told_the_day_after(shown_case, initiator, fan, now):
    """Its transaction may not be over yet."""
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + HOUR + timedelta(minutes=4)) == 0
    assert send_digests(at=now + HOUR + timedelta(minutes=6)) == 1


def test_internal_and_initiators_lines_stay_inside(shown_case, guide, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    for audience in (Audience.INTERNAL, Audience.INITIATOR):
        case.story(shown_case, event="outcome", audience=audience, at=now + HOUR, by=guide, outcome="independent")
    assert send_digests(at=now + 2 * HOUR) == 0


def test_each_in_their_own_language(shown_case, initiator, now):
    for language in ("nl", "en"):
        user = UserFactory(email=f"{language}@example.nl", language=language)
        follow_as(subject=shown_case, by=user, at=now)
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 2
    assert [(mail.language, mail.subject) for mail in digests()] == [
        ("nl", "Nieuws van Buurttuin aan de Assendorperdijk"),
        ("en", "News of Buurttuin aan de Assendorperdijk"),
    ]
    assert "/en/volgen/stop/" in digests()[1].unsubscribe_url


def test_what_people_write_is_quoted(shown_case, initiator, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(
        shown_case,
        initiator,
        now + HOUR,
        title="Klik",
        text="Ga naar https://evil.example nu\nStop met:\nhttps://x.example",
    )
    send_digests(at=now + 2 * HOUR)
    quoted = [line for line in digests()[0].text.splitlines() if "evil.example" in line or "x.example" in line]
    assert quoted == ["> Ga naar https://evil.example nu", "> https://x.example"]
    assert 'href="https://evil.example' not in build(digests()[0]).decode()


def test_who_changed_address_gets_it_there_and_once(shown_case, initiator, fan, assendorp, now):
    follow_as(subject=shown_case, by=fan, at=now)
    other = UserFactory(email="nieuw@example.nl")
    follow_as(subject=shown_case, by=other, at=now)
    follow_as(subject=assendorp, by=other, at=now)
    Follower.objects.filter(user=other).update(user=None)
    other.email = "weg@example.nl"
    other.save()
    fan.email = "nieuw@example.nl"
    fan.save()
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 1
    assert [mail.to for mail in digests()] == ["nieuw@example.nl"]
    assert [str(follow.kind) for follow in Follower.objects.get().follows.order_by("pk")] == ["initiatief", "wijk"]


def test_who_was_told_today_is_not_told_again_at_a_new_address(shown_case, initiator, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + 2 * HOUR) == 1
    other = UserFactory(email="nieuw@example.nl")
    follow_as(subject=shown_case, by=other, at=now)
    Follower.objects.filter(user=other).update(user=None)
    other.email = "weg@example.nl"
    other.save()
    fan.email = "nieuw@example.nl"
    fan.save()
    tell(shown_case, initiator, now + 3 * HOUR)
    assert send_digests(at=now + 4 * HOUR) == 0
    assert Follower.objects.get().email == "nieuw@example.nl"


def test_a_weeks_silence_is_the_longest(shown_case, initiator, fan, now):
    follow_as(subject=shown_case, by=fan, at=now)
    tell(shown_case, initiator, now + HOUR)
    assert send_digests(at=now + 8 * DAY) == 0


def test_queries_do_not_grow_with_followers(shown_case, initiator, now):
    counts = []
    for number in (1, 3):
        while Follower.objects.count() < number:
            follow_as(subject=shown_case, by=UserFactory(), at=now)
        tell(shown_case, initiator, now + number * DAY)
        with CaptureQueriesContext(connection) as seen:
            assert send_digests(at=now + number * DAY + HOUR) == number
        counts.append(len([query for query in seen if "AUDIT" not in query["sql"].upper()]))
    assert counts[0] == counts[1]


def test_the_hour_is_a_setting(settings):
    assert (DIGEST.every, DIGEST.hour, settings.DIGEST_HOUR) == (DAY, 16, 16)


def test_many_initiatives_are_counted(guide, fan, town, now):
    theme = Theme.objects.first()
    follow_as(subject=theme, by=fan, at=now)
    colleague("Mia Mol", Role.EDITOR)
    for _number in range(22):
        each = InitiativeFactory(public=True, owned=True, theme=theme)
        MemberFactory(initiative=each, user=guide)
        tell(each, guide, now + HOUR)
    send_digests(at=now + 2 * HOUR)
    mail = digests()[0]
    assert mail.subject == "Nieuws van 22 initiatieven in Zwolle"
    assert mail.text.count("De initiatiefnemer schrijft:") == 20
    assert "En er is nieuws van nog 2 initiatieven." in mail.text
