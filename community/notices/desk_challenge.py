"""What to tell colleagues about a challenge. Returns messages, sends nothing."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.models import Challenge, ChallengeView
from community.notices.challenge import Words, message
from community.queries.challenge_people import assessors, deciders
from core.links import absolute
from core.outbox import Message

WORK: dict[str, Words] = {
    "submitted": (
        _("Nieuwe uitdaging: %(name)s (%(number)s)"),
        _("Bewoners dagen de gemeente uit: “%(name)s”."),
        _("Neem haar op u en kijk of alles er is. De beslissing moet er zijn op %(due_on)s."),
    ),
    "completed": (
        _("De uitdaging is aangevuld (%(number)s)"),
        _("“%(name)s” is aangevuld. De klok loopt weer."),
        _("Kijk of alles er nu is. De beslissing moet er zijn op %(due_on)s."),
    ),
    "view_asked": (
        _("Wat vindt u van deze uitdaging? (%(number)s)"),
        _("Bewoners willen “%(name)s” overnemen. U doet deze taak nu. %(text)s"),
        _("Schrijf wat de taak vraagt, wat zij kost, en wat u ervan vindt."),
    ),
    "view_given": (
        _("Een zienswijze is binnen (%(number)s)"),
        _("%(who)s schreef over “%(name)s”."),
        _("Lees het en ga verder met beoordelen."),
    ),
    "to_decide": (
        _("Beslis over een uitdaging (%(number)s)"),
        _("Het advies over “%(name)s” is klaar."),
        _("Beslis uiterlijk op %(due_on)s."),
    ),
    "decided": (
        _("Beslist over uitdaging %(number)s"),
        _("%(who)s besliste over “%(name)s”."),
        _("Kijk wat er nu moet gebeuren."),
    ),
    "due": (
        _("De laatste dag voor een uitdaging is dichtbij (%(number)s)"),
        _("Voor “%(name)s” is de laatste dag %(due_on)s."),
        _("Zorg dat de beslissing er dan is, of neem één keer langer de tijd, met een reden."),
    ),
    "late": (
        _("Te laat met een uitdaging (%(number)s)"),
        _("Voor “%(name)s” was de laatste dag %(due_on)s."),
        _("Beslis zo snel mogelijk, en vertel de initiatiefnemer waarom het langer duurt."),
    ),
    "talk_due": (
        _("Verder praten kan tot en met %(day)s (%(number)s)"),
        _("Over “%(name)s” praten beide kanten verder, tot en met %(day)s."),
        _("Neem daarna een nieuwe beslissing. De initiatiefnemer wacht daarop."),
    ),
    "withdrawn": (
        _("De uitdaging is ingetrokken (%(number)s)"),
        _("“%(name)s” is ingetrokken."),
        _("U hoeft niets meer te doen."),
    ),
    "agreed": (
        _("Akkoord met de afspraak (%(number)s)"),
        _("De initiatiefnemer ging akkoord met de afspraak over “%(name)s”."),
        _("Zorg dat wat de gemeente doet, klaarstaat op %(day)s."),
    ),
    "remarked": (
        _("Het voorstel moet anders (%(number)s)"),
        _("De initiatiefnemer schreef wat er anders moet aan de afspraak over “%(name)s”: %(text)s"),
        _("Pas het voorstel aan, of bel."),
    ),
    "running": (
        _("Een afspraak is begonnen (%(number)s)"),
        _("Vandaag begint de afspraak over “%(name)s”."),
        _("Kijk of wat de gemeente doet, klaarstaat."),
    ),
    "review_due": (
        _("Samen terugkijken op %(day)s (%(number)s)"),
        _("Op %(day)s kijken beide kanten hoe het gaat met “%(name)s”."),
        _("Schrijf in één zin hoe het gaat."),
    ),
    "reviewed": (
        _("De initiatiefnemer keek terug (%(number)s)"),
        _("De initiatiefnemer schreef hoe het gaat met “%(name)s”: %(text)s"),
        _("Schreef u nog niets? Doe het dan nu."),
    ),
    "ended": (
        _("Een afspraak stopt eerder (%(number)s)"),
        _("De afspraak over “%(name)s” stopt op %(day)s. De reden: %(text)s"),
        _("Schrijf hoe de gemeente erop terugkijkt."),
    ),
    "evaluation_due": (
        _("Een afspraak loopt af op %(day)s (%(number)s)"),
        _("De afspraak over “%(name)s” loopt af op %(day)s."),
        _("Schrijf hoe de gemeente erop terugkijkt."),
    ),
    "evaluation_asked": (
        _("De initiatiefnemer schreef de evaluatie (%(number)s)"),
        _("De initiatiefnemer keek terug op “%(name)s”."),
        _("Schrijf ook hoe de gemeente erop terugkijkt."),
    ),
    "evaluated": (
        _("De evaluatie is klaar (%(number)s)"),
        _("Wat beide kanten schreven over “%(name)s”, staat nu naast elkaar."),
        _("U hoeft niets meer te doen."),
    ),
}


def to_assessors(kind: str, challenge: Challenge, *, besides: User | None = None, **facts: Any) -> list[Message]:
    """Who assesses it hears, or everybody who may while nobody does; not who did it (`besides`)."""
    return _to(assessors(challenge), kind, challenge, besides=besides, **facts)


def to_deciders(kind: str, challenge: Challenge, **facts: Any) -> list[Message]:
    """Who may decide on it hears."""
    return _to(deciders(challenge), kind, challenge, **facts)


def view_asked(challenge: Challenge, view: ChallengeView) -> list[Message]:
    """The colleague who performs the task hears what is asked."""
    return _to([view.person], "view_asked", challenge, text=view.question)


def _to(
    people: Iterable[User], kind: str, challenge: Challenge, *, besides: User | None = None, **facts: Any
) -> list[Message]:
    link = absolute(reverse("community_work:challenge", args=[challenge.pk]))
    rest = [person for person in people if person != besides]
    return [message(person, f"desk_{kind}", challenge, WORK[kind], link, **facts) for person in rest]
