"""The periods that figures can be asked for: the past year, a calendar year, a quarter, everything. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PAST_YEAR = ""
EVERYTHING = "alles"
YEAR = timedelta(days=365)
MOST_YEARS = 10
QUARTERS = {
    1: gettext_lazy("%(year)s, januari tot en met maart"),
    2: gettext_lazy("%(year)s, april tot en met juni"),
    3: gettext_lazy("%(year)s, juli tot en met september"),
    4: gettext_lazy("%(year)s, oktober tot en met december"),
}


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; `code` is how it stands in the address."""

    code: str
    name: str | LazyText
    first: date
    last: date

    @property
    def days(self) -> tuple[date, date]:
        """Both days, for a range."""
        return self.first, self.last


def periods(today: date, since: date) -> list[Period]:
    """All that can be chosen, for a portal whose first case is of the day `since`; the one of an empty choice first."""
    begin = min(since, today)
    return [
        Period(PAST_YEAR, _("De afgelopen twaalf maanden"), today - YEAR, today),
        *_years(today, begin),
        Period(EVERYTHING, _("Alles vanaf %(year)s") % {"year": begin.year}, begin, today),
    ]


def chosen(code: str, among: list[Period]) -> Period:
    """The period with this code; the first one when there is none."""
    return next((period for period in among if period.code == code), among[0])


def _years(today: date, begin: date) -> Iterator[Period]:
    for year in range(today.year, max(begin.year, today.year - MOST_YEARS) - 1, -1):
        first, last = date(year, 1, 1), min(date(year, 12, 31), today)
        yield Period(str(year), str(year), first, last)
        for quarter in (4, 3, 2, 1):
            starts = date(year, 3 * quarter - 2, 1)
            ends = date(year, 12, 31) if quarter == 4 else date(year, 3 * quarter + 1, 1) - timedelta(days=1)
            if starts <= today and ends >= begin:
                name = QUARTERS[quarter] % {"year": year}
                yield Period(f"{year}-{quarter}", name, starts, min(ends, today))
