"""Fill a large town in bulk, to measure the portal with. Nobody lives there: rows, no actions and no mails to send.

What the actions would have kept is filled too: search columns, moment of news, positions, members, promises.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, product
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from accounts.enums import Role
from accounts.models import User
from city.models import Goal, Theme, Wijk
from city.queries import closed_days
from initiatives.enums import Origin, Outcome, Party, PlaceKind, PositionKind, ShownName, State
from initiatives.models import Initiative, NumberSeries
from zwolle.demo.crowd_rows import Surroundings, write
from zwolle.demo.past import Past, at_clock
from zwolle.demo.stories import Facts, read_crowd

OPEN_CASES = 300
PEOPLE = 2_000
BATCH = 1_000
OLDEST_DAYS_AGO = 1_800
OPEN_SINCE_WORKING_DAYS = 45
UNANSWERED_FOR_WORKING_DAYS = 8
OPEN_STATES = [State.SUBMITTED] * 3 + [State.OWNED] * 4 + [State.CONVERSING] * 8 + [State.ADVISED] * 5
POSITIONS = [PositionKind.AWARE] * 4 + [PositionKind.SPOTLIGHT] * 3 + [PositionKind.ROOM] * 2 + [PositionKind.TOGETHER]


@dataclass(frozen=True)
class Town:
    """What every case of the large town draws from."""

    chance: Random
    words: Facts
    wijken: list[Wijk]
    themes: list[Theme]
    goals: list[Goal]
    guides: list[User]
    colleagues: list[User]
    people: list[User]
    past: Past
    lately: datetime


@transaction.atomic
def fill(total: int, *, at: datetime) -> int:
    """Add cases until there are `total`, of which 300 are open (all, while there are fewer). Returns how many came."""
    missing = max(0, total - Initiative.objects.count())
    if not missing:
        return 0
    town = _town(at)
    open_left = min(missing, max(0, OPEN_CASES - Initiative.objects.open().count()))
    moments = _moments(town, missing, open_left, at)
    numbers = Numbers()
    surroundings = Surroundings(town.chance, town.words, town.goals, town.people, town.colleagues, town.past.closed)
    for first in range(0, missing, BATCH):
        made = [
            _case(town, moment, numbers, is_open=first + place >= missing - open_left)
            for place, moment in enumerate(moments[first : first + BATCH])
        ]
        Initiative.objects.bulk_create(made)
        write(made, surroundings)
    numbers.keep()
    return missing


class Numbers:
    """Hands out numbers per year after the last one given, and writes down how far it came."""

    def __init__(self) -> None:
        self.last = dict(NumberSeries.objects.values_list("year", "last"))

    def take(self, year: int) -> str:
        """The next number of a year."""
        self.last[year] = self.last.get(year, 0) + 1
        return f"ZW-{year}-{self.last[year]:04d}"

    def keep(self) -> None:
        """Write the last number of each year."""
        for year, last in self.last.items():
            NumberSeries.objects.update_or_create(year=year, defaults={"last": last})


def _town(at: datetime) -> Town:
    words = read_crowd()
    past = Past(today=localdate(at), closed=closed_days())
    chance = Random(f"zwolle {Initiative.objects.count()}")  # noqa: S311 - the same town every time, no secret
    return Town(
        chance=chance,
        words=words,
        wijken=list(Wijk.objects.order_by("code")),
        themes=list(Theme.objects.order_by("slug")),
        goals=list(Goal.objects.order_by("code")),
        guides=list(User.objects.filter(role_grants__role=Role.GUIDE).order_by("pk")),
        colleagues=list(User.objects.filter(role_grants__role=Role.EP_MEMBER).order_by("pk")),
        people=_people(words),
        past=past,
        lately=at_clock(past.day(UNANSWERED_FOR_WORKING_DAYS), time.min),
    )


def _people(words: Facts) -> list[User]:
    names = islice(product(words["last_names"], words["first_names"]), PEOPLE)
    nobodys_password = make_password(None)
    wanted = [
        User(email=f"bewoner{number:04d}@voorbeeld.nl", display_name=f"{first} {last}", password=nobodys_password)
        for number, (last, first) in enumerate(names, start=1)
    ]
    User.objects.bulk_create(wanted, batch_size=BATCH, ignore_conflicts=True)
    return list(User.objects.filter(email__startswith="bewoner").order_by("email"))


def _moments(town: Town, missing: int, open_left: int, at: datetime) -> list[datetime]:
    """When each case came in: closed ones over the years, oldest first, then the open ones of the last weeks."""
    chance, past = town.chance, town.past
    weeks = [past.day(ago) for ago in range(OPEN_SINCE_WORKING_DAYS)]
    years = [localdate(at) - timedelta(days=chance.randint(70, OLDEST_DAYS_AGO)) for _ in range(missing - open_left)]
    lately = [chance.choice(weeks[1:]) for _ in range(open_left)]
    return [_in_the_morning(chance, day) for day in [*sorted(years), *sorted(lately)]]


def _in_the_morning(chance: Random, day: date) -> datetime:
    return at_clock(day, time(8, 0)) + timedelta(minutes=chance.randint(0, 180))


def _case(town: Town, moment: datetime, numbers: Numbers, *, is_open: bool) -> Initiative:
    chance = town.chance
    number = numbers.take(localdate(moment).year)
    state = chance.choice(OPEN_STATES) if is_open else State.CLOSED
    if state == State.SUBMITTED and moment < town.lately:
        state = State.CONVERSING
    theme, wijk = chance.choice(town.themes), chance.choice(town.wijken)
    in_wijk = chance.random() < 0.85
    texts = _texts(town, theme, wijk.name if in_wijk else "Zwolle")
    initiative = Initiative(
        number=number,
        slug=f"{slugify(texts['title'])[:80]}-{number.removeprefix('ZW-')}",
        theme=theme,
        place_kind=PlaceKind.WIJK if in_wijk else PlaceKind.CITY,
        wijk=wijk if in_wijk else None,
        shown_name=ShownName.FIRST,
        origin=Origin.PORTAL,
        submitted_at=moment,
        changed_at=moment,
        state=state,
        public_consent_at=moment,
        **texts,
        **_passage(town, state, moment),
    )
    initiative.index_words()
    return initiative


def _texts(town: Town, theme: Theme, where: str) -> dict[str, str]:
    chance, words = town.chance, town.words
    thing = chance.choice(words["things"][theme.slug])
    return {
        "title": f"{thing} {chance.choice(words['companies'])} in {where}",
        "summary": " ".join(chance.sample(words["aims"], 5)),
        "for_whom": chance.choice(words["for_whom"]),
        "with_whom": chance.choice(words["with_whom"]),
        "planned_when": chance.choice(words["planned_when"]),
        "question": chance.choice(words["questions"]),
    }


def _passage(town: Town, state: State, moment: datetime) -> dict[str, Any]:
    """Where the case stands, as the actions would have left it."""
    chance = town.chance
    if state == State.SUBMITTED:
        return {"ball": Party.MUNICIPALITY}
    taken_up = moment + timedelta(hours=5)
    advised = state in {State.ADVISED, State.CLOSED}
    passage: dict[str, Any] = {
        "owner": chance.choice(town.guides),
        "owned_at": taken_up,
        "published_at": taken_up,
        "news_at": taken_up + timedelta(minutes=chance.randint(1, 240)),
        "position_kind": chance.choice(POSITIONS) if advised else "",
        "ball": chance.choice([Party.MUNICIPALITY, Party.MUNICIPALITY, Party.INITIATOR]),
    }
    if state == State.CLOSED:
        passage |= {
            "ball": "",
            "outcome": chance.choice(list(Outcome)),
            "outcome_note": chance.choice(town.words["outcomes"]),
            "outcome_on": localdate(moment + timedelta(days=40)),
            "closed_at": moment + timedelta(days=40),
            "news_at": moment + timedelta(days=40, minutes=chance.randint(1, 400)),
        }
    return passage
