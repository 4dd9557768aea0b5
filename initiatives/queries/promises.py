"""Reads of promises and their terms."""

from datetime import date

from initiatives.models import PromiseTerm


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
