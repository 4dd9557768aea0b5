"""The town as open data: wijken with their boundaries, themes, municipal goals."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from city.models import Goal, Theme, Wijk
from initiatives.enums import GoalStage, PlaceKind
from initiatives.models import Initiative
from insight import geometry
from insight.queries.open_data.declared import Dataset, Field, Geometry, Key, Kind, Row

PUBLIC_COUNT = "public_count"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def counted(of: QuerySet[Any], group: str) -> Coalesce:
    """How many rows there are for each one of another table; 0 when there are none."""
    each = of.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)


def wijken() -> QuerySet[Wijk]:
    """All wijken by code, with how many public initiatives each has."""
    here = Initiative.objects.public().exclude(place_kind=PlaceKind.CITY).filter(wijk=OuterRef("pk"))
    return Wijk.objects.annotate(public_count=counted(here, "wijk")).order_by("code")


def themes() -> QuerySet[Theme]:
    """All themes in the town's order, with how many public initiatives each has."""
    about = Initiative.objects.public().filter(theme=OuterRef("pk"))
    return Theme.objects.annotate(public_count=counted(about, "theme")).order_by("position", "pk")


def goals() -> QuerySet[Goal]:
    """The goals in use by code, with how many public initiatives serve each."""
    served = ~Q(links__stage=GoalStage.REJECTED) & Q(links__initiative__in=Initiative.objects.public().values("pk"))
    return Goal.objects.filter(active=True).annotate(public_count=Count("links", filter=served)).order_by("sort_code")


def points_of_wijken(prefix: str = "") -> Callable[[Row], Geometry | None]:
    """For a row with a wijk: a point inside that wijk; `prefix` leads to the initiative. One query."""
    points = {pk: geometry.point_inside(rings) for pk, rings in Wijk.objects.values_list("pk", "boundary")}
    city, wijk = f"{prefix}place_kind", f"{prefix}wijk"
    return lambda row: points.get(row[wijk]) if row[city] != PlaceKind.CITY else None


def wijk_values() -> dict[str, str]:
    """The wijken by the word to ask for them with."""
    return {slug: slug for slug in Wijk.objects.order_by("code").values_list("slug", flat=True)}


def theme_values() -> dict[str, str]:
    """The themes by the word to ask for them with."""
    return {slug: slug for slug in Theme.objects.order_by("position", "pk").values_list("slug", flat=True)}


def goal_values() -> dict[str, str]:
    """The goals in use by the code to ask for them with."""
    return {
        code: code for code in Goal.objects.filter(active=True).order_by("sort_code").values_list("code", flat=True)
    }


COUNT = Field(
    "aantalInitiatieven",
    Kind.COUNT,
    _("Hoeveel openbare initiatieven erbij horen."),
    counted=PUBLIC_COUNT,
    example=8,
)
WIJKEN = Dataset(
    name="wijken",
    one="wijk",
    title=_("Wijken"),
    about=_("De wijken van de stad, met hun grens en het aantal openbare initiatieven."),
    limits=_(
        "De grens is vereenvoudigd tot op ongeveer 100 meter. Bron: CBS en Kadaster (CC BY 4.0), "
        "bewerkt. Een initiatief voor de hele stad telt hier niet mee."
    ),
    model=Wijk,
    rows=wijken,
    fields=(
        Field("code", Kind.TEXT, _("De code van het CBS."), ("code",), example="WK019313"),
        Field("sleutel", Kind.TEXT, _("Het woord voor deze wijk in adressen."), ("slug",), example="assendorp"),
        Field("naam", Kind.TEXT, _("De naam van de wijk."), ("name",), example="Assendorp"),
        Field(
            "namenBijBewoners",
            Kind.WORDS,
            _("Hoe bewoners delen van de wijk noemen."),
            ("resident_names",),
            example=["Oud-Assendorp"],
        ),
        COUNT,
    ),
    key=Key("code", "^WK[0-9]{6}$", lambda rows, key: rows.filter(code=key), "WK019313"),
    places=lambda: lambda row: geometry.area(row["boundary"]),
    place_columns=("boundary",),
)
THEMES = Dataset(
    name="themas",
    one="thema",
    title=_("Thema's"),
    about=_("Waar initiatieven over gaan."),
    limits=_("Een initiatief heeft hoogstens één thema."),
    model=Theme,
    rows=themes,
    fields=(
        Field("sleutel", Kind.TEXT, _("Het woord voor dit thema in adressen."), ("slug",), example="groen-en-natuur"),
        Field("naam", Kind.TEXT, _("De naam van het thema."), ("name",), example="Groen en natuur"),
        Field(
            "naamEngels",
            Kind.TEXT,
            _("De naam in het Engels."),
            ("name_en",),
            may_lack=True,
            example="Green and nature",
        ),
        COUNT,
    ),
    key=Key("sleutel", SLUG, lambda rows, key: rows.filter(slug=key), "groen-en-natuur"),
)
GOALS = Dataset(
    name="doelen",
    one="doel",
    title=_("Doelen"),
    about=_("Doelen van de gemeente en wijkopgaven waar initiatieven aan bijdragen."),
    limits=_(
        "Dat een initiatief bijdraagt, zegt eerst de initiatiefnemer zelf. Een ambtenaar bevestigt het en kijkt "
        "later terug."
    ),
    model=Goal,
    rows=goals,
    fields=(
        Field("code", Kind.TEXT, _("De code, waar die er is die van de begroting."), ("code",), example="7.1.1"),
        Field("naam", Kind.TEXT, _("Het doel in één zin."), ("name",), example="Meer groen in de wijk"),
        Field("uitleg", Kind.TEXT, _("Wat het doel inhoudt."), ("text",), may_lack=True),
        COUNT,
    ),
    key=Key("code", "^[A-Za-z0-9.-]{1,40}$", lambda rows, key: rows.filter(code=key), "7.1.1"),
)
