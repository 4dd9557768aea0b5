"""The right to challenge in the demo town: from a draft to an evaluation, played through the portal's own actions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from accounts.models import User
from community.actions import challenge_agreement as own
from community.actions import challenge_draft as drafts
from community.actions import challenge_due as due
from community.actions import challenge_sending as sending
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions import desk_challenge_deciding as deciding
from community.models import Challenge
from community.queries.challenge_own import snapshot, tasks
from community.queries.challenge_terms import criteria
from initiatives.models import Initiative
from zwolle.demo.past import Past, at_clock
from zwolle.demo.programmes import day_of
from zwolle.demo.stories import read_challenges

DUE_WORK_AT, OPENING, LATER = time(7, 0), time(10, 15), time(15, 40)
CENTS = 100
Row = Mapping[str, Any]
Act = Callable[[], object]


@dataclass(frozen=True)
class Contest:
    """A challenge while it is played: its initiator, the colleagues by key, and the days."""

    challenge: Challenge
    by: User
    staff: Mapping[str, User]
    past: Past

    def at(self, day: int, clock: time = OPENING) -> datetime:
        """The moment of a day that many working days ago."""
        return at_clock(self.past.day(day), clock)

    def day(self, day: int) -> date:
        """The day that many working days ago; below zero it lies ahead."""
        return day_of(self.past, day)


def play_challenges(staff: Mapping[str, User], cases: Mapping[str, Initiative], *, past: Past) -> None:
    """Play everything that happens to every challenge in the order of time, with the due work of those mornings."""
    acts = [act for row in read_challenges() for act in _acts(_begin(row, staff, cases, past), row)]
    for day, act in sorted(acts, key=lambda dated: -dated[0]):
        due.do_due_work(at=at_clock(past.day(day), DUE_WORK_AT))
        act()


def _begin(row: Row, staff: Mapping[str, User], cases: Mapping[str, Initiative], past: Past) -> Contest:
    case = cases[row["story"]]
    member = case.members.select_related("user").earliest("pk")
    draft = drafts.begin(initiative=case, by=member.user, at=at_clock(past.day(row["begun"]), OPENING))
    return Contest(draft, member.user, staff, past)


def _acts(contest: Contest, row: Row) -> Iterator[tuple[int, Act]]:
    """What happens, each with its day; what a row does not tell did not happen."""
    yield row["begun"], lambda: _write(contest, row)
    if "sent" in row:
        yield row["sent"], lambda: _send(contest, row)
    if "taken" in row:
        yield row["taken"], lambda: _take_up(contest, row)
    for told, each in ((_ask, "missing"), (_view, "view"), (_advise, "advice")):
        yield from _steps(told, contest, row, each)
    for told, each in ((_decide, "decision"), (_agree, "agreement"), (_evaluate, "evaluation")):
        yield from _steps(told, contest, row, each)
    for each in row.get("review", ()):
        yield each["ago"], _reviewing(contest, row, each)


def _steps(
    told: Callable[[Contest, Row, Row], Iterator[tuple[int, Act]]], contest: Contest, row: Row, name: str
) -> Iterator[tuple[int, Act]]:
    if name in row:
        yield from told(contest, row, row[name])


def _write(contest: Contest, row: Row) -> None:
    """Fill in the parts that were answered; euros become cents, days become dates."""
    said = dict(row["answers"])
    for name in {"known_cents", "then_cents"} & said.keys():
        said[name] *= CENTS
    if "starts_on" in said:
        said["starts_on"] = contest.day(said["starts_on"])
    for part in [task.part for task in tasks(contest.challenge, [])]:
        answers = {name: said[name] for name in snapshot(contest.challenge, part) if name in said}
        if answers:
            at = contest.at(row["begun"], LATER)
            drafts.keep(challenge=contest.challenge, part=part, answers=answers, seen="", at=at)


def _send(contest: Contest, row: Row) -> None:
    at = contest.at(row["sent"])
    sending.send(challenge=contest.challenge, may_be_public=row["public"], by=contest.by, at=at)


def _take_up(contest: Contest, row: Row) -> None:
    assessing.take_up(challenge=contest.challenge, by=contest.staff[row["assessor"]], at=contest.at(row["taken"]))


def _ask(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    who = contest.staff[row["assessor"]]
    challenge = contest.challenge
    yield (
        said["asked"],
        lambda: assessing.ask(challenge=challenge, asked=said["text"], by=who, at=contest.at(said["asked"])),
    )
    yield (
        said["answered"],
        lambda: sending.complete(
            challenge=challenge, answer=said["answer"], uploads=[], by=contest.by, at=contest.at(said["answered"])
        ),
    )


def _view(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    challenge, who, asks = contest.challenge, contest.staff[said["who"]], contest.staff[row["assessor"]]
    yield (
        said["asked"],
        lambda: assessing.ask_view(
            challenge=challenge, person=who, question=said["question"], by=asks, at=contest.at(said["asked"], LATER)
        ),
    )
    if "given" in said:
        cents = said["costs"] * CENTS if "costs" in said else None
        facts = {"text": said["text"], "cost_cents": cents, "by": who}
        yield (
            said["given"],
            lambda: assessing.give_view(challenge=challenge, **facts, at=contest.at(said["given"])),
        )


def _advise(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    def act() -> None:
        judged = zip(criteria().order_by("position"), said["judged"], strict=True)
        assessing.advise(
            challenge=contest.challenge,
            judgements={one.pk: (fit, reason) for one, (fit, reason) in judged},
            verdict=said["verdict"],
            text=said["text"],
            hands_in=True,
            by=contest.staff[row["assessor"]],
            at=contest.at(said["ago"]),
        )

    yield said["ago"], act


def _decide(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    words = {name: said.get(name, "") for name in ("reasons", "part", "deviation")}
    facts = {"verdict": said["verdict"], "words": words, "talk_until": None, "by": contest.staff[said["by"]]}
    yield (
        said["ago"],
        lambda: deciding.decide(challenge=contest.challenge, **facts, at=contest.at(said["ago"])),
    )


def _agree(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    challenge = contest.challenge
    proposal = agreeing.Proposal(
        initiator_does=said["initiator_does"],
        municipality_does=said["municipality_does"],
        cents=said["euros"] * CENTS,
        starts_on=contest.day(said["starts"]),
        ends_on=contest.day(said["ends"]),
        review_days=[contest.day(day) for day in said["reviews"]],
    )

    def propose() -> None:
        at, by = contest.at(said["proposed"]), contest.staff[row["assessor"]]
        agreeing.propose(challenge=challenge, proposal=proposal, by=by, at=at)

    def agree() -> None:
        read = Challenge.objects.get(pk=challenge.pk).agreement
        own.agree(challenge=challenge, seen=own.agreement_mark(read), by=contest.by, at=contest.at(said["agreed"]))

    yield said["proposed"], propose
    yield said["agreed"], agree


def _reviewing(contest: Contest, row: Row, said: Row) -> Act:
    def act() -> None:
        agreement = Challenge.objects.get(pk=contest.challenge.pk).agreement
        review = agreement.reviews.get(due_on=contest.day(said["due"]))
        facts: dict[str, Any] = {"challenge": contest.challenge, "review": review}
        own.look_back(**facts, words=said["initiator"], by=contest.by, at=contest.at(said["ago"]))
        colleague = contest.staff[row["assessor"]]
        agreeing.look_back(**facts, words=said["municipality"], by=colleague, at=contest.at(said["ago"], LATER))

    return act


def _evaluate(contest: Contest, row: Row, said: Row) -> Iterator[tuple[int, Act]]:
    challenge, colleague = contest.challenge, contest.staff[row["assessor"]]
    yield (
        said["ours"],
        lambda: own.evaluate(challenge=challenge, words=said["initiator"], by=contest.by, at=contest.at(said["ours"])),
    )
    yield (
        said["theirs"],
        lambda: agreeing.evaluate(
            challenge=challenge, words=said["municipality"], by=colleague, at=contest.at(said["theirs"])
        ),
    )
