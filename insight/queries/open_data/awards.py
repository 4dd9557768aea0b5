"""The fund's public register as open data: exactly its lines, as the fund makes them."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from insight.queries.open_data import initiatives, town
from insight.queries.open_data.declared import CHUNK, Dataset, Field, Filter, Key, Kind, Row
from stimulus_fund.models import Decision, Scheme
from stimulus_fund.queries.register import Wanted, award, decisions

NUMBER = "^[A-Z]{2}-[0-9]{4}-[0-9]{4,6}$"
OF_CASE = "application__initiative__"


def register() -> QuerySet[Decision]:
    """All lines of the register, the latest first."""
    return decisions(Wanted())


def lines(rows: QuerySet[Decision]) -> Iterator[Row]:
    """The lines as the fund shows them."""
    found = rows if rows.query.is_sliced else rows.iterator(chunk_size=CHUNK)
    return (asdict(award(decision)) for decision in found)


def scheme_values() -> dict[str, str]:
    """The schemes by the word to ask for them with."""
    return {slug: slug for slug in Scheme.objects.order_by("slug").values_list("slug", flat=True)}


def value_of(name: str) -> Any:
    """Reads this part of a line of the register."""
    return lambda row: row[name]


AWARDS = Dataset(
    name="toekenningen",
    one="toekenning",
    title=_("Toekenningen"),
    about=_(
        "Het openbare register van geld dat de gemeente aan initiatieven gaf: hoeveel, wanneer en uit welke regeling."
    ),
    limits=_(
        "Een mens staat er alleen met naam als die dat zelf koos; een organisatie altijd. Van een initiatief dat niet "
        "openbaar is staat de titel er niet."
    ),
    model=Decision,
    rows=register,
    read=lines,
    news="taken_at",
    fields=(
        Field(
            "nummer",
            Kind.TEXT,
            _("Het nummer van de aanvraag."),
            ("application__number",),
            value_of("number"),
            example="ZF-2026-0012",
        ),
        Field(
            "regeling",
            Kind.TEXT,
            _("De regeling waar het geld uit komt."),
            ("application__scheme__name",),
            value_of("scheme"),
            example="Initiatiefrijk",
        ),
        Field(
            "bedragInCenten",
            Kind.COUNT,
            _("Het toegekende bedrag in eurocenten."),
            ("application__granted_cents",),
            value_of("cents"),
            example=90_000,
        ),
        Field("besluitOp", Kind.DATE, _("De dag van het besluit."), ("taken_at",), value_of("on"), may_lack=True),
        Field(
            "ontvanger",
            Kind.TEXT,
            _("Wie het geld kreeg; leeg als dat een mens is die niet met naam genoemd wil worden."),
            made=value_of("recipient"),
            chosen=("application__recipient_name",),
            may_lack=True,
            example="Stichting Groene Straat",
        ),
        Field(
            "titel",
            Kind.TEXT,
            _("De naam van het initiatief; leeg als het niet openbaar is."),
            (f"{OF_CASE}title",),
            value_of("purpose"),
            may_lack=True,
        ),
        Field(
            "thema",
            Kind.TEXT,
            _("De naam van het thema."),
            (f"{OF_CASE}theme__name",),
            value_of("theme"),
            may_lack=True,
            example="Groen en natuur",
        ),
        Field(
            "wijk",
            Kind.TEXT,
            _("De naam van de wijk."),
            (f"{OF_CASE}wijk__name",),
            value_of("place"),
            may_lack=True,
            example="Assendorp",
        ),
        Field(
            "pagina",
            Kind.LINK,
            _("De pagina van het initiatief; leeg als het niet openbaar is."),
            (f"{OF_CASE}slug",),
            lambda row: initiatives.page_of(row["slug"]) if row["slug"] else None,
            may_lack=True,
        ),
    ),
    filters=(
        Filter(
            "regeling",
            _("De sleutel van een regeling."),
            lambda rows, slug: rows.filter(application__scheme__slug=slug),
            values=scheme_values,
            example="initiatiefrijk",
        ),
        Filter(
            "wijk",
            _("De sleutel van een wijk."),
            lambda rows, slug: rows.filter(application__initiative__wijk__slug=slug),
            values=town.wijk_values,
            example="assendorp",
        ),
        Filter(
            "thema",
            _("De sleutel van een thema."),
            lambda rows, slug: rows.filter(application__initiative__theme__slug=slug),
            values=town.theme_values,
            example="groen-en-natuur",
        ),
        Filter(
            "sinds",
            initiatives.SINCE,
            initiatives.since("taken_at"),
            is_day=True,
            example=initiatives.EXAMPLE_DAY,
        ),
    ),
    key=Key("nummer", NUMBER, lambda rows, key: rows.filter(application__number=key), "ZF-2026-0012"),
)
