"""Something wrong on a public page: reported by anyone, answered by a moderator before the promised day."""

from datetime import date, datetime
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.queries import closed_days
from community.enums.following import FlagState
from community.lifecycle.following import require_flag
from community.models import Flag, HelpOffer, News
from community.notices import moderation as notices
from core import audit, limits, outbox
from core.calendar import add_working_days
from core.refusal import Refusal
from initiatives.models import Initiative
from initiatives.queries.members import is_member

HOUR = 3600
FLAGS_AN_HOUR_FROM_ONE_PLACE = 10
FLAGS_AN_HOUR_ABOUT_ONE_INITIATIVE = 30


def report(
    *,
    initiative: Initiative,
    kind: str,
    text: str,
    email: str,
    language: str,
    asked_from: str,
    at: datetime,
    news: News | None = None,
    offer: HelpOffer | None = None,
    idempotency_key: str = "",
) -> Flag:
    """Tell the municipality what is wrong; with an address the answer is mailed. The same key gives the same report.

    Raises Refusal after too many from one place or about one initiative.
    """
    key = idempotency_key or token_urlsafe(32)
    if sent := Flag.objects.filter(idempotency_key=key).first():
        return sent
    if not (
        limits.allow("flag.client", asked_from, times=FLAGS_AN_HOUR_FROM_ONE_PLACE, seconds=HOUR, at=at)
        and limits.allow(
            "flag.about", str(initiative.pk), times=FLAGS_AN_HOUR_ABOUT_ONE_INITIATIVE, seconds=HOUR, at=at
        )
    ):
        raise Refusal(_("Er zijn net al veel meldingen gedaan. Probeer het over een uur, of bel ons."))
    facts = {"kind": kind, "text": text, "email": email, "language": language, "made_at": at, "due_on": answer_due(at)}
    with transaction.atomic():
        flag, is_new = Flag.objects.get_or_create(
            idempotency_key=key,
            defaults={"initiative": initiative, "news": news, "offer": offer, **facts},
        )
        if is_new:
            audit.record(verb="flag.made", subject=flag, by=None, at=at, after={"kind": kind})
            outbox.enqueue(*notices.flagged(flag), at=at)
    return flag


def require_no_part(initiative: Initiative, by: User) -> None:
    """Raise Refusal for a moderator who is on the initiator's side."""
    if is_member(initiative, by):
        raise Refusal(_("U doet zelf mee aan dit initiatief. Laat een collega dit doen."))


def answer_due(at: datetime) -> date:
    """The day before which a report of this moment is answered: working days, by the settings."""
    return add_working_days(localdate(at), settings.REPORT_ANSWER_DAYS, closed_days())


@transaction.atomic
def answer_flag(*, flag: Flag, answer: str, by: User, at: datetime) -> Flag:
    """Say what was done; whoever left an address reads it. Raises Refusal for who takes part in the initiative,
    IllegalTransition.
    """
    flag = Flag.objects.select_for_update().get(pk=flag.pk)
    require_no_part(flag.initiative, by)
    require_flag(flag.state, FlagState.ANSWERED)
    if not answer.strip():
        raise Refusal(_("Schrijf op wat u met de melding deed."), field="answer")
    flag.state, flag.answer, flag.answered_by, flag.answered_at = FlagState.ANSWERED, answer.strip(), by, at
    flag.save()
    audit.record(verb="flag.answered", subject=flag, by=by, at=at)
    outbox.enqueue(*notices.flag_answered(flag), at=at)
    return flag
