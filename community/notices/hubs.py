"""What to tell whom about referrals. Returns messages, sends nothing.

What goes to a hub stands in `to_hub` alone: the initiator's side reads that very text before anything is sent.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from community.models import Referral, ReferralWord
from community.permissions import Permission
from community.records import Contact
from core.links import absolute
from core.outbox import Message, compose
from teams.queries.people import initiators

MAIL = "community/mail/referral"
HUBS_READ = "nl"
NOBODY = {"guide_name": "", "guide_phone": "", "link": ""}  # a hub turns to the municipality's telephone


def to_hub(referral: Referral, *, contact: Contact, link: str, until: date, added: str = "") -> Message:
    """The question, with what the initiator let go along. `added` is what the initiator answered to a question back."""
    initiative = referral.initiative
    with override(HUBS_READ):
        place = str(initiative.place)
        public_link = absolute(initiative.get_absolute_url()) if initiative.is_public else ""
    return _to_mailbox(
        referral,
        "to_hub",
        title=initiative.title,
        place=place,
        question=referral.question,
        contact=contact,
        added=added,
        reply_link=link,
        until=until,
        public_link=public_link,
    )


def preview(referral: Referral, *, contact: Contact, until: date, added: str = "") -> Message:
    """The same mail as the initiator reads it before agreeing; the secret of the link is for the hub alone."""
    with override(HUBS_READ):
        link = _("(hier staat de link naar het antwoordformulier)")
    return to_hub(referral, contact=contact, link=link, until=until, added=added)


def reminder_to_hub(referral: Referral, *, link: str, until: date) -> Message:
    """A gentle word to a hub that did not answer yet; the link of the first mail works too."""
    title = referral.initiative.title
    return _to_mailbox(referral, "reminder", title=title, question=referral.question, reply_link=link, until=until)


def withdrawn_to_hub(referral: Referral) -> Message:
    """The hub is asked to forget what it got. Without words of anybody, and not as a mail about the case: it must
    also reach the hub when the initiator is being forgotten here.
    """
    return compose(
        template=f"{MAIL}_withdrawn_to_hub.txt",
        to=referral.hub.referral_email,
        kind="community.referral_withdrawn_to_hub",
        language=HUBS_READ,
        context={**NOBODY, "name": referral.hub.name, "number": referral.initiative.number},
    )


def proposed(referral: Referral) -> list[Message]:
    """The initiator's side reads what the municipality proposes, and where to agree."""
    return to_initiators(referral, "proposed", question=referral.question, reason=referral.reason)


def asked(referral: Referral, *, by: User) -> list[Message]:
    """The guide reads that the initiator wants to be brought into contact with a hub."""
    return to_colleagues(referral, "asked", who=by.display_name, question=referral.question)


def agreed(referral: Referral, *, by: User) -> list[Message]:
    """The colleagues of the case, and the others on the initiator's side, read that the question went to the hub."""
    facts: dict[str, Any] = {"who": by.display_name, "remind_on": referral.remind_on, "tell_on": referral.tell_on}
    return [*to_colleagues(referral, "agreed", **facts), *to_initiators(referral, "sent", besides=by, **facts)]


def passed_on(referral: Referral) -> list[Message]:
    """The initiator's side reads that the guide sent their question to the hub."""
    return to_initiators(referral, "sent", who="", remind_on=referral.remind_on, tell_on=referral.tell_on)


def refused(referral: Referral, *, by: User) -> list[Message]:
    """The colleagues of the case read that the initiator's side does not want it."""
    return to_colleagues(referral, "refused", who=by.display_name, refusal=referral.refusal)


def denied(referral: Referral) -> list[Message]:
    """The initiator's side reads why the guide does not send the question on."""
    return to_initiators(referral, "denied", refusal=referral.refusal)


def answered(referral: Referral, word: ReferralWord) -> list[Message]:
    """Both sides read what the hub answered."""
    return [
        *to_colleagues(referral, "answered", word=word, answer=word.answer),
        *to_initiators(referral, "answered_there", word=word, answer=word.answer),
    ]


def added(referral: Referral, word: ReferralWord) -> list[Message]:
    """The colleagues of the case read what the initiator answered to a question of the hub."""
    return to_colleagues(referral, "added", who=str(word.by), text=word.text)


def silent(referral: Referral) -> list[Message]:
    """The colleagues of the case read that the hub still did not answer."""
    return to_colleagues(referral, "silent", sent_at=referral.sent_at)


def lapsed(referral: Referral) -> list[Message]:
    """Both sides read that the hub did not answer in time, and that the link stopped working."""
    facts: dict[str, Any] = {"sent_at": referral.sent_at}
    return [*to_colleagues(referral, "lapsed", **facts), *to_initiators(referral, "lapsed_there", **facts)]


def withdrawn(referral: Referral, *, by: User, reached_hub: bool) -> list[Message]:
    """Everybody else reads that the question was taken back."""
    facts: dict[str, Any] = {"who": by.display_name, "reached_hub": reached_hub}
    return [
        *to_colleagues(referral, "withdrawn", besides=by, **facts),
        *to_initiators(referral, "withdrawn_there", besides=by, **facts),
    ]


def colleagues(referral: Referral) -> Sequence[User]:
    """The guide, and who proposed it when that is a colleague who may."""
    people = [referral.initiative.owner]
    if referral.proposed_by.has_perm(Permission.REFER) and referral.proposed_by != referral.initiative.owner:
        people.append(referral.proposed_by)
    return [person for person in people if person and person.is_active]


def to_colleagues(referral: Referral, kind: str, *, besides: User | None = None, **facts: Any) -> list[Message]:
    """A message to each colleague of the case, with the page of the referral at the werkplek."""
    link = absolute(reverse("community_work:referral", args=[referral.pk]))
    people = [person for person in colleagues(referral) if person != besides]
    return _to_people(referral, kind, people, link=link, guided=False, **facts)


def to_initiators(referral: Referral, kind: str, *, besides: User | None = None, **facts: Any) -> list[Message]:
    """A message to each person on the initiator's side, with their page of the referral."""
    people = [person for person in initiators(referral.initiative) if person != besides]
    return _to_people(referral, kind, people, link="", guided=True, **facts)


def _to_people(
    referral: Referral, kind: str, people: Iterable[User], *, link: str, guided: bool, **facts: Any
) -> list[Message]:
    guide = referral.initiative.owner if guided else None
    messages = []
    for person in people:
        with override(person.language):
            address = link or absolute(referral.get_absolute_url())
        context = {
            "name": person.display_name,
            "title": referral.initiative.title,
            "hub": referral.hub.name,
            "guide_name": guide.display_name if guide else "",
            "guide_phone": guide.phone if guide else "",
            "guided": guided,
            "link": address,
            **facts,
        }
        messages.append(
            compose(
                template=f"{MAIL}_{kind}.txt",
                to=person.email,
                kind=f"community.referral_{kind}",
                language=person.language,
                case_number=referral.initiative.number,
                context=context,
            )
        )
    return messages


def _to_mailbox(referral: Referral, kind: str, **facts: Any) -> Message:
    return compose(
        template=f"{MAIL}_{kind}.txt",
        to=referral.hub.referral_email,
        kind=f"community.referral_{kind}",
        language=HUBS_READ,
        case_number=referral.initiative.number,
        context={**NOBODY, "name": referral.hub.name, **facts},
    )
