"""What to tell the initiator's side about a challenge. Returns messages, sends nothing."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community.models import (
    Challenge,
    ChallengeAgreement,
    ChallengeCompletion,
    ChallengeDecision,
    ChallengeReview,
)
from community.queries.challenge_own import everything
from community.queries.challenge_people import challengers
from core.links import absolute
from core.outbox import Message, compose
from core.templatetags.mail_text import quoted

MAIL = "community/mail"
Words = tuple[str | LazyText, str | LazyText, str | LazyText]  # subject, what changed, what to do

NEWS: dict[str, Words] = {
    "assessing": (
        _("De gemeente beoordeelt uw uitdaging (%(number)s)"),
        _("%(who)s van de gemeente beoordeelt “%(name)s”."),
        _("U hoeft nu niets te doen. U krijgt de beslissing uiterlijk op %(due_on)s."),
    ),
    "asked": (
        _("Wij missen nog iets bij uw uitdaging (%(number)s)"),
        _("Wij missen nog iets bij “%(name)s”: %(text)s"),
        _(
            "Vul het aan, uiterlijk op %(day)s. Zo lang staat onze termijn stil. "
            "Doet u niets? Dan gaan wij verder met wat er is."
        ),
    ),
    "extended": (
        _("Wij hebben meer tijd nodig voor uw uitdaging (%(number)s)"),
        _("De beslissing over “%(name)s” duurt langer. De reden: %(text)s"),
        _("U hoeft niets te doen. De nieuwe laatste dag is %(due_on)s. Langer uitstellen kan niet."),
    ),
    "advised": (
        _("Het advies over uw uitdaging is klaar (%(number)s)"),
        _("Het advies over “%(name)s” is klaar. Iemand anders beslist nu."),
        _("U hoeft niets te doen. U krijgt de beslissing uiterlijk op %(due_on)s."),
    ),
    "decided": (
        _("De gemeente besliste over uw uitdaging (%(number)s)"),
        _("De beslissing over “%(name)s” is: %(verdict)s."),
        _("Lees op de pagina van uw uitdaging waarom, en wat u nu kunt doen."),
    ),
    "proposed": (
        _("Voorstel voor een afspraak (%(number)s)"),
        _("De gemeente stelt een afspraak voor over “%(name)s”, van %(day)s tot en met %(end)s."),
        _("Lees het voorstel. Ga akkoord, of schrijf wat er anders moet."),
    ),
    "running": (
        _("Uw afspraak met de gemeente is begonnen (%(number)s)"),
        _("Vandaag begint de afspraak over “%(name)s”."),
        _("U hoeft nu niets te melden. Wij mailen u vóór elk moment waarop wij samen terugkijken."),
    ),
    "review_due": (
        _("Wij kijken samen terug op %(day)s (%(number)s)"),
        _("Op %(day)s kijken u en de gemeente hoe het gaat met “%(name)s”."),
        _("Schrijf in één zin hoe het gaat. De gemeente doet dat ook."),
    ),
    "reviewed": (
        _("De gemeente keek terug (%(number)s)"),
        _("De gemeente schreef hoe het gaat met “%(name)s”: %(text)s"),
        _("Schreef u nog niets? Doe het dan op de pagina van uw uitdaging."),
    ),
    "evaluation_due": (
        _("De afspraak loopt af op %(day)s (%(number)s)"),
        _("De afspraak over “%(name)s” loopt af op %(day)s."),
        _("Schrijf hoe u erop terugkijkt. De gemeente doet dat ook. Daarna staan de antwoorden naast elkaar."),
    ),
    "ended": (
        _("De afspraak stopt eerder (%(number)s)"),
        _("De afspraak over “%(name)s” stopt op %(day)s. De reden: %(text)s"),
        _("Schrijf hoe u erop terugkijkt. De gemeente doet dat ook."),
    ),
    "evaluation_asked": (
        _("De gemeente schreef haar evaluatie (%(number)s)"),
        _("De gemeente keek terug op “%(name)s”."),
        _("Schrijf ook hoe u erop terugkijkt. Daarna leest u elkaars antwoorden."),
    ),
    "evaluated": (
        _("De evaluatie van uw uitdaging is klaar (%(number)s)"),
        _("Wat u en de gemeente schreven over “%(name)s”, staat nu naast elkaar."),
        _("U hoeft niets meer te doen. Bedankt dat u het deed."),
    ),
    "withdrawn": (
        _("De uitdaging is ingetrokken (%(number)s)"),
        _("%(who)s heeft “%(name)s” ingetrokken."),
        _("U hoeft niets te doen. De gemeente beslist er niet meer over."),
    ),
}


def receipt(challenge: Challenge) -> list[Message]:
    """Everyone on the initiator's side gets number, moment of receipt, last day and a copy of what was sent."""
    messages = []
    for person in challengers(challenge):
        with override(person.language):
            facts = {
                **_facts(challenge),
                "title": challenge.name,
                "moment": date_format(localtime(challenge.received_at), "j F Y, H:i"),
                "day": date_format(localtime(challenge.received_at), "j F Y"),
                "on_paper": challenge.is_on_paper,
                "rows": [row for _part, rows in everything(challenge) for row in rows],
                "files": [file.name for file in challenge.files.all()],
            }
        messages.append(_compose(person, challenge, "challenge_receipt", "receipt", facts))
    return messages


def news(kind: str, challenge: Challenge, *, besides: User | None = None, **facts: Any) -> list[Message]:
    """Everyone on the initiator's side hears of a change, but for who made it (`besides`)."""
    people = [person for person in challengers(challenge) if person != besides]
    return [
        message(person, kind, challenge, NEWS[kind], absolute(challenge.get_absolute_url()), **facts)
        for person in people
    ]


def message(person: User, kind: str, challenge: Challenge, words: Words, link: str, **facts: Any) -> Message:
    """One mail, in the language of its reader; dates and lazy words are told in that language."""
    with override(person.language):
        told = {**_facts(challenge), **{name: _told(name, value) for name, value in facts.items()}}
        subject, changed, todo = (str(each) % told for each in words)
    context = {"told_subject": subject, "told_changed": changed, "told_todo": todo, "link": link}
    return _compose(person, challenge, "challenge_news", kind, context)


def asked(challenge: Challenge, completion: ChallengeCompletion) -> list[Message]:
    """What is missing, and until when it can be added."""
    return news("asked", challenge, text=completion.asked, day=completion.until)


def decided(challenge: Challenge, decision: ChallengeDecision) -> list[Message]:
    """What was decided."""
    return news("decided", challenge, verdict=_Label(decision))


def proposed(challenge: Challenge, agreement: ChallengeAgreement) -> list[Message]:
    """That there is a proposal to agree with."""
    return news("proposed", challenge, day=agreement.starts_on, end=agreement.ends_on)


def review_due(challenge: Challenge, review: ChallengeReview) -> list[Message]:
    """That both sides look back soon."""
    return news("review_due", challenge, day=review.due_on)


class _Label:
    """The words of a verdict, looked up in the language of the reader."""

    def __init__(self, decision: ChallengeDecision) -> None:
        self.decision = decision

    def __str__(self) -> str:
        return self.decision.get_verdict_display().lower()


def _told(name: str, value: Any) -> str:
    """A fact in a sentence; what somebody wrote stands below it, quoted, so that it never speaks for the portal."""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return f"\n\n{quoted(value)}" if name == "text" and value else str(value)


def _facts(challenge: Challenge) -> dict[str, str]:
    due_on = challenge.decide_by
    return {
        "number": challenge.number or "",
        "name": challenge.name,
        "due_on": date_format(due_on, "j F Y") if due_on else "",
        "link": absolute(challenge.get_absolute_url()),
    }


def _compose(person: User, challenge: Challenge, template: str, kind: str, context: dict[str, Any]) -> Message:
    return compose(
        template=f"{MAIL}/{template}.txt",
        to=person.email,
        kind=f"community.challenge_{kind}",
        language=person.language,
        case_number=challenge.initiative.number,
        context={"guide_name": "", "guide_phone": "", **context, "name": person.display_name},
    )
