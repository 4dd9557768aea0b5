"""Reads of promises and their terms."""

from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from city.queries import closed_days
from initiatives.enums import Party
from initiatives.models import Initiative, PromiseTerm
from initiatives.promises import Clock


def term_for(kind: str, on: date) -> PromiseTerm:
    """The term for a kind of promise on a day: the latest that has begun. Raises PromiseTerm.DoesNotExist."""
    term = PromiseTerm.objects.filter(kind=kind, valid_from__lte=on).order_by("-valid_from").first()
    if term is None:
        raise PromiseTerm.DoesNotExist(f"No term for {kind} on {on}: run manage.py load_town")
    return term


def terms_on(day: date) -> dict[str, PromiseTerm]:
    """The term of every kind of promise on a day. One query."""
    begun = PromiseTerm.objects.filter(valid_from__lte=day).order_by("kind", "valid_from")
    return {term.kind: term for term in begun}


def clock(initiative: Initiative, today: date) -> Clock:
    """The clock of our promises to an initiative. No query while we have the ball, else two."""
    if initiative.ball in {"", Party.MUNICIPALITY}:
        return Clock(today, None, frozenset())
    ours = initiative.waiting_spans.filter(party=Party.MUNICIPALITY)
    gave_away = ours.aggregate(at=Max("ended_at"))["at"]
    return Clock(today, localdate(gave_away) if gave_away else None, closed_days())
