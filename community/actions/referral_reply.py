"""What happens after a question went to a hub: its answer, a question back, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions import referral_moves as moves
from community.enums.hubs import HubAnswer, ReferralOutcome, ReferralState, Speaker
from community.models import Referral, ReferralLink, ReferralWord
from community.notices import hubs as notices
from community.records import Contact, HubReply
from core import audit, outbox
from core.refusal import Refusal

NEEDS_WORDS = {HubAnswer.QUESTIONED, HubAnswer.DECLINED}


class LinkRefused(Refusal):
    """This link to the reply form serves nobody, or nobody any more."""


@dataclass(frozen=True)
class Opened:
    """What a link to the reply form opens: the referral with whom to turn to, and why it cannot be answered, if so."""

    referral: Referral
    contact: Contact
    obstacle: LinkRefused | None
    expires_at: datetime


def find(*, secret: str, at: datetime) -> Opened:
    """What a link opens; opening it changes nothing. Raises LinkRefused for a link that never was."""
    link = _link(secret)
    contact = moves.contact_of(link.referral)
    return Opened(link.referral, contact, _obstacle(link.referral, link, at=at), link.expires_at)


@transaction.atomic
def reply(*, secret: str, given: HubReply, at: datetime) -> Referral:
    """The hub answers through its link; both sides of the case hear it. The same answer twice is one answer.

    Raises LinkRefused for a link that never was, expired or served, and after the question was withdrawn; Refusal for
    an answer that needs words.
    """
    link = _link(secret)
    referral = moves.lock(link.referral)
    if _is_said_already(referral, given):
        return referral
    if obstacle := _obstacle(referral, link, at=at):
        raise obstacle
    _answer(referral, given, speaker=Speaker.HUB, by=None, at=at)
    return referral


@transaction.atomic
def note_answer(*, referral: Referral, given: HubReply, by: User, at: datetime) -> Referral:
    """A colleague writes down what the hub said on the telephone. Raises IllegalTransition, Refusal as `reply` does."""
    referral = moves.lock(referral)
    _answer(referral, given, speaker=Speaker.MUNICIPALITY, by=by, at=at)
    return referral


@transaction.atomic
def add_words(*, referral: Referral, text: str, by: User, at: datetime) -> Referral:
    """The initiator's side answers what the hub wanted to know; it goes there with the question and a new link.

    The same words twice go once. Raises IllegalTransition, Refusal without words.
    """
    referral = moves.lock(referral)
    text = text.strip()
    last = referral.words.last()
    if last and (last.speaker, last.text, last.by_id) == (Speaker.INITIATOR, text, by.pk):
        return referral
    if not text:
        raise Refusal(_("Schrijf eerst uw antwoord."), field="text")
    moves.send(referral, added=text, at=at)
    referral.save()
    word = referral.words.create(speaker=Speaker.INITIATOR, text=text, by=by, said_at=at)
    moves.tell_story(referral, "referral_added", by=by, at=at)
    audit.record(verb="referral.added", subject=referral, by=by, at=at)
    outbox.enqueue(*notices.added(referral, word), at=at)
    return referral


@transaction.atomic
def record_outcome(*, referral: Referral, outcome: ReferralOutcome, text: str, by: User, at: datetime) -> Referral:
    """Write down what came of it in the end, by either side; the last one to say so stands.

    Raises Refusal when the hub did not help.
    """
    referral = moves.lock(referral)
    if referral.state not in ReferralState.helped():
        raise Refusal(_("Er is nog niets waar iets van kan komen."), field="outcome")
    if (referral.outcome, referral.outcome_text) == (outcome, text.strip()):
        return referral
    referral.outcome, referral.outcome_text, referral.outcome_at = outcome, text.strip(), at
    referral.save(update_fields=["outcome", "outcome_text", "outcome_at"])
    moves.tell_story(referral, f"referral_{outcome}", by=by, at=at)
    audit.record(verb="referral.outcome", subject=referral, by=by, at=at, after={"outcome": outcome})
    return referral


def _link(secret: str) -> ReferralLink:
    rows = ReferralLink.objects.select_related("referral__initiative", "referral__hub")
    link = rows.filter(secret_hash=moves.hash_secret(secret)).first()
    if link is None:
        raise LinkRefused(_("Deze link bestaat niet. Kijk of u het hele adres uit de e-mail heeft."))
    return link


def _obstacle(referral: Referral, link: ReferralLink, *, at: datetime) -> LinkRefused | None:
    if referral.state == ReferralState.WITHDRAWN:
        return LinkRefused(_("De vraag is ingetrokken. U hoeft niets meer te doen."))
    if referral.state == ReferralState.LAPSED or (referral.state == ReferralState.SENT and link.expires_at <= at):
        return LinkRefused(_("Deze link werkt niet meer. Wilt u alsnog antwoorden? Bel 14 038."))
    if referral.state != ReferralState.SENT:
        return LinkRefused(_("Op deze vraag is al geantwoord. Wilt u er iets aan toevoegen? Bel 14 038."))
    return None


def _is_said_already(referral: Referral, given: HubReply) -> bool:
    last = referral.words.last()
    if last is None or last.speaker != Speaker.HUB or referral.state != last.answer:
        return False
    return (last.answer, last.text, last.contact) == (given.answer, given.text.strip(), given.contact.strip())


def _answer(referral: Referral, given: HubReply, *, speaker: Speaker, by: User | None, at: datetime) -> None:
    if given.answer in NEEDS_WORDS and not given.text.strip():
        raise Refusal(_("Schrijf op wat u wilt weten, of waarom u niet kunt helpen."), field="text")
    moves.enter(referral, ReferralState(given.answer))
    referral.answered_at = referral.answered_at or at
    referral.save(update_fields=["state", "answered_at"])
    word: ReferralWord = referral.words.create(
        speaker=speaker,
        answer=given.answer,
        text=given.text.strip(),
        contact=given.contact.strip(),
        by=by,
        said_at=at,
    )
    moves.tell_story(referral, f"referral_{given.answer}", by=by, at=at)
    facts = {"answer": given.answer, "speaker": speaker}
    audit.record(verb="referral.answered", subject=referral, by=by, at=at, after=facts)
    outbox.enqueue(*notices.answered(referral, word), at=at)
