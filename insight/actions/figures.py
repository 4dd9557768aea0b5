"""Counting the figures in the open at night, so that a visitor never waits for it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from insight.models import KeptFigures
from insight.open_figures import to_keep
from insight.periods import Period, periods
from insight.queries.figures import figures, first_day


def keep_figures(*, at: datetime) -> int:
    """Count every period that can be asked for, in each language; returns how many periods that were.

    Counting takes seconds in a large town and holds no lock; each period is then written by itself.
    """
    today = localdate(at)
    among = periods(today, first_day(today))
    for period in among:
        told = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                told[language] = [to_keep(figure) for figure in figures(period, today)]
        keep_period(period=period, told=told, at=at)
    return len(among)


@transaction.atomic
def keep_period(*, period: Period, told: dict[str, Any], at: datetime) -> KeptFigures:
    """Write the figures of one period over those of the night before."""
    facts = {"first": period.first, "last": period.last, "figures": told, "counted_at": at}
    return KeptFigures.objects.update_or_create(code=period.code, defaults=facts)[0]
