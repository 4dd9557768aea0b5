"""The public register of awards: what was given for what, and no natural person's name unless they chose so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from core.search import matching
from initiatives.models import Initiative
from stimulus_fund.enums import DecisionKind, DecisionState, RecipientKind, State
from stimulus_fund.models import Decision, Scheme

PAGE = 25


@dataclass(frozen=True)
class Award:
    """One line of the register. `cents` is what was granted, in euro cents; empty texts are not public."""

    number: str
    scheme: str
    purpose: str
    slug: str
    theme: str
    place: str
    recipient: str
    cents: int
    on: date | None


@dataclass(frozen=True)
class Wanted:
    """Which part of the register somebody looks for; empty for all of it."""

    words: str = ""
    scheme: Scheme | None = None
    year: int | None = None


def decisions(wanted: Wanted) -> QuerySet[Decision]:
    """Decisions that gave money and still stand, the latest first."""
    found = Decision.objects.filter(
        state=DecisionState.TAKEN,
        kind__in=sorted(DecisionKind.giving()),
        application__state__in=sorted(State.awarded()),
    )
    if wanted.scheme:
        found = found.filter(application__scheme=wanted.scheme)
    if wanted.year:
        found = found.filter(taken_at__year=wanted.year)
    if wanted.words:
        public = matching(Initiative.objects.public(), wanted.words)
        found = found.filter(application__initiative__in=public.values("pk"))
    related = ("application__scheme", "application__initiative__theme", "application__initiative__wijk")
    return found.select_related(*related).order_by("-pk")


def page(wanted: Wanted, number: int) -> list[Award]:
    """A page of the register and one more. One query."""
    first = (number - 1) * PAGE
    return [award(decision) for decision in decisions(wanted)[first : first + PAGE + 1]]


def everything(wanted: Wanted) -> Iterable[Award]:
    """The whole register, as it comes from the database."""
    return (award(decision) for decision in decisions(wanted).iterator(chunk_size=500))


def award(decision: Decision) -> Award:
    """What everyone may know of a decision."""
    application = decision.application
    initiative = application.initiative
    is_public = bool(initiative.published_at and initiative.public_consent_at and not initiative.merged_into_id)
    is_named = application.name_public or application.recipient_kind == RecipientKind.ORGANISATION
    return Award(
        number=application.number or "",
        scheme=application.scheme.name,
        purpose=initiative.title if is_public else "",
        slug=initiative.slug if is_public else "",
        theme=str(initiative.theme or ""),
        place=str(initiative.wijk or ""),
        recipient=application.recipient_name if is_named else "",
        cents=application.granted_cents or 0,
        on=localdate(decision.taken_at) if decision.taken_at else None,
    )


def years() -> list[int]:
    """The years from the first decision to the last, the latest first. Two queries that look at one row each."""
    taken = Decision.objects.filter(state=DecisionState.TAKEN).values_list("taken_at", flat=True)
    first, last = taken.order_by("pk").first(), taken.order_by("-pk").first()
    return list(range(localdate(last).year, localdate(first).year - 1, -1)) if first and last else []
