"""Measure pages in turn with the bare view, and hold the figures to the budgets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf

from bench import visits
from bench.handler import Answer, Application, keep_connection
from bench.report import Figures, figures

WARM_UP = 5
Visit = Callable[[Application], Answer]


@dataclass(frozen=True)
class Page:
    """A page to measure: `prepare` gives the visit for a filled town; `pace` is the part of the bare view's requests
    per second to reach (none for a page that is made once and then kept), `growth` how many times its cost at the
    smallest size it may come to, `galleries` how many times the gallery page named
    `yardstick` at the largest size (none: no bound)."""

    name: str
    prepare: Callable[[Application], Visit]
    pace: float = 0
    growth: float = 1.5
    galleries: float = 0
    yardstick: str = "gallery, anew"


# A page that counts or searches the whole town may come to three times its cost: at 20,000 there is more to count.
COUNTING = 3.0
NOISE = 1.15  # two kept pages cost the same look-up
COUNTING_ANEW = 5.0  # made at most once in twenty seconds by each process, and kept
GALLERIES_ANEW = {"figures": 10, "council": 10}  # what counts over everything, when no process has kept it
PUBLIC = [
    Page("home", visits.home, pace=0.5, growth=COUNTING),
    Page("gallery", visits.gallery, pace=0.5),
    Page("filter with search", visits.filtered, pace=0.5, growth=COUNTING),
    Page("search, rare word", visits.rare_word, pace=0.5),
    Page("search, common word", visits.common_word, pace=0.5, growth=COUNTING),
    Page("public page", visits.public_page, pace=0.5),
    Page("figures", visits.figures_page, pace=0.5, growth=COUNTING),
    Page("council", visits.council, pace=0.5, growth=COUNTING),
    Page("goals", visits.goals, pace=0.5, growth=COUNTING),
    Page("goal", visits.goal, pace=0.5, growth=COUNTING),
    Page("agenda", visits.agenda, pace=0.5, growth=COUNTING),
    Page("stories", visits.stories, pace=0.5, growth=COUNTING),
    Page("hubs", visits.hubs, pace=0.5),
    Page("right to challenge", visits.challenges, pace=0.5),
    Page("search everything", visits.search_everything, pace=0.5, growth=COUNTING),
    Page("register of awards", visits.register, pace=0.5),
    Page("vote", visits.vote, pace=0.5),
    Page("frozen edition", visits.edition, pace=0.5, galleries=NOISE, yardstick="gallery"),
]
PAGES = [
    *PUBLIC,
    *(
        replace(
            page,
            name=f"{page.name}, anew",
            prepare=visits.made_anew(page.prepare),
            pace=0,
            galleries=GALLERIES_ANEW.get(page.name, 0),
            growth=COUNTING_ANEW if page.growth == COUNTING else page.growth,
        )
        for page in PUBLIC
    ),
    Page("API: initiatives", visits.open_data("/initiatieven"), pace=0.3, growth=COUNTING),
    Page("API: narrowed", visits.open_data("/initiatieven?wijk=assendorp&status=klaar"), pace=0.3, growth=COUNTING),
    Page("API: positions", visits.open_data("/posities"), growth=COUNTING_ANEW),
    Page("API: goals", visits.open_data("/doelen"), growth=COUNTING_ANEW),
    Page("API: agenda", visits.open_data("/agenda"), growth=COUNTING_ANEW),
    Page("API: awards", visits.open_data("/toekenningen"), growth=COUNTING_ANEW),
    Page("API: figures", visits.open_data("/cijfers"), pace=0.3),
    Page("API: wijken", visits.open_data("/wijken"), growth=COUNTING_ANEW),
    Page("API: OpenAPI", visits.open_data("/openapi.json"), pace=0.3),
    Page("live report", visits.live_report, growth=inf, galleries=25),
    Page("capacity", visits.capacity, growth=inf, galleries=10),
    Page("status page", visits.status_page, pace=0.3),
    Page("werkplek", visits.workplace, pace=0.3),
    Page("desk", visits.desk, pace=0.3),
    Page("list of the desk", visits.desk_list, pace=0.3),
    Page("case page of the desk", visits.desk_case, pace=0.3),
    Page("yearly report", visits.yearly, growth=inf, galleries=25),
    Page("disputes", visits.disputes, pace=0.3),
    Page("list of the fund", visits.fund_list, pace=0.3),
    Page("application", visits.fund_application, pace=0.3),
    Page("submit", visits.submit, pace=1 / 8),
]


def pages(size: int, rounds: int) -> Iterator[Figures]:
    """The figures of every page in the town as it is filled now."""
    keep_connection()
    portal, bare = Application(), Application(middleware=["bench.bare.only_this"])
    for page in PAGES:
        visit = page.prepare(portal)
        for _round in range(WARM_UP):
            visit(portal)
            bare.request("/")
        answers, units = [], []
        for _round in range(rounds):
            answers.append(visit(portal))
            units.append(bare.request("/"))
        yield figures(
            page.name,
            size,
            seconds=[answer.seconds for answer in answers],
            bare=[unit.seconds for unit in units],
            queries=(answer.queries for answer in answers),
            length=max(answer.size for answer in answers),
        )


def broken_budgets(rows: list[Figures]) -> list[str]:
    """What does not hold: queries that are not constant, pages that grow too much or are too slow."""
    found = [sentence for page in PAGES for sentence in _broken(page, [row for row in rows if row.page == page.name])]
    return found + [sentence for page in PAGES for sentence in _beyond_galleries(page, rows)]


def _beyond_galleries(page: Page, rows: list[Figures]) -> list[str]:
    largest = max(row.size for row in rows)
    cost = {row.page: row.ratio for row in rows if row.size == largest}
    if not page.galleries or cost[page.name] <= page.galleries * cost[page.yardstick]:
        return []
    times = cost[page.name] / cost[page.yardstick]
    return [f"{page.name}: {times:.2f} gallery pages, at most {page.galleries} is allowed"]


def _broken(page: Page, rows: list[Figures]) -> list[str]:
    sentences = []
    queries = {number for row in rows for number in row.queries}
    if len(queries) > 1:
        sentences.append(f"{page.name}: the number of queries is not constant: {sorted(queries)}")
    smallest, largest = min(rows, key=lambda row: row.size), max(rows, key=lambda row: row.size)
    growth = largest.ratio / smallest.ratio
    if growth > page.growth:
        sentences.append(f"{page.name}: grows by {growth:.2f}, at most {page.growth} is allowed")
    if largest.pace < page.pace:
        sentences.append(f"{page.name}: {largest.pace:.2f} of the bare view's pace, {page.pace:.2f} is aimed at")
    return sentences
