"""What to tell helper and initiator about help. No message holds an address but what its owner chose to share."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from community.models import HelpOffer
from community.notices.letter import MAIL, NO_GUIDE, to_person
from community.queries.help_offers import own_token
from core.links import absolute
from core.outbox import Message, compose
from teams.queries.people import initiators


def confirm(offer: HelpOffer, *, secret: str, lasts: timedelta) -> Message:
    """The link that proves the mailbox; wiped after sending, worthless when late."""
    with override(offer.language):
        link = absolute(reverse("community:confirm_offer", args=[secret]))
    message = to_helper(offer, "help_confirm", link=link, hours=int(lasts.total_seconds() // 3600))
    return replace(message, secret=True, lifetime=lasts)


def received(offer: HelpOffer) -> Message:
    """The helper's copy: it reached the initiator, and here is the page to take it back."""
    return to_helper(offer, "help_received")


def offered(offer: HelpOffer) -> list[Message]:
    """The initiator's side reads who offers what and when, and answers on the page."""
    return _to_initiators(offer, "help_offered")


def withdrawn(offer: HelpOffer) -> list[Message]:
    """The initiator's side reads that an offer was taken back."""
    return _to_initiators(offer, "help_withdrawn")


def accepted(offer: HelpOffer) -> Message:
    """The helper reads the yes, and how to reach the initiator as far as that person chose."""
    contacts = ", ".join(offer.initiator_contacts)
    who = offer.answered_by.display_name if offer.answered_by else ""
    return to_helper(offer, "help_accepted", contacts=contacts, who=who)


def declined(offer: HelpOffer) -> Message:
    """The helper reads the no, in the initiator's words."""
    return to_helper(offer, "help_declined")


def contact(offer: HelpOffer, *, to: User) -> Message:
    """Whoever said yes reads how to reach the helper."""
    return _to_initiator(offer, "help_contact", to, contacts=", ".join(offer.contacts))


def to_helper(offer: HelpOffer, kind: str, **facts: Any) -> Message:
    """A message to whoever offered, in their language, with the link to their own page of the offer."""
    with override(offer.language):
        own = absolute(reverse("community:own_offer", args=[own_token(offer)]))
        context = {**NO_GUIDE, "offer": offer, "title": offer.initiative.title, "link": own, **facts}
        context["name"] = offer.name
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=offer.email,
        kind=f"community.{kind}",
        language=offer.language,
        case_number=offer.case_number,
        context=context,
    )


def _to_initiators(offer: HelpOffer, kind: str) -> list[Message]:
    return [_to_initiator(offer, kind, person) for person in initiators(offer.initiative)]


def _to_initiator(offer: HelpOffer, kind: str, person: User, **facts: Any) -> Message:
    with override(person.language):
        link = absolute(reverse("community:offers", args=[offer.case_number]))
    told = {"offer": offer, "title": offer.initiative.title, **facts}
    return to_person(person, kind, link=link, case_number=offer.case_number, **told)
