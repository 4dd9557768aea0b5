"""The public agenda as open data: what everyone reads of an event, never who comes or where to meet online."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.enums.agenda import EventState
from community.models import Event, EventKind
from insight.queries.open_data import initiatives, town
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Row

STATES = {EventState.PUBLISHED: "gaat-door", EventState.CANCELLED: "gaat-niet-door"}


def public() -> QuerySet[Event]:
    """Public events, those furthest ahead first."""
    return Event.objects.public().order_by("-starts_at", "-pk")


def page_of(slug: str) -> str:
    """The whole address of the page for people, in Dutch."""
    with override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_ADDRESS + reverse("community:event", args=[slug])


def free(row: Row) -> int | None:
    """Seats that are left; None when there is no limit."""
    return None if row["capacity"] is None else row["capacity"] - row["seats_taken"]


def kind_values() -> dict[str, str]:
    """The kinds by the word to ask for them with."""
    return {slug: slug for slug in EventKind.objects.order_by("slug").values_list("slug", flat=True)}


EVENTS = Dataset(
    name="agenda",
    one="bijeenkomst",
    title=_("Agenda"),
    about=_("Bijeenkomsten waar iedereen van mag weten: wat, wanneer en waar."),
    limits=_("Wie er komt staat er niet bij. De link van een online bijeenkomst krijgt alleen wie zich aanmeldt."),
    model=Event,
    rows=public,
    news="changed_at",
    fields=(
        Field("sleutel", Kind.TEXT, _("Het woord voor deze bijeenkomst in adressen."), ("slug",), example="startavond"),
        Field("titel", Kind.TEXT, _("De naam van de bijeenkomst."), ("title",), example="Startavond"),
        Field("tekst", Kind.TEXT, _("Wat er gebeurt."), ("text",)),
        Field("soort", Kind.TEXT, _("De sleutel van de soort bijeenkomst."), ("kind__slug",), example="stadsexpeditie"),
        Field("begint", Kind.MOMENT, _("Wanneer het begint."), ("starts_at",)),
        Field("eindigt", Kind.MOMENT, _("Wanneer het eindigt."), ("ends_at",)),
        Field("plek", Kind.TEXT, _("Waar het is; leeg als het alleen online is."), ("place",), may_lack=True),
        Field("toegankelijkheid", Kind.TEXT, _("Wat u over de plek moet weten."), ("access",), may_lack=True),
        Field("voorWie", Kind.TEXT, _("Voor wie het is."), ("audience",), may_lack=True),
        Field("wijk", Kind.TEXT, _("De sleutel van een wijk."), ("wijk__slug",), may_lack=True, example="assendorp"),
        Field("thema", Kind.TEXT, _("De sleutel van het thema."), ("theme__slug",), may_lack=True),
        Field(
            "status",
            Kind.TEXT,
            _("Of het doorgaat."),
            ("state",),
            lambda row: STATES[row["state"]],
            words=tuple(STATES.values()),
            example="gaat-door",
        ),
        Field("redenAfzegging", Kind.TEXT, _("Waarom het niet doorgaat."), ("cancelled_reason",), may_lack=True),
        Field("aanmelden", Kind.FLAG, _("Of u zich kunt aanmelden."), ("takes_registrations",), example=True),
        Field("plaatsen", Kind.COUNT, _("Hoeveel plaatsen er zijn; leeg zonder grens."), ("capacity",), may_lack=True),
        Field(
            "plaatsenVrij",
            Kind.COUNT,
            _("Hoeveel plaatsen er nog vrij zijn; leeg zonder grens."),
            ("capacity", "seats_taken"),
            free,
            may_lack=True,
        ),
        Field("pagina", Kind.LINK, _("De pagina voor mensen."), ("slug",), lambda row: page_of(row["slug"])),
    ),
    filters=(
        Filter(
            "wijk",
            _("De sleutel van een wijk."),
            lambda rows, slug: rows.filter(wijk__slug=slug),
            values=town.wijk_values,
            example="assendorp",
        ),
        Filter(
            "thema",
            _("De sleutel van een thema."),
            lambda rows, slug: rows.filter(theme__slug=slug),
            values=town.theme_values,
            example="groen-en-natuur",
        ),
        Filter(
            "soort",
            _("De sleutel van de soort bijeenkomst."),
            lambda rows, slug: rows.filter(kind__slug=slug),
            values=kind_values,
        ),
        Filter(
            "vanaf",
            _("Alleen wat op of na deze dag begint."),
            initiatives.since("starts_at"),
            is_day=True,
            example=initiatives.EXAMPLE_DAY,
        ),
    ),
    key=Key("sleutel", town.SLUG, lambda rows, key: rows.filter(slug=key), "startavond"),
)
