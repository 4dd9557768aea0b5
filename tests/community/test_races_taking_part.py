"""Two people at once with an offer of help, a report or one address that follows: on PostgreSQL, through the pages.

Each with its negative control: a twin without the lock, in which the same presses do go wrong.
"""

from datetime import datetime
from functools import partial
from itertools import count

import pytest
from django.core.cache import cache
from django.db import IntegrityError

from accounts.models import User
from community.actions import digest, flags, help_offers, moderation
from community.actions import following as actions
from community.actions.flags import report
from community.actions.following import ask_to_follow, confirm_follow, follow_as
from community.actions.help_offers import offer_help, withdraw_offer
from community.actions.news import write_news
from community.models import Flag, Follow, Follower, HelpOffer, News, Takedown
from community.queries.following import manage_token, stop_token
from community.queries.help_offers import own_token
from core.models import AuditEntry, OutgoingMail, Throttle
from initiatives.models import Initiative
from tests.community.racing import browser, press, together, wait_for_each_other, without_locks
from tests.factories import MemberFactory, UserFactory
from tests.world import colleague

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = [3, pytest.param(100, marks=pytest.mark.torture)]
YES = {"do": "accept", "yes-reply": "Graag, kom zaterdag langs.", "yes-shares": "email"}
NO = {"do": "decline", "no-reply": "Wij hebben genoeg handen."}
TOO_LATE = "Dat kan niet meer"


@pytest.fixture(autouse=True)
def _now(now: datetime, time_machine) -> None:
    time_machine.move_to(now, tick=False)
    cache.clear()


@pytest.fixture
def second(shown_case: Initiative) -> User:
    """Somebody else of the initiator's side."""
    return MemberFactory(initiative=shown_case, user=UserFactory(), role="co_initiator").user


number = count()


def waiting_offer(case: Initiative, helper: User, now: datetime) -> HelpOffer:
    Throttle.objects.all().delete()
    said = {"gift": "hands", "what": "Twee handen.", "available": "Zaterdag", "name": "Hanna"}
    reached = {"email": helper.email, "phone": "", "reach": "email", "language": "nl", "user": helper}
    return offer_help(initiative=case, asked_from=f"x{next(number)}", at=now, **said, **reached)


def answers(offer: HelpOffer) -> list[str]:
    kinds = ("community.help_accepted", "community.help_declined")
    return list(OutgoingMail.objects.filter(to=offer.email, kind__in=kinds).values_list("kind", flat=True))


# --- An offer of help ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rounds", ROUNDS)
def test_yes_and_no_to_one_offer_at_once_are_one_answer(shown_case, initiator, second, outsider, now, rounds):
    first, other = browser(initiator), browser(second)
    for _round in range(rounds):
        OutgoingMail.objects.all().delete()
        offer = waiting_offer(shown_case, outsider, now)
        page = f"/mijn/{shown_case.number}/hulp/{offer.pk}/"
        done = together(lambda p=page: press(first, p, **YES), lambda p=page: press(other, p, **NO))
        assert sorted(status for status, _text in done) == [200, 302]
        typed, text = next((word, text) for word, (status, text) in zip((YES, NO), done, strict=True) if status == 200)
        assert TOO_LATE in text
        assert (typed.get("yes-reply") or typed["no-reply"]) in text
        offer.refresh_from_db()
        assert answers(offer) == [f"community.help_{offer.state}"]


def test_without_the_lock_the_helper_reads_yes_and_no(shown_case, initiator, second, outsider, now, monkeypatch):
    """The negative control."""
    offer = waiting_offer(shown_case, outsider, now)
    page = f"/mijn/{shown_case.number}/hulp/{offer.pk}/"
    without_locks(monkeypatch, Initiative, HelpOffer)
    wait_for_each_other(monkeypatch, help_offers, "require_offer")
    first, other = browser(initiator), browser(second)
    done = together(lambda: press(first, page, **YES), lambda: press(other, page, **NO))
    assert [status for status, _text in done] == [302, 302]
    assert sorted(answers(offer)) == ["community.help_accepted", "community.help_declined"]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_taking_an_offer_back_while_it_is_accepted_gives_no_address_away_afterwards(
    shown_case, initiator, outsider, now, rounds
):
    first, visitor = browser(initiator), browser()
    for _round in range(rounds):
        offer = waiting_offer(shown_case, outsider, now)
        page = f"/mijn/{shown_case.number}/hulp/{offer.pk}/"
        done = together(
            lambda p=page: press(first, p, **YES),
            lambda o=offer: press(visitor, f"/hulp/{own_token(o)}/", do="withdraw"),
        )
        assert {status for status, _text in done} <= {200, 302}
        offer.refresh_from_db()
        told = AuditEntry.objects.filter(subject_id=offer.pk, verb__in=("help.accepted", "help.withdrawn"))
        said = list(told.order_by("pk").values_list("verb", flat=True))
        assert said in (["help.withdrawn"], ["help.accepted", "help.withdrawn"], ["help.accepted"])
        assert f"help.{offer.state}" == said[-1]


def test_one_form_of_help_sent_ten_times_is_one_offer(shown_case, outsider, now):
    cache.clear()
    client = browser(outsider)
    fields = {"gift": "hands", "what": "Twee handen.", "available": "Zaterdag", "name": "Hanna", "reach": "email"}
    done = together(
        *[lambda: press(client, f"/initiatieven/{shown_case.slug}/helpen/", key="k" * 32, phone="", **fields)[0]] * 4
    )
    assert (set(done), HelpOffer.objects.count()) == ({302}, 1)
    assert OutgoingMail.objects.filter(to=outsider.email, kind="community.help_received").count() == 1


# --- Following -------------------------------------------------------------------------------------------------------
def test_one_address_that_asks_five_times_at_once_follows_once(town, theme, now):
    clients = [browser() for _ in range(5)]
    page = f"/volgen/thema/{theme.slug}/"
    done = together(*[lambda c=client: press(c, page, email="ada@example.nl")[0] for client in clients])
    assert set(done) == {302}
    assert (Follower.objects.count(), Follow.objects.count()) == (1, 1)


def test_without_the_lock_one_of_two_would_fall_over(town, theme, now, monkeypatch):
    """The negative control: both see that nothing is followed yet, and the database refuses the second."""
    follow_as(subject=theme, by=UserFactory(email="ada@example.nl"), at=now)
    Follow.objects.all().delete()
    without_locks(monkeypatch, Follower)
    wait_for_each_other(monkeypatch, actions, "followed_by")
    ask = lambda: ask_to_follow(subject=theme, email="ada@example.nl", language="nl", asked_from="x", at=now)  # noqa: E731
    assert sorted(map(str, together(ask, ask))) == [str(IntegrityError), "None"]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_asking_confirming_choosing_and_stopping_at_once_never_fall_over(town, theme, assendorp, now, rounds):
    clients = [browser() for _ in range(5)]
    for _round in range(rounds):
        Throttle.objects.all().delete()
        OutgoingMail.objects.all().delete()
        ask_to_follow(subject=theme, email="ada@example.nl", language="nl", asked_from="x", at=now)
        mailed = OutgoingMail.objects.get().text
        follower = Follower.objects.get()
        confirm = f"/volgen/bevestigen/{mailed.partition('/volgen/bevestigen/')[2].split('/')[0]}/"
        manage, stop = f"/volgen/kiezen/{manage_token(follower)}/", f"/volgen/stop/{stop_token(follower)}/"
        done = together(
            partial(press, clients[0], confirm),
            partial(press, clients[1], stop),
            partial(press, clients[2], manage, language="en"),
            partial(press, clients[3], manage, stop=str(Follow.objects.values_list("pk", flat=True).first() or 1)),
            lambda: press(clients[4], f"/volgen/wijk/{assendorp.slug}/", email="ada@example.nl"),
        )
        assert {status for status, _text in done} <= {200, 302, 404}
        assert Follow.objects.filter(theme=theme).count() == 0
        Follower.objects.all().delete()


def test_who_takes_for_granted_that_the_row_is_there_falls_over(town, theme, now, monkeypatch):
    """The negative control: what stopping does to who comes a moment later."""
    follow_as(subject=theme, by=UserFactory(email="ada@example.nl"), at=now)
    follower = Follower.objects.get()
    actions.stop_everything(follower=follower, at=now)
    actions.stop_following(follower=follower, pk=1, at=now)
    monkeypatch.setattr(actions, "_lock", lambda gone: Follower.objects.select_for_update().get(pk=gone.pk))
    with pytest.raises(Follower.DoesNotExist):
        actions.stop_following(follower=follower, pk=1, at=now)


# --- The digest ------------------------------------------------------------------------------------------------------
def followers_with_news(case: Initiative, initiator: User, now: datetime, many: int) -> None:
    for turn in range(many):
        email = f"volger{turn}@example.nl"
        follow_as(subject=case, by=User.objects.filter(email=email).first() or UserFactory(email=email), at=now)
    later = now.replace(hour=14)
    write_news(initiative=case, title="De bollen staan", text="Kijk maar.", language="nl", by=initiator, at=later)
    OutgoingMail.objects.all().delete()


def digests() -> list[str]:
    return sorted(OutgoingMail.objects.filter(kind="community.digest").values_list("to", flat=True))


@pytest.mark.parametrize("rounds", [2, pytest.param(60, marks=pytest.mark.torture)])
def test_two_workers_at_once_write_one_digest_to_each(shown_case, initiator, now, rounds, time_machine):
    for turn in range(rounds):
        Follower.objects.all().delete()
        News.objects.all().delete()
        followers_with_news(shown_case, initiator, now, 12)
        at = now.replace(hour=18)
        done = together(*[partial(digest.send_digests, at=at)] * 4)
        assert (turn, sum(done)) == (turn, 12)
        assert digests() == sorted(f"volger{turn}@example.nl" for turn in range(12))


def test_without_the_lock_each_worker_writes_to_everybody(shown_case, initiator, now, monkeypatch):
    """The negative control."""
    followers_with_news(shown_case, initiator, now, 3)
    without_locks(monkeypatch, Follower)
    wait_for_each_other(monkeypatch, digest, "digest")
    done = together(*[lambda: digest.send_digests(at=now.replace(hour=18))] * 2)
    assert (done, len(digests())) == ([3, 3], 6)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_stopping_while_the_digest_goes_out(shown_case, initiator, now, rounds):
    client = browser()
    for _round in range(rounds):
        Follower.objects.all().delete()
        News.objects.all().delete()
        followers_with_news(shown_case, initiator, now, 4)
        leaver = Follower.objects.get(email="volger0@example.nl")
        at, page = now.replace(hour=18), f"/volgen/stop/{stop_token(leaver)}/"
        send = partial(digest.send_digests, at=at)
        sent, other, pressed = together(send, send, lambda p=page: press(client, p))
        assert pressed[0] == 200
        assert (sent + other, digests().count("volger0@example.nl")) in ((3, 0), (4, 1))
        assert not Follower.objects.filter(email="volger0@example.nl").exists()
        assert digest.send_digests(at=at) == 0


# --- Moderation ------------------------------------------------------------------------------------------------------
@pytest.fixture
def other_moderator(db: None) -> User:
    return colleague("Mo Tweede", "editor")


def flagged(case: Initiative, now: datetime, news: News | None = None) -> Flag:
    facts = {"kind": "untrue", "text": "Dit klopt niet.", "email": "melder@example.nl", "language": "nl"}
    Throttle.objects.all().delete()
    return report(initiative=case, news=news, asked_from="x", at=now, **facts)


def told_reporter() -> int:
    return OutgoingMail.objects.filter(to="melder@example.nl").count()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_moderators_answer_one_report_at_once(shown_case, guide, other_moderator, now, rounds):
    first, other = browser(guide), browser(other_moderator)
    for _round in range(rounds):
        OutgoingMail.objects.all().delete()
        page = f"/werkplek/meldingen/{flagged(shown_case, now).pk}/"
        done = together(
            lambda p=page: press(first, p, answer="Wij lieten het staan."),
            lambda p=page: press(other, p, answer="Wij pasten het aan."),
        )
        assert sorted(status for status, _text in done) == [200, 302]
        text = next(text for status, text in done if status == 200)
        assert "Een collega heeft deze melding al beantwoord." in text
        assert told_reporter() == 1


def test_without_the_lock_the_reporter_reads_two_answers(shown_case, guide, other_moderator, now, monkeypatch):
    """The negative control."""
    page = f"/werkplek/meldingen/{flagged(shown_case, now).pk}/"
    without_locks(monkeypatch, Flag)
    wait_for_each_other(monkeypatch, flags, "require_flag")
    first, other = browser(guide), browser(other_moderator)
    done = together(lambda: press(first, page, answer="Ja."), lambda: press(other, page, answer="Nee."))
    assert ([status for status, _text in done], told_reporter()) == ([302, 302], 2)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_moderators_take_one_thing_down_at_once(shown_case, news, guide, other_moderator, now, rounds):
    first, other = browser(guide), browser(other_moderator)
    for turn in range(rounds):
        page = f"/werkplek/meldingen/bericht/{news.pk}/weghalen/"
        done = together(*[lambda c=client, p=page: press(c, p, reason="Kwetsend.") for client in (first, other)])
        assert sorted(status for status, _text in done) in ([200, 302], [302, 404])
        assert Takedown.objects.count() == turn + 1
        News.objects.filter(pk=news.pk).update(state="shown")


def test_without_the_lock_it_is_taken_down_twice(shown_case, news, guide, other_moderator, now, monkeypatch):
    """The negative control."""
    without_locks(monkeypatch, News, Initiative)
    wait_for_each_other(monkeypatch, moderation, "require_news")
    page = f"/werkplek/meldingen/bericht/{news.pk}/weghalen/"
    first, other = browser(guide), browser(other_moderator)
    together(*[lambda c=client: press(c, page, reason="Kwetsend.") for client in (first, other)])
    assert Takedown.objects.count() == 2


def test_two_others_decide_on_one_request_at_once(shown_case, news, initiator, guide, other_moderator, now):
    made = moderation.take_down_news(news=news, reason="Kwetsend.", by=guide, at=now)
    moderation.appeal(takedown=made, word="Het is waar.", by=initiator, at=now)
    third = colleague("Ans Derde", "guide")
    page = f"/werkplek/meldingen/weggehaald/{made.pk}/"
    clients = [browser(other_moderator), browser(third)]
    said = [{"verdict": "back", "reason": "Het mag."}, {"verdict": "away", "reason": "Het blijft weg."}]
    done = together(*[lambda c=c, s=s: press(c, page, **s) for c, s in zip(clients, said, strict=True)])
    assert sorted(status for status, _text in done) == [200, 302]
    made.refresh_from_db()
    news.refresh_from_db()
    assert (made.state, news.state) in (("reversed", "shown"), ("upheld", "taken_down"))
    assert AuditEntry.objects.filter(verb__in=("takedown.reversed", "takedown.upheld")).count() == 1


def test_withdrawing_and_confirming_in_the_same_moment(shown_case, now):
    """An offer of a visitor: the mailbox says yes while the helper takes it back."""
    facts = {"gift": "hands", "what": "Twee handen.", "available": "Zaterdag", "name": "Hanna", "reach": "email"}
    reached = {"email": "hanna@example.nl", "phone": "", "language": "nl", "asked_from": "x"}
    offer = offer_help(initiative=shown_case, at=now, **facts, **reached)
    secret = OutgoingMail.objects.get().text.partition("/hulp/bevestigen/")[2].split("/")[0]
    done = together(
        lambda: press(browser(), f"/hulp/bevestigen/{secret}/")[0], lambda: withdraw_offer(offer=offer, at=now).state
    )
    offer.refresh_from_db()
    assert (offer.state, done[1]) == ("withdrawn", "withdrawn")
    assert done[0] in {302, 404}


def test_confirming_five_times_at_once_is_once(town, theme, now):
    ask_to_follow(subject=theme, email="ada@example.nl", language="nl", asked_from="x", at=now)
    secret = OutgoingMail.objects.get().text.partition("/volgen/bevestigen/")[2].split("/")[0]
    done = together(*[lambda: confirm_follow(secret=secret, at=now).confirmed_at] * 5)
    assert (set(done), AuditEntry.objects.filter(verb="follow.confirmed").count()) == ({now}, 1)
