"""What goes out by mail to people who are no party to a case: followers, and who registered for an event."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from community.actions.event import cancel_event, change_event
from community.actions.event_facts import EventFacts, Visitor
from community.actions.flags import answer_flag, report
from community.actions.following import ask_to_follow
from community.actions.help_offers import offer_help
from community.actions.registration import register
from community.models import Event, Follower
from core import due
from core.models import OutgoingMail
from initiatives.models import Initiative
from tests.hardening.canary.plant import Planted

TYPED = "bezoeker@voorbeeld.nl"
READERS = ("community.Follower.email", "community.Registration.email")
# What somebody gets who registered: where to meet.
FOR_WHO_COMES = {"community.Event.link"}
HOUSEKEEPING = ("core.", "accounts.")


def sent_to_the_public(planted: Planted) -> list[tuple[OutgoingMail, set[str]]]:
    """Let a day go by; each mail to a follower, a visitor of an event or a stranger, and what it holds of others."""
    before = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True)[0]
    make_mails(at=timezone.now())
    mails = OutgoingMail.objects.filter(pk__gt=before).order_by("pk")
    return [(mail, of_others(mail, planted)) for mail in mails if is_of_the_public(mail, planted)]


def make_mails(*, at: datetime) -> None:
    """Follow, change, cancel, remind, and the digest of a day."""
    organiser = User.objects.filter(role_grants__role="guide").earliest("pk")
    by_a_stranger(organiser, at=at)
    coming = Event.objects.public().coming(at).filter(state="published", registrations__state="seated").distinct()
    first, *_others, last = coming.order_by("starts_at")
    register(event=last, visitor=Visitor(name="Bo", email=TYPED, language="nl"), at=at)
    facts = {name: getattr(last, name) for name in EventFacts.__dataclass_fields__ if name != "initiatives"}
    moved = EventFacts(
        **facts | {"starts_at": last.starts_at + timedelta(hours=1), "ends_at": last.ends_at + timedelta(hours=1)}
    )
    change_event(event=last, version=last.version, facts=moved, by=organiser, at=at)
    Follower.objects.update(told_until=at - timedelta(days=6), told_on=None)
    for day in range(1, (first.starts_at - at).days + 2):
        for job in due.jobs():
            if not job.name.startswith(HOUSEKEEPING):
                job.run(at + timedelta(days=day))
    last.refresh_from_db()
    cancel_event(event=last, version=last.version, reason="Te veel wind.", by=organiser, at=at)


def by_a_stranger(organiser: User, *, at: datetime) -> None:
    """Somebody without an account follows an initiative, offers it help, and reports something."""
    initiative = Initiative.objects.public().exclude(owner=None).exclude(state="closed").earliest("pk")
    asked = {"email": TYPED, "language": "nl", "asked_from": "192.0.2.1", "at": at}
    ask_to_follow(subject=initiative, **asked)
    help_with = {"gift": "hands", "what": "Spitten.", "available": "", "name": "Bo", "phone": "", "reach": "email"}
    offer_help(initiative=initiative, **help_with, **asked)
    flag = report(initiative=initiative, kind="mistake", text="Het is niet in maart.", **asked)
    answer_flag(flag=flag, answer="Wij pasten het aan.", by=organiser, at=at)


def is_of_the_public(mail: OutgoingMail, planted: Planted) -> bool:
    """True for a mail to somebody who is no party to a case."""
    return mail.to == TYPED or any(planted.labels[find.field] in READERS for find in planted.finds(mail.to))


def of_others(mail: OutgoingMail, planted: Planted) -> set[str]:
    """The private values in a mail that are not the reader's own."""
    own = {(planted.labels[find.field].rpartition(".")[0], find.row) for find in planted.finds(mail.to)}
    whole = f"{mail.subject}\n{mail.text}\n{mail.calendar}\n{mail.unsubscribe_url}"
    return {
        planted.named(find)
        for find in planted.finds(whole)
        if not planted.may_show(find)
        and planted.labels[find.field] not in FOR_WHO_COMES
        and (planted.labels[find.field].rpartition(".")[0], find.row) not in own
    }
