"""The programmes of the demo town: one that is over and one of this season, played through the portal's own actions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from accounts.models import User
from initiatives.models import Initiative
from teams.actions import book, closing, gathering, intervision
from teams.actions import programme as programmes
from teams.models import Gathering, Programme
from teams.records import GatheringFacts, LookBack, NewLesson, ProgrammeFacts
from zwolle.demo.past import Past, at_clock
from zwolle.demo.stories import Person, read_programmes

MORNING, AFTERNOON, EVENING = time(9, 30), time(13, 0), time(16, 30)
LENGTH = 150  # minutes of a gathering
Act = Callable[[], object]


@dataclass(frozen=True)
class Season:
    """A programme while it is played: everybody by key, cases by the key of their story."""

    programme: Programme
    people: Mapping[str, User]
    cases: Mapping[str, Initiative]
    past: Past

    def at(self, day: int, clock: time) -> datetime:
        """The moment of a day; a day below zero lies ahead."""
        return at_clock(day_of(self.past, day), clock)


def hold_programmes(
    staff: Mapping[str, User], persons: Mapping[str, Person], cases: Mapping[str, Initiative], *, past: Past
) -> None:
    """Play every programme in the order of time."""
    emails = {person.email: key for key, person in persons.items()}
    everybody = {emails[user.email]: user for user in User.objects.filter(email__in=emails)} | dict(staff)
    for row in read_programmes():
        season = _begin(row, everybody, cases, past)
        for _day, act in sorted(_acts(season, row), key=lambda dated: -dated[0]):
            act()


def day_of(past: Past, day: int) -> date:
    """That many working days ago, or ahead when it lies below zero."""
    return past.day(day) if day >= 0 else past.later(0, -day)


def _begin(row: Mapping[str, Any], people: Mapping[str, User], cases: Mapping[str, Initiative], past: Past) -> Season:
    leader = people[row["leader"]]
    facts = ProgrammeFacts(
        **{name: row[name] for name in ("name", "kind", "goals", "introduction")},
        starts_on=day_of(past, row["from"]),
        ends_on=day_of(past, row["until"]),
        is_public=True,
        owner=leader,
    )
    at = at_clock(day_of(past, row["from"]), MORNING)
    season = Season(programmes.begin_programme(facts=facts, by=leader, at=at), people, cases, past)
    for key in row["members"]:
        programmes.add_member(programme=season.programme, user=people[key], by=leader, at=at)
    for key in row["initiatives"]:
        programmes.add_initiative(programme=season.programme, initiative=cases[key], by=leader, at=at)
    return season


def _acts(season: Season, row: Mapping[str, Any]) -> Iterator[tuple[int, Act]]:
    """Everything that happens after the beginning, with its day; each gathering is planned at the beginning."""
    leader = season.people[row["leader"]]
    meetings = [_plan(season, each, leader, at=season.at(row["from"], MORNING)) for each in row["gathering"]]
    for each, meeting in zip(row["gathering"], meetings, strict=True):
        if each["outcome"]:
            yield each["day"], _telling(season, each, meeting, leader)
    for each in row["stopped"]:
        yield each["ago"], _stopping(season, each, leader)
    for each in row.get("question", []):
        yield each["day"], _asking(season, each, meetings)
    for each in row.get("book", []):
        for passing in each["passings"]:
            yield passing["day"], _passing(season, each["number"], passing)
    if "asked" in row:
        yield row["asked"], _closing(season, row, leader)


def _plan(season: Season, row: Mapping[str, Any], leader: User, *, at: datetime) -> Gathering:
    starts_at = season.at(row["day"], AFTERNOON)
    facts = GatheringFacts(
        kind=row["kind"], starts_at=starts_at, minutes=LENGTH, place=row["place"], agenda=row["agenda"]
    )
    return gathering.plan_gathering(programme=season.programme, facts=facts, by=leader, at=at)


def _telling(season: Season, row: Mapping[str, Any], meeting: Gathering, leader: User) -> Act:
    def act() -> None:
        away = {season.people[key] for key in row["absent"]}
        inside = [member.user for member in season.programme.members.inside().select_related("user")]
        presences = {user: "excused" if user in away else "present" for user in inside}
        given = {"outcome": row["outcome"], "presences": presences, "by": leader}
        gathering.write_outcome(gathering=meeting, version=meeting.version, at=season.at(row["day"], EVENING), **given)

    return act


def _stopping(season: Season, row: Mapping[str, Any], leader: User) -> Act:
    def act() -> None:
        member = season.programme.members.get(user=season.people[row["who"]])
        programmes.end_member(member=member, reason=row["reason"], by=leader, at=season.at(row["ago"], MORNING))

    return act


def _asking(season: Season, row: Mapping[str, Any], meetings: list[Gathering]) -> Act:
    def act() -> None:
        at, by, case = season.at(row["day"], EVENING), season.people[row["by"]], season.cases[row["story"]]
        question = intervision.bring_question(
            programme=season.programme,
            text=row["text"],
            initiative=case,
            gathering=meetings[row["gathering"]] if "gathering" in row else None,
            by=by,
            at=at,
        )
        for word in row["word"]:
            speaker = season.people[word["by"]]
            intervision.say(question=question, kind=word["kind"], text=word["text"], by=speaker, at=at)
        if row["insight"]:
            question = intervision.write_insight(question=question, insight=row["insight"], by=by, at=at)
        if row["lesson"]:
            lesson = NewLesson(text=row["lesson"])
            intervision.keep_as_lesson(question=question, initiative=case, lesson=lesson, by=by, at=at)

    return act


def _passing(season: Season, number: int, row: Mapping[str, Any]) -> Act:
    def act() -> None:
        volume = season.programme.books.get(number=number)
        people = {"to": season.people[row["to"]], "by": season.people[row["by"]]}
        held = volume.passings.in_hand().first()
        book.pass_on(book=volume, word=row["word"], at=season.at(row["day"], EVENING), seen=held, **people)

    return act


def _closing(season: Season, row: Mapping[str, Any], leader: User) -> Act:
    def act() -> None:
        closing.ask_to_look_back(programme=season.programme, by=leader, at=season.at(row["asked"], MORNING))
        for each in row["answer"]:
            said = LookBack(brought=each["brought"], needed=each["needed"], quoting=each["quoting"])
            closing.look_back(
                programme=season.programme,
                answer=said,
                initiative=season.cases[each["story"]] if "story" in each else None,
                by=season.people[each["by"]],
                at=season.at(row["asked"], EVENING),
            )

    return act
