"""Ask a hub for an initiative: proposed, agreed to by the initiator's side, sent, or not sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions import referral_moves as moves
from community.enums.hubs import ReferralState
from community.models import Hub, Referral
from community.notices import hubs as notices
from community.queries.referral_terms import days_from
from community.records import Contact
from core import audit, limits, outbox
from core.refusal import Conflict, IllegalTransition, Refusal
from core.seen import mark
from initiatives.actions import case
from initiatives.models import Initiative
from teams.queries.people import initiators

DAY = 24 * 3600
PROPOSALS_A_DAY = 30
QUESTIONS_A_DAY = 5
QUESTIONS_A_DAY_TO_ONE_HUB = 40


def propose(*, initiative: Initiative, hub: Hub, question: str, reason: str, by: User, at: datetime) -> Referral:
    """Propose to the initiator's side to ask a hub; nothing goes to the hub.

    Raises Refusal without a text, for a hub that cannot be asked or was asked already, when nobody can agree, and
    after too many in a day.
    """
    _allow(by, hub, times=PROPOSALS_A_DAY, at=at)
    with transaction.atomic():
        initiative = case.lock(initiative)
        if not reason.strip():
            raise Refusal(_("Schrijf op waarom dit knooppunt past."), field="reason")
        _require_possible(initiative, hub, question)
        if not initiators(initiative):
            raise Refusal(_("Er is nog geen initiatiefnemer met een account die toestemming kan geven."))
        referral = initiative.referrals.create(
            hub=hub,
            state=ReferralState.PROPOSED,
            question=question.strip(),
            reason=reason.strip(),
            proposed_by=by,
            proposed_at=at,
        )
        moves.tell_story(referral, "referral_proposed", by=by, at=at)
        audit.record(verb="referral.proposed", subject=referral, by=by, at=at, after={"hub": hub.pk})
        outbox.enqueue(*notices.proposed(referral), at=at)
    return referral


def ask(
    *, initiative: Initiative, hub: Hub, question: str, contact: Contact, seen: str, by: User, at: datetime
) -> Referral:
    """The initiator's side asks the guide to bring them into contact with a hub, and agrees to the text at once.

    `seen` is the mark of the text that was on the screen. Raises Conflict when that reads otherwise; Refusal as
    `propose` does, and while there is no guide.
    """
    _allow(by, hub, times=QUESTIONS_A_DAY, at=at)
    with transaction.atomic():
        initiative = case.lock(initiative)
        _require_possible(initiative, hub, question)
        if initiative.owner is None:
            raise Refusal(_("Uw initiatief heeft nog geen gids. Zodra dat zo is, kan hij of zij uw vraag doorsturen."))
        referral = Referral(
            initiative=initiative,
            hub=hub,
            state=ReferralState.ASKED,
            question=question.strip(),
            proposed_by=by,
            proposed_at=at,
        )
        _agree(referral, contact, seen=seen, by=by, at=at)
        referral.save()
        moves.tell_story(referral, "referral_asked", by=by, at=at)
        audit.record(verb="referral.asked", subject=referral, by=by, at=at, after={"hub": hub.pk})
        outbox.enqueue(*notices.asked(referral, by=by), at=at)
    return referral


@transaction.atomic
def consent(*, referral: Referral, contact: Contact, seen: str, by: User, at: datetime) -> Referral:
    """Agree to exactly the text that was on the screen (`seen` is its mark); it goes to the hub now.

    Agreeing twice sends once. Raises Conflict when the text reads otherwise, IllegalTransition when it is no longer
    proposed, Refusal when the hub can no longer be asked.
    """
    referral = moves.lock(referral)
    if referral.state == ReferralState.SENT and referral.consented_by == by:
        return referral
    _require_state(referral, ReferralState.PROPOSED)
    _agree(referral, contact, seen=seen, by=by, at=at)
    moves.send(referral, at=at)
    referral.save()
    moves.tell_story(referral, "referral_sent", by=by, at=at)
    audit.record(verb="referral.agreed", subject=referral, by=by, at=at, after=_shares(contact))
    outbox.enqueue(*notices.agreed(referral, by=by), at=at)
    return referral


@transaction.atomic
def refuse(*, referral: Referral, refusal: str, by: User, at: datetime) -> Referral:
    """The initiator's side does not want it; a word why is welcome and not asked. Raises IllegalTransition."""
    referral = moves.lock(referral)
    if referral.state == ReferralState.REFUSED:
        return referral
    _require_state(referral, ReferralState.PROPOSED)
    moves.enter(referral, ReferralState.REFUSED)
    referral.refusal, referral.ended_at = refusal.strip(), at
    referral.save()
    moves.tell_story(referral, "referral_refused", by=by, at=at)
    audit.record(verb="referral.refused", subject=referral, by=by, at=at)
    outbox.enqueue(*notices.refused(referral, by=by), at=at)
    return referral


@transaction.atomic
def pass_on(*, referral: Referral, by: User, at: datetime) -> Referral:
    """Send to the hub what the initiator's side asked for, in the words they agreed to. Raises IllegalTransition,
    Refusal when the hub can no longer be asked.
    """
    referral = moves.lock(referral)
    if referral.state == ReferralState.SENT:
        return referral
    _require_state(referral, ReferralState.ASKED)
    moves.send(referral, at=at)
    referral.save()
    moves.tell_story(referral, "referral_sent", by=by, at=at)
    audit.record(verb="referral.passed_on", subject=referral, by=by, at=at)
    outbox.enqueue(*notices.passed_on(referral), at=at)
    return referral


@transaction.atomic
def deny(*, referral: Referral, refusal: str, by: User, at: datetime) -> Referral:
    """The guide does not send on what the initiator's side asked for, and says why. Raises Refusal without a reason,
    IllegalTransition.
    """
    referral = moves.lock(referral)
    if not refusal.strip():
        raise Refusal(_("Schrijf op waarom u de vraag niet doorstuurt."), field="refusal")
    _require_state(referral, ReferralState.ASKED)
    moves.enter(referral, ReferralState.REFUSED)
    referral.refusal, referral.ended_at = refusal.strip(), at
    forget_contact(referral)
    referral.save()
    moves.tell_story(referral, "referral_refused", by=by, at=at)
    audit.record(verb="referral.denied", subject=referral, by=by, at=at)
    outbox.enqueue(*notices.denied(referral), at=at)
    return referral


@transaction.atomic
def withdraw(*, referral: Referral, by: User, at: datetime) -> Referral:
    """Take it back at once, by either side: the link is dead, and a hub that got it is asked to forget it.

    Withdrawing twice is withdrawing once. Raises IllegalTransition when it ended already.
    """
    referral = moves.lock(referral)
    if referral.state == ReferralState.WITHDRAWN:
        return referral
    reached_hub = referral.state in ReferralState.outside()
    end(referral, at=at)
    moves.tell_story(referral, "referral_withdrawn", by=by, at=at)
    audit.record(verb="referral.withdrawn", subject=referral, by=by, at=at, after={"reached_hub": reached_hub})
    if reached_hub and referral.hub.referral_email:
        outbox.enqueue(notices.withdrawn_to_hub(referral), at=at)
    outbox.enqueue(*notices.withdrawn(referral, by=by, reached_hub=reached_hub), at=at)
    return referral


def end(referral: Referral, *, at: datetime) -> None:
    """Enter the end of a locked referral and keep nothing of what was shared."""
    moves.enter(referral, ReferralState.WITHDRAWN)
    referral.ended_at = at
    forget_contact(referral)
    referral.save()


def forget_contact(referral: Referral) -> None:
    """Keep that somebody agreed, and nothing of what they let go along."""
    referral.shared_name = referral.shared_email = referral.shared_phone = ""


@dataclass(frozen=True)
class Letter:
    """What would go to the hub now, word for word; `seen` is the mark of it, and of where it goes."""

    subject: str
    text: str
    seen: str


def letter(referral: Referral, contact: Contact, *, at: datetime) -> Letter:
    """The mail to the hub as the initiator's side reads it before agreeing."""
    mail = notices.preview(referral, contact=contact, until=days_from(localdate(at)).until)
    return Letter(mail.subject, mail.text, seen=mark(referral.hub_id, mail.subject, mail.text))


def _agree(referral: Referral, contact: Contact, *, seen: str, by: User, at: datetime) -> None:
    now = letter(referral, contact, at=at).seen
    if seen != now:
        raise Conflict(
            _("De e-mail is nu anders dan u las. Lees hieronder wat wij versturen, en geef dan nog eens akkoord."),
            {"seen": now},
        )
    referral.shared_name, referral.shared_email, referral.shared_phone = contact.name, contact.email, contact.phone
    referral.consented_by, referral.consented_at = by, at


def _shares(contact: Contact) -> dict[str, bool]:
    return {"name": bool(contact.name), "email": bool(contact.email), "phone": bool(contact.phone)}


def _allow(by: User, hub: Hub, *, times: int, at: datetime) -> None:
    if not (
        limits.allow("referral.by", str(by.pk), times=times, seconds=DAY, at=at)
        and limits.allow("referral.to", str(hub.pk), times=QUESTIONS_A_DAY_TO_ONE_HUB, seconds=DAY, at=at)
    ):
        raise Refusal(_("Vandaag zijn er al genoeg vragen gesteld. Probeer het morgen weer."))


def _require_possible(initiative: Initiative, hub: Hub, question: str) -> None:
    if not initiative.is_open:
        raise Refusal(_("Dit initiatief is klaar. Heropen het eerst."))
    if not question.strip():
        raise Refusal(_("Schrijf op wat u het knooppunt vraagt."), field="question")
    moves.require_askable(hub)
    if initiative.referrals.filter(hub=hub, state__in=ReferralState.open()).exists():
        raise Refusal(_("Bij dit knooppunt loopt al een vraag van dit initiatief."), field="hub")


def _require_state(referral: Referral, state: ReferralState) -> None:
    if referral.state != state:
        raise IllegalTransition(
            _("Dat kan niet meer: deze vraag staat op “%(current)s”.") % {"current": referral.get_state_display()}
        )
