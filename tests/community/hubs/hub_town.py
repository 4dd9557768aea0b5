"""A hub, and a referral in each state, made through the portal's own actions."""

import re
from datetime import datetime

from accounts.models import User
from community.actions import hub_defaults, referral, referral_reply
from community.enums.hubs import HubAnswer
from community.models import Hub, Referral
from community.records import Contact, HubReply
from core.models import OutgoingMail
from initiatives.models import Initiative

QUESTION = "Kunt u helpen om mensen te vinden die de tuin willen onderhouden?"
REASON = "Zij kennen veel vrijwilligers."
MAILBOX = "vragen@hanzelab.example"
ALL = Contact(name="Noor Velthuis", email="noor@example.nl")
LINK = re.compile(r"/knooppunten/antwoord/([\w-]+)/")


def open_hub() -> Hub:
    """The hubs of a new town, of which one told its real mailbox."""
    hub_defaults.load_hubs()
    hub = Hub.objects.get(slug="hanzelab")
    hub.referral_email = MAILBOX
    hub.save()
    return hub


def proposed(initiative: Initiative, hub: Hub, *, by: User, at: datetime) -> Referral:
    """A colleague proposed to ask the hub."""
    return referral.propose(initiative=initiative, hub=hub, question=QUESTION, reason=REASON, by=by, at=at)


def agree(row: Referral, *, by: User, at: datetime, contact: Contact = ALL) -> Referral:
    """The initiator read the text and agrees."""
    seen = referral.letter(row, contact, at=at).seen
    return referral.consent(referral=row, contact=contact, seen=seen, by=by, at=at)


def secret() -> str:
    """The secret in the newest mail to the hub."""
    mail = OutgoingMail.objects.filter(to=MAILBOX, text__contains="/knooppunten/antwoord/").latest("pk")
    found = LINK.search(mail.text)
    assert found
    return found[1]


def say(answer: HubAnswer, *, at: datetime, text: str = "Graag. Wij bellen deze week.", contact: str = "") -> Referral:
    """The hub answers through the newest link."""
    return referral_reply.reply(secret=secret(), given=HubReply(answer=answer, text=text, contact=contact), at=at)
