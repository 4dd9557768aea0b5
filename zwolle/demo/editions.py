"""The demo town's editions of the learning report: one that everyone reads, one that is still a draft."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from insight.actions.edition import choose_lines, offer_edition, publish_edition, start_edition
from insight.models import Edition
from insight.queries.report import Reach, report
from insight.records import Choice, NewEdition
from zwolle.demo.past import Past
from zwolle.demo.stories import read_learning

AN_HOUR = timedelta(hours=1)


def write_editions(people: Mapping[str, User], past: Past, *, at: datetime) -> None:
    """Compose each edition of the data file from what the portal counts, and publish the ones that were approved."""
    for row in read_learning()["edition"]:
        maker = people[row["by"]]
        edition = _compose(row, maker, past, at=at)
        if row["approved_by"]:
            offered = offer_edition(edition=edition, by=maker, at=at)
            publish_edition(edition=offered, by=people[row["approved_by"]], at=at + AN_HOUR)


def _compose(row: Mapping[str, Any], maker: User, past: Past, *, at: datetime) -> Edition:
    reach = Reach(past.day(row["from_ago"]), past.day(row["until_ago"]))
    new = NewEdition(title=row["title"], first=reach.first, last=reach.last)
    edition = start_edition(new=new, by=maker, at=at)
    lines = [line for line in report(reach, at=at).lines if line.section in row["sections"]]
    choice = Choice(keys=frozenset(line.key for line in lines), texts={})
    return choose_lines(edition=edition, choice=choice, by=maker, at=at)
