"""Initiatives and the municipality's positions as open data: what their public page says, and nothing besides."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from initiatives.enums import GoalStage, PlaceKind
from initiatives.models import GoalLink, HelpAsked, Initiative, Position
from insight.queries.open_data import town
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Row, day_begins
from insight.queries.open_data.words import HELP, OUTCOME, PLACE, POSITION, STATUS, by_word

CITY_WIDE = "hele-stad"
NUMBER = "^[A-Z]{2}-[0-9]{4}-[0-9]{4,6}$"
NUMBER_EXAMPLE = "ZW-2026-0147"


def public() -> QuerySet[Initiative]:
    """Public initiatives, those with the latest news first."""
    return Initiative.objects.public().order_by("-news_at", "-pk")


def positions() -> QuerySet[Position]:
    """The position that holds now of each public initiative, the last one that was taken first."""
    later = Position.objects.filter(initiative=OuterRef("initiative"), pk__gt=OuterRef("pk"))
    of_public = Position.objects.filter(initiative__in=Initiative.objects.public().values("pk"))
    return of_public.filter(~Exists(later)).order_by("-pk")


def beside(rows: list[Row]) -> None:
    """Add the goals and the help asked of these initiatives. Two queries."""
    keys = [row["pk"] for row in rows]
    goals, helped = defaultdict(list), defaultdict(list)
    links = GoalLink.objects.exclude(stage=GoalStage.REJECTED).filter(initiative__in=keys).order_by("goal__sort_code")
    for initiative, code in links.values_list("initiative", "goal__code"):
        goals[initiative].append(code)
    asked = HelpAsked.objects.filter(initiative__in=keys).order_by("pk")
    for initiative, kind in asked.values_list("initiative", "kind"):
        helped[initiative].append(HELP[kind])
    for row in rows:
        row["goals"], row["help"] = goals[row["pk"]], helped[row["pk"]]


def page_of(slug: str) -> str:
    """The whole address of the page for people, in Dutch."""
    with override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_ADDRESS + reverse("initiatives:detail", args=[slug])


def wijk_of(row: Row, prefix: str = "") -> str | None:
    """The wijk of an initiative that is for one wijk."""
    return None if row[f"{prefix}place_kind"] == PlaceKind.CITY else row[f"{prefix}wijk__slug"]


def at(rows: Any, wijk: str, prefix: str = "") -> Any:
    """What is for one wijk, or for the whole city."""
    city = Q(**{f"{prefix}place_kind": PlaceKind.CITY})
    return rows.filter(city) if wijk == CITY_WIDE else rows.filter(~city, **{f"{prefix}wijk__slug": wijk})


def places() -> dict[str, str]:
    """The wijken, and the whole city."""
    return {CITY_WIDE: CITY_WIDE, **town.wijk_values()}


def since(column: str, moments: bool = True) -> Any:
    """Narrows rows to what was told on or after a day."""
    return lambda rows, day: rows.filter(**{f"{column}__gte": day_begins(day) if moments else day})


def serving(rows: QuerySet[Initiative], code: str) -> QuerySet[Initiative]:
    """What serves a goal."""
    links = GoalLink.objects.exclude(stage=GoalStage.REJECTED).filter(goal__code=code)
    return rows.filter(pk__in=links.values("initiative"))


WIJK_FILTER = Filter("wijk", _("De sleutel van een wijk, of hele-stad."), at, values=places, example="assendorp")
THEME_FILTER = Filter(
    "thema",
    _("De sleutel van een thema."),
    lambda rows, slug: rows.filter(theme__slug=slug),
    values=town.theme_values,
    example="groen-en-natuur",
)
SINCE = _("Alleen wat op of na deze dag is gemeld.")
EXAMPLE_DAY = date(2026, 1, 1).isoformat()

INITIATIVES = Dataset(
    name="initiatieven",
    one="initiatief",
    title=_("Initiatieven"),
    about=_("Openbare initiatieven van bewoners: wat het plan is, waar, hoe het ervoor staat en hoe het verder ging."),
    limits=_(
        "Alleen wat de initiatiefnemer openbaar wil hebben. Geen namen van mensen en geen adressen: de plek is de "
        "wijk. De titel en de samenvatting zijn woorden van de initiatiefnemer."
    ),
    model=Initiative,
    rows=public,
    news="news_at",
    fields=(
        Field("nummer", Kind.TEXT, _("Het nummer van het initiatief."), ("number",), example=NUMBER_EXAMPLE),
        Field("titel", Kind.TEXT, _("De naam van het initiatief."), ("title",), example="Buurttuin aan de dijk"),
        Field("samenvatting", Kind.TEXT, _("Wat het plan is, in eigen woorden."), ("summary",), may_lack=True),
        Field("taal", Kind.TEXT, _("De taal van titel en samenvatting."), ("language",), example="nl"),
        Field(
            "thema",
            Kind.TEXT,
            _("De sleutel van het thema."),
            ("theme__slug",),
            may_lack=True,
            example="groen-en-natuur",
        ),
        Field(
            "plek",
            Kind.TEXT,
            _("Of het voor één wijk is of voor de hele stad."),
            ("place_kind",),
            lambda row: PLACE[row["place_kind"]],
            words=tuple(dict.fromkeys(PLACE.values())),
            example="wijk",
        ),
        Field(
            "wijk",
            Kind.TEXT,
            _("De sleutel van de wijk; leeg als het voor de hele stad is."),
            ("wijk__slug", "place_kind"),
            wijk_of,
            may_lack=True,
            example="assendorp",
        ),
        Field(
            "status",
            Kind.TEXT,
            _("Hoe ver het is bij de gemeente."),
            ("state",),
            lambda row: STATUS[row["state"]],
            words=tuple(STATUS.values()),
            example="in-gesprek",
        ),
        Field(
            "positie",
            Kind.TEXT,
            _("Wat de gemeente voor het initiatief is; leeg zolang zij dat nog niet zei."),
            ("position_kind",),
            lambda row: POSITION.get(row["position_kind"]),
            may_lack=True,
            words=tuple(POSITION.values()),
            example="ontwikkelingsruimte",
        ),
        Field(
            "uitkomst",
            Kind.TEXT,
            _("Hoe het initiatief er nu voor staat; leeg zolang dat niet bekend is."),
            ("outcome",),
            lambda row: OUTCOME.get(row["outcome"]),
            may_lack=True,
            words=tuple(OUTCOME.values()),
            example="loopt-zelfstandig",
        ),
        Field(
            "gevraagdeHulp",
            Kind.WORDS,
            _("Welke hulp de initiatiefnemer vraagt."),
            ("kind",),
            lambda row: row["help"],
            words=tuple(HELP.values()),
            of=HelpAsked,
            example=["plek"],
        ),
        Field(
            "doelen",
            Kind.WORDS,
            _("De codes van de doelen waar het aan bijdraagt."),
            ("goal__code", "stage"),
            lambda row: row["goals"],
            of=GoalLink,
            example=["7.1.1"],
        ),
        Field("openbaarSinds", Kind.MOMENT, _("Sinds wanneer iedereen het kan lezen."), ("published_at",)),
        Field(
            "laatsteNieuws",
            Kind.MOMENT,
            _("Wanneer er voor het laatst iets over gemeld is."),
            ("news_at",),
            may_lack=True,
        ),
        Field("pagina", Kind.LINK, _("De pagina voor mensen."), ("slug",), lambda row: page_of(row["slug"])),
    ),
    filters=(
        WIJK_FILTER,
        THEME_FILTER,
        Filter(
            "positie",
            _("Wat de gemeente voor het initiatief is."),
            lambda rows, kind: rows.filter(position_kind=kind),
            values=lambda: by_word(POSITION),
            example="meesamenwerken",
        ),
        Filter(
            "status",
            _("Hoe ver het is bij de gemeente."),
            lambda rows, state: rows.filter(state=state),
            values=lambda: by_word(STATUS),
            example="in-gesprek",
        ),
        Filter("doel", _("De code van een doel."), serving, values=town.goal_values, example="7.1.1"),
        Filter("sinds", SINCE, since("news_at"), is_day=True, example=EXAMPLE_DAY),
    ),
    key=Key("nummer", NUMBER, lambda rows, key: rows.filter(number=key), NUMBER_EXAMPLE),
    beside=beside,
    places=town.points_of_wijken,
    place_columns=("wijk", "place_kind"),
)

POSITIONS = Dataset(
    name="posities",
    one="positie",
    title=_("Posities"),
    about=_("Wat de gemeente nu voor elk openbaar initiatief is, waarom, en wat u daarvan mag verwachten."),
    limits=_("Alleen de positie die nu geldt. Wie haar innam staat er niet bij."),
    model=Position,
    rows=positions,
    fields=(
        Field(
            "initiatief",
            Kind.TEXT,
            _("Het nummer van het initiatief."),
            ("initiative__number",),
            example=NUMBER_EXAMPLE,
        ),
        Field(
            "positie",
            Kind.TEXT,
            _("Wat de gemeente voor het initiatief is."),
            ("kind",),
            lambda row: POSITION[row["kind"]],
            words=tuple(POSITION.values()),
            example="in-de-spotlights",
        ),
        Field("reden", Kind.TEXT, _("Waarom de gemeente deze positie koos."), ("reason",)),
        Field("welTeVerwachten", Kind.TEXT, _("Wat de initiatiefnemer wel mag verwachten."), ("may_expect",)),
        Field("nietTeVerwachten", Kind.TEXT, _("Wat de initiatiefnemer niet mag verwachten."), ("may_not_expect",)),
        Field(
            "doel",
            Kind.TEXT,
            _("De code van het doel van de gemeente dat het dient."),
            ("goal__code",),
            may_lack=True,
            example="7.1.1",
        ),
        Field("ingenomenOp", Kind.DATE, _("De dag waarop de positie werd ingenomen."), ("taken_on",)),
        Field("opnieuwBekijkenOp", Kind.DATE, _("De dag waarop de gemeente opnieuw kijkt."), ("review_on",)),
    ),
    filters=(
        Filter(
            "initiatief",
            _("Het nummer van een initiatief."),
            lambda rows, number: rows.filter(initiative__number=number),
            pattern=NUMBER,
            example=NUMBER_EXAMPLE,
        ),
        Filter(
            "wijk",
            WIJK_FILTER.meaning,
            lambda rows, wijk: at(rows, wijk, "initiative__"),
            values=places,
            example="assendorp",
        ),
        Filter(
            "thema",
            THEME_FILTER.meaning,
            lambda rows, slug: rows.filter(initiative__theme__slug=slug),
            values=town.theme_values,
            example="groen-en-natuur",
        ),
        Filter(
            "positie",
            _("Wat de gemeente voor het initiatief is."),
            lambda rows, kind: rows.filter(kind=kind),
            values=lambda: by_word(POSITION),
            example="meesamenwerken",
        ),
        Filter("sinds", SINCE, since("taken_on", moments=False), is_day=True, example=EXAMPLE_DAY),
    ),
)
