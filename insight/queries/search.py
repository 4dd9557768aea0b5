"""Finding everything that everyone may read. Each kind is fetched through the same queryset as its own page.

Large tables are searched by their shadow column (`core.search`), the title first; small ones, of which all rows are
shown on a page anyway, by folding their words here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city.models import Goal, Wijk
from community.enums.story import StoryKind
from community.models import Challenge, ChallengeDecision, Event, Hub, StoryVersion
from community.queries.hubs import hub_card
from community.queries.stories import newest
from core import search
from initiatives.enums import PlaceKind
from initiatives.models import Initiative
from initiatives.queries.public import TEASER_LENGTH, in_two_parts, shortened, status_of
from insight.enums import SearchKind
from insight.models import Edition
from insight.queries.edition import public_lessons
from stimulus_fund.queries.schemes import rules_on
from teams.queries.programme import public_programmes

MOST_COUNTED = 1_000
MOST_FOLDED = 500  # rows of a small table that are read for a search
AT_FIRST = 4  # hits of each kind on the page of all kinds
PAGE_SIZE = 12
MARKS = re.compile(r"[*#>`_]+")  # of Markdown, which a line of text does not need
Text = str | LazyText


@dataclass(frozen=True)
class Hit:
    """Something that was found; `lang` is set when its words are in another language than the page."""

    title: Text
    url: str
    text: Text = ""
    note: Text = ""
    lang: str = ""


@dataclass(frozen=True)
class Page:
    """Which part of what was found is asked for."""

    start: int
    size: int


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many (one more than MOST_COUNTED says "more than"), and a part of it."""

    kind: SearchKind
    count: int
    hits: Sequence[Hit]

    @property
    def is_capped(self) -> bool:
        """True when there are more than were counted."""
        return self.count > MOST_COUNTED


@dataclass(frozen=True)
class Entry:
    """One row of a small table: the hit it gives, and all words it can be found by."""

    hit: Hit
    words: str


def found(query: str, *, kind: SearchKind | None, page: int, today: date) -> list[Found]:
    """What was found of each kind, in the order of the page; hits of the chosen kind only, else the first of each.

    Nothing when the query holds no letter or digit. A constant number of queries.
    """
    if not search.terms(query):
        return []
    asked = Page((page - 1) * PAGE_SIZE, PAGE_SIZE) if kind else Page(0, AT_FIRST)
    nothing = Page(0, 0)
    return [look(query, each, asked if kind in {None, each} else nothing, today) for each in SearchKind]


def look(query: str, kind: SearchKind, page: Page, today: date) -> Found:
    """What was found of one kind."""
    count, hits = FINDERS[kind](query, page, today)
    return Found(kind, count, hits)


# --- Large tables: by their shadow column ----------------------------------------------------------------------------
def _initiatives(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    rows = search.matching(Initiative.objects.public(), query)
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    if not page.size:
        return count, []
    columns = ("slug", "title", "language", "state", "outcome", "paused_at", "place_kind", "wijk__name")
    ordered = rows.order_by("-news_at", "-pk").values(*columns, teaser=Left("summary", 2 * TEASER_LENGTH))
    return count, [_initiative(row) for row in in_two_parts(ordered, search.in_title(query), page.start)[: page.size]]


def _initiative(row: dict[str, str | None]) -> Hit:
    status, _tone = status_of(row["state"] or "", row["outcome"] or "", paused=row["paused_at"] is not None)
    place = _("Hele stad") if row["place_kind"] == PlaceKind.CITY else row["wijk__name"]
    return Hit(
        title=row["title"] or "",
        url=reverse("initiatives:detail", args=[row["slug"]]),
        text=shortened(row["teaser"] or ""),
        note=f"{status} · {place}",
        lang=_other(row["language"] or ""),
    )


# --- Small tables: folded here ----------------------------------------------------------------------------------------
def _stories(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    """Found by what is told, never by who is quoted: a person is not looked up here."""
    about = Initiative.objects.public().filter(pk=OuterRef("story__initiative")).order_by().values("title")
    told = newest(StoryVersion.objects.published()).values(
        "title", "lead", "body", "language", "story__slug", "story__kind", "story__published_at",
        name=F("story__theme__name"), name_en=F("story__theme__name_en"), about=Subquery(about),
    )  # fmt: skip
    return folded(query, [_story(row) for row in told[:MOST_FOLDED]], page)


def _story(row: Any) -> Entry:
    kind = StoryKind(row["story__kind"]).label.capitalize()
    theme = (row["name_en"] if get_language() == "en" else "") or row["name"]
    note = " · ".join(filter(None, [date_format(localtime(row["story__published_at"]), "j F Y"), kind, theme]))
    url = reverse("community:story", args=[row["story__slug"]])
    hit = Hit(row["title"], url, shortened(row["lead"]), note, lang=_other(row["language"]))
    words = [row["lead"], row["body"], row["name"], row["name_en"], row["about"], kind]
    return Entry(hit, " ".join(filter(None, words)))


def _hubs(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    """Found by what they do, and by the help they give, on which theme and where: "wie helpt met geld in Assendorp"."""
    everywhere = " ".join(Wijk.objects.order_by("name").values_list("name", flat=True))
    hubs = Hub.objects.active().prefetch_related("help_given", "themes", "wijken").order_by("name", "pk")[:MOST_FOLDED]
    local_first = sorted(hubs, key=lambda hub: not hub.wijken.all())
    return folded(query, [_hub(hub, everywhere) for hub in local_first], page)


def _hub(hub: Hub, everywhere: str) -> Entry:
    card = hub_card(hub)
    note = " · ".join(map(str, filter(None, [", ".join(map(str, card.help)), ", ".join(map(str, card.where))])))
    hit = Hit(hub.name, hub.get_absolute_url(), shortened(hub.text), note, lang=hub.text_lang)
    themes = " ".join(f"{theme.name} {theme.name_en}" for theme in hub.themes.all())
    places = " ".join(" ".join([wijk.name, *wijk.resident_names]) for wijk in hub.wijken.all()) or everywhere
    asked = " ".join([_("wie helpt waarmee"), _("wie helpt met"), _("initiatiefknooppunt")])
    return Entry(hit, f"{hub.does} {hub.does_en} {note} {themes} {places} {asked}")


def _challenges(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    reasons = Prefetch("decisions", ChallengeDecision.objects.only("challenge", "reasons", "part").order_by("-pk"))
    public = Challenge.objects.public().select_related("initiative__wijk").prefetch_related(reasons)
    latest = public.order_by("-received_at", "-pk")[:MOST_FOLDED]
    return folded(query, [_challenge(challenge) for challenge in latest], page)


def _challenge(challenge: Challenge) -> Entry:
    case = challenge.initiative
    place = case.wijk.name if case.wijk and case.place_kind != PlaceKind.CITY else _("Hele stad")
    note = " · ".join(map(str, [challenge.number, challenge.get_state_display(), place]))
    hit = Hit(challenge.name, challenge.public_url, shortened(challenge.better), note, lang=_other(case.language))
    said = " ".join(f"{decision.reasons} {decision.part}" for decision in challenge.decisions.all())
    kind = " ".join([_("uitdaging"), _("uitdaagrecht")])
    return Entry(hit, f"{challenge.task} {challenge.better} {case.title} {note} {said} {kind}")


def _agenda(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    latest = Event.objects.public().select_related("kind").order_by("-starts_at", "-pk")[:MOST_FOLDED]
    return folded(query, [_event(event) for event in latest], page)


def _event(event: Event) -> Entry:
    day = date_format(localtime(event.starts_at), "j F Y")
    note = " · ".join(filter(None, [day, event.kind.label, event.place]))
    hit = Hit(event.title, event.get_absolute_url(), shortened(MARKS.sub("", event.text)), note, lang=_other("nl"))
    return Entry(hit, f"{event.text} {event.place} {event.audience} {event.kind.name}")


def _goals(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    return folded(query, [_goal(goal) for goal in Goal.objects.active()[:MOST_FOLDED]], page)


def _goal(goal: Goal) -> Entry:
    is_english = get_language() == "en" and bool(goal.name_en)
    name, text = (goal.name_en, goal.text_en) if is_english else (goal.name, goal.text)
    url = reverse("initiatives:goal", args=[goal.code])
    hit = Hit(name, url, shortened(text), goal.code, lang="" if is_english else _other("nl"))
    return Entry(hit, f"{goal.name} {goal.text} {goal.text_en} {goal.code}")


def _fund(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    entries = [
        Entry(
            Hit(rules.scheme.name, rules.scheme.get_absolute_url(), rules.summary, lang=_other("nl")),
            f"{rules.summary} {rules.for_whom} {rules.conditions} {rules.not_paid}",
        )
        for rules in rules_on(today)
    ]
    pages = [
        ("fund:home", _("Stimuleringsfonds"), _("Subsidie en geld aanvragen voor uw initiatief.")),
        ("fund:register", _("Register van toekenningen"), _("Welke initiatieven geld kregen, hoeveel en waarvoor.")),
    ]
    entries += [Entry(Hit(title, reverse(name), text), str(text)) for name, title, text in pages]
    return folded(query, entries, page)


def _learnt(query: str, page: Page, today: date) -> tuple[int, list[Hit]]:
    dutch = _other("nl")
    editions = [
        Entry(Hit(edition.title, edition.get_absolute_url(), note=_("Leerverslag"), lang=dutch), "leerverslag")
        for edition in Edition.objects.published()[:MOST_FOLDED]
    ]
    programmes = [
        Entry(
            Hit(one.name, reverse("learning:programme", args=[one.slug]), note=_("Programma"), lang=dutch),
            f"{one.introduction} {one.goals}",
        )
        for one in public_programmes()[:MOST_FOLDED]
    ]
    lessons = [
        Entry(
            Hit(
                title=shortened(line.text, 90),
                url=line.edition.get_absolute_url(),
                text=line.text if len(line.text) > 90 else "",
                note=f"{_('Les')} · {line.get_about_display()}" if line.about else _("Les"),
                lang=dutch,
            ),
            line.text,
        )
        for line in public_lessons()[:MOST_FOLDED]
    ]
    return folded(query, [*editions, *programmes, *lessons], page)


def folded(query: str, entries: Iterable[Entry], page: Page) -> tuple[int, list[Hit]]:
    """How many entries hold every word of the query, and a page of them; those with all words in the title first."""
    words = search.terms(query)
    titled: list[Hit] = []
    others: list[Hit] = []
    for entry in entries:
        title = search.normalise(str(entry.hit.title))
        whole = f"{title} {search.normalise(entry.words)}"
        if all(word in whole for word in words):
            (titled if all(word in title for word in words) else others).append(entry.hit)
    hits = [*titled, *others]
    return len(hits), hits[page.start : page.start + page.size]


def _other(language: str) -> str:
    """The language of words that are not in that of the page."""
    return "" if language == get_language() else language


Finder = Callable[[str, Page, date], tuple[int, list[Hit]]]
FINDERS: dict[SearchKind, Finder] = {
    SearchKind.INITIATIVES: _initiatives,
    SearchKind.STORIES: _stories,
    SearchKind.AGENDA: _agenda,
    SearchKind.HUBS: _hubs,
    SearchKind.GOALS: _goals,
    SearchKind.CHALLENGES: _challenges,
    SearchKind.FUND: _fund,
    SearchKind.LEARNT: _learnt,
}
