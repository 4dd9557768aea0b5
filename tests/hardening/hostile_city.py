"""The part of town around the initiatives, in hostile words: agenda, following, news, help, reports, hubs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from community.actions import event as events
from community.actions import event_report, flags, following, help_offers, moderation, news, referral, registration
from community.actions.digest import send_digests
from community.actions.event_facts import EventFacts, Visitor
from community.actions.event_kinds import load_event_kinds
from community.actions.hub_defaults import load_hubs
from community.actions.referral_reply import add_words, record_outcome, reply
from community.enums.hubs import HubAnswer, ReferralOutcome
from community.models import EventKind, Hub, Takedown
from community.queries.following import manage_token, stop_token
from community.queries.help_offers import own_token
from community.queries.registration import token_of
from community.records import Contact, HubReply
from core.files import Upload
from core.models import OutgoingMail
from initiatives.models import Initiative
from tests.factories import InitiativeFactory, MemberFactory
from tests.hardening.payloads import Ink

Places = dict[str, dict[str, list[Any]]]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Crowd:
    """Who plays in the city, and the case it is about."""

    case: Initiative
    initiator: User
    guide: User
    ep_member: User
    jack: User


def photo(ink: Ink) -> Upload:
    """A photo with a hostile name."""
    return Upload(
        kind="photo", name=ink.write(150), content_type="image/webp", content=b"x", small=b"x", width=4, height=3
    )


def own_case(who: Crowd, ink: Ink, **facts: Any) -> Initiative:
    """Another public initiative of the same initiator."""
    case = InitiativeFactory(owned=True, public=True, title=ink.write(80), owner=who.guide, **facts)
    MemberFactory(initiative=case, user=who.initiator)
    return case


def mailed(word: str) -> str:
    """The secret in the newest mail with this address in it."""
    text = OutgoingMail.objects.filter(text__contains=word).latest("pk").text
    return text.partition(word)[2].split("/")[0]


def city(who: Crowd, ink: Ink, now: datetime) -> Places:
    """Let everybody take part; returns what stands in the addresses."""
    return {
        **agenda(who, ink, now),
        **taking_part(who, ink, now),
        **hubs(who, ink, now),
    }


def agenda(who: Crowd, ink: Ink, now: datetime) -> Places:
    """An event to come, one that was, one that is cancelled, a draft; somebody registered, waits and went away."""
    load_event_kinds()

    def facts(days: int) -> EventFacts:
        return EventFacts(
            kind=EventKind.objects.get(slug="stadsexpeditie"),
            title=ink.write(100),
            text=ink.write(2_000),
            starts_at=now + days * DAY,
            ends_at=now + days * DAY + timedelta(hours=2),
            place=ink.write(120),
            link=ink.url(),
            access=ink.write(300),
            audience=ink.write(120),
            capacity=1,
            initiatives=[who.case],
        )

    def online(days: int, at: datetime) -> Any:
        return events.publish_event(
            event=events.plan_event(facts=facts(days), by=who.guide, at=at), by=who.guide, at=at
        )

    coming, over, off = online(9, now), online(-2, now - 9 * DAY), online(8, now)
    draft = events.plan_event(facts=facts(7), by=who.guide, at=now)
    guests = [
        Visitor(name=ink.write(80), email=f"gast{number}@example.nl", language="nl", access_needs=ink.write(300))
        for number in range(3)
    ]
    rows = [registration.register(event=coming, visitor=guest, at=now) for guest in guests]
    registration.withdraw(registration=rows[0], by=None, at=now)
    registration.register(event=over, visitor=guests[0], at=now - 8 * DAY)
    events.cancel_event(event=off, version=off.version, reason=ink.write(300), by=who.guide, at=now)
    came = {"came": 1, "text": ink.write(2_000), "visibility": "public", "present": []}
    event_report.write_report(event=over, version=0, **came, by=who.guide, at=now)
    return {
        "agenda/": {"slug": [coming.slug, over.slug, off.slug], "token": [token_of(rows[1])]},
        "werkplek/agenda/": {"slug": [coming.slug, over.slug, off.slug, draft.slug], "pk": [rows[1].pk]},
        "werkplek/agenda/<slug:slug>/verslag/": {"slug": [over.slug]},
        "werkplek/agenda/<slug:slug>/les/": {"slug": [over.slug]},
        "werkplek/agenda/<slug:slug>/belofte/": {"slug": [over.slug]},
        "werkplek/agenda/<slug:slug>/weggooien/": {"slug": [draft.slug]},
        "werkplek/agenda/<slug:slug>/publiceren/": {"slug": [draft.slug]},
    }


def taking_part(who: Crowd, ink: Ink, now: datetime) -> Places:
    """Somebody follows, offers help and reports; the initiator tells news; a moderator takes things down."""
    case = own_case(who, ink)
    following.follow_as(subject=case, by=who.ep_member, at=now - DAY)
    asked = {"email": "volger@example.nl", "language": "nl", "asked_from": "x", "at": now}
    following.ask_to_follow(subject=case, **asked)
    secret = mailed("/volgen/bevestigen/")
    told = {"language": "nl", "by": who.initiator, "at": now - timedelta(hours=2)}
    shown, gone = (
        news.write_news(
            initiative=case,
            title=ink.write(80),
            text=ink.write(1_500),
            upload=photo(ink),
            description=ink.write(200),
            **told,
        )
        for _turn in range(2)
    )
    send_digests(at=now)
    said = {"email": ink.address(), "language": "nl", "asked_from": "x", "at": now}
    flag = flags.report(initiative=case, news=shown, kind="untrue", text=ink.write(1_000), **said)
    closed = flags.report(initiative=case, kind="other", text=ink.write(1_000), **said)
    flags.answer_flag(flag=closed, answer=ink.write(1_000), by=who.guide, at=now)
    down = moderation.take_down_news(news=gone, reason=ink.write(1_000), by=who.guide, at=now)
    moderation.appeal(takedown=down, word=ink.write(1_000), by=who.initiator, at=now)
    offers = help_in(case, who, ink, now)
    follower = case.follows.select_related("follower").earliest("pk").follower
    return {
        "volgen/": {
            "secret": [secret],
            "kind": ["initiatief"],
            "slug": [case.slug],
            "pk": [case.follows.earliest("pk").pk],
        },
        "volgen/kiezen/": {"token": [manage_token(follower)]},
        "volgen/stop/": {"token": [stop_token(follower)]},
        "initiatieven/<slug:slug>/berichten/": {"slug": [case.slug], "pk": [shown.pk]},
        "initiatieven/<slug:slug>/helpen/": {"slug": [case.slug]},
        "initiatieven/<slug:slug>/melden/": {"slug": [case.slug]},
        "initiatieven/bericht/foto/": {"token": [shown.token]},
        "mijn/<str:number>/nieuws/": {"number": [case.number], "pk": [shown.pk]},
        "mijn/<str:number>/weggehaald/": {"number": [case.number], "pk": [down.pk]},
        "werkplek/meldingen/": {"pk": [flag.pk, closed.pk], "kind": ["bericht"]},
        "werkplek/meldingen/<slug:kind>/": {"pk": [shown.pk], "kind": ["bericht"]},
        "werkplek/meldingen/weggehaald/": {
            "pk": [down.pk, *Takedown.objects.exclude(pk=down.pk).values_list("pk", flat=True)]
        },
        **offers,
    }


def help_in(case: Initiative, who: Crowd, ink: Ink, now: datetime) -> Places:
    """Offers that wait, were accepted, declined, and taken down after a report; one that nobody confirmed."""

    def offer(user: User | None) -> Any:
        return help_offers.offer_help(
            initiative=case,
            gift="hands",
            what=ink.write(1_000),
            available=ink.write(200),
            name=ink.write(100),
            email=user.email if user else ink.address(),
            phone="0612345678",
            reach="both",
            language="nl",
            asked_from=str(ink.place),
            user=user,
            at=now,
        )

    yes, no, down, waiting = offer(who.ep_member), offer(who.ep_member), offer(who.ep_member), offer(who.guide)
    offer(None)
    secret = mailed("/hulp/bevestigen/")
    help_offers.accept_offer(offer=yes, reply=ink.write(1_000), shares="email", by=who.initiator, at=now)
    help_offers.decline_offer(offer=no, reply=ink.write(1_000), by=who.initiator, at=now)
    moderation.take_down_offer(offer=down, reason=ink.write(1_000), by=who.guide, at=now)
    return {
        "hulp/": {"token": [own_token(one) for one in (down, yes, no, waiting)], "secret": [secret]},
        "mijn/<str:number>/hulp/": {"number": [case.number], "pk": [waiting.pk, yes.pk, no.pk]},
    }


def hubs(who: Crowd, ink: Ink, now: datetime) -> Places:
    """A hub that answered, asked something and got words; a question that waits for the initiator."""
    load_hubs()
    hub = Hub.objects.create(
        name=ink.write(120),
        slug="knoop",
        does=ink.write(1_000),
        does_en=ink.write(1_000),
        website=ink.url(),
        email="post@hub.example",
        phone=ink.write(20),
        referral_email="vragen@hub.example",
    )
    hub.help_given.create(kind="place")
    rows = []
    for turn in range(3):
        case = own_case(who, ink)
        words = {"question": ink.write(1_000), "reason": ink.write(1_000)}
        row = referral.propose(initiative=case, hub=hub, **words, by=who.guide, at=now)
        rows.append(row)
        if turn:
            contact = Contact(name=ink.write(80), email="x@example.nl", phone=ink.write(20))
            seen = referral.letter(row, contact, at=now).seen
            referral.consent(referral=row, contact=contact, seen=seen, by=who.initiator, at=now)
    open_secret = mailed("/knooppunten/antwoord/")
    sent = OutgoingMail.objects.filter(to="vragen@hub.example").earliest("pk").text
    first = sent.partition("/knooppunten/antwoord/")[2].split("/")[0]
    answer = HubReply(answer=HubAnswer.QUESTIONED, text=ink.write(1_000), contact=ink.write(100))
    reply(secret=first, given=answer, at=now)
    add_words(referral=rows[1], text=ink.write(1_000), by=who.initiator, at=now)
    reply(secret=open_secret, given=HubReply(answer=HubAnswer.TAKEN_UP, text=ink.write(900), contact=""), at=now)
    helped = {"outcome": ReferralOutcome.HELPED, "text": ink.write(900)}
    record_outcome(referral=rows[2], **helped, by=who.initiator, at=now)
    open_secret = mailed("/knooppunten/antwoord/")
    numbers = [row.initiative.number for row in rows]
    return {
        "knooppunten/": {"slug": [hub.slug], "secret": [open_secret]},
        "mijn/<slug:number>/knooppunt/": {"number": [numbers[0]], "pk": [rows[0].pk]},
        "werkplek/knooppunten/": {"slug": [hub.slug], "pk": [row.pk for row in rows], "word": ["antwoord"]},
        "werkplek/<slug:number>/knooppunt/": {"number": [who.case.number]},
    }
