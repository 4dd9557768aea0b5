"""The directory of hubs as open data: who helps with what, as everyone reads it; never what was asked of them."""

from collections import defaultdict

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from city.models import Theme, Wijk
from community.models import Hub, HubHelp
from insight.queries.open_data import town
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Row
from insight.queries.open_data.words import HELP, by_word


def public() -> QuerySet[Hub]:
    """The hubs in use, by name."""
    return Hub.objects.active().order_by("name", "pk")


def beside(rows: list[Row]) -> None:
    """Add the help these hubs give, their themes and their wijken. Three queries."""
    keys = [row["pk"] for row in rows]
    helped, themes, wijken = defaultdict(list), defaultdict(list), defaultdict(list)
    for hub, kind in HubHelp.objects.filter(hub__in=keys).order_by("pk").values_list("hub", "kind"):
        helped[hub].append(HELP[kind])
    for hub, slug in Theme.objects.filter(hubs__in=keys).order_by("position", "pk").values_list("hubs", "slug"):
        themes[hub].append(slug)
    for hub, slug in Wijk.objects.filter(hubs__in=keys).order_by("code").values_list("hubs", "slug"):
        wijken[hub].append(slug)
    for row in rows:
        row["help"], row["themes"], row["wijken"] = helped[row["pk"]], themes[row["pk"]], wijken[row["pk"]]


def page_of(slug: str) -> str:
    """The whole address of the page for people, in Dutch."""
    with override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_ADDRESS + reverse("community:hub", args=[slug])


def giving(rows: QuerySet[Hub], kind: str) -> QuerySet[Hub]:
    """Hubs that give this help."""
    return rows.filter(pk__in=HubHelp.objects.filter(kind=kind).values("hub"))


def on_theme(rows: QuerySet[Hub], slug: str) -> QuerySet[Hub]:
    """Hubs that know this theme."""
    return rows.filter(pk__in=Hub.themes.through._default_manager.filter(theme__slug=slug).values("hub"))


HUBS = Dataset(
    name="knooppunten",
    one="knooppunt",
    title=_("Initiatiefknooppunten"),
    about=_("Organisaties in de stad die initiatieven verder helpen: wie helpt waarmee, en hoe u hen bereikt."),
    limits=_("Adressen zijn die van de organisatie zelf. Wie hen wat vroeg staat er niet bij."),
    model=Hub,
    rows=public,
    fields=(
        Field("sleutel", Kind.TEXT, _("Het woord voor dit knooppunt in adressen."), ("slug",), example="hanzelab"),
        Field("naam", Kind.TEXT, _("De naam van de organisatie."), ("name",), example="Hanzelab"),
        Field("watZijDoen", Kind.TEXT, _("Wat zij doen voor initiatieven."), ("does",)),
        Field("watZijDoenEngels", Kind.TEXT, _("Hetzelfde in het Engels."), ("does_en",), may_lack=True),
        Field(
            "hulp",
            Kind.WORDS,
            _("Waarmee zij helpen."),
            ("kind",),
            lambda row: row["help"],
            words=tuple(HELP.values()),
            of=HubHelp,
            example=["kennis"],
        ),
        Field(
            "themas",
            Kind.WORDS,
            _("De sleutels van de thema's waar zij van weten."),
            ("themes__slug",),
            lambda row: row["themes"],
            of=Hub,
            example=["groen-en-natuur"],
        ),
        Field(
            "wijken",
            Kind.WORDS,
            _("De sleutels van de wijken waar zij werken; een lege lijst is de hele stad."),
            ("wijken__slug",),
            lambda row: row["wijken"],
            of=Hub,
            example=["assendorp"],
        ),
        Field("website", Kind.LINK, _("De site van de organisatie."), ("website",), may_lack=True),
        Field("email", Kind.TEXT, _("Het e-mailadres dat iedereen mag gebruiken."), ("email",), may_lack=True),
        Field("telefoon", Kind.TEXT, _("Het telefoonnummer dat iedereen mag bellen."), ("phone",), may_lack=True),
        Field("pagina", Kind.LINK, _("De pagina voor mensen."), ("slug",), lambda row: page_of(row["slug"])),
    ),
    filters=(
        Filter("hulp", _("Waarmee zij helpen."), giving, values=lambda: by_word(HELP), example="geld"),
        Filter("thema", _("De sleutel van een thema."), on_theme, values=town.theme_values, example="groen-en-natuur"),
        Filter(
            "wijk",
            _("De sleutel van een wijk; ook wie in de hele stad werkt."),
            lambda rows, slug: rows.in_wijk(slug),
            values=town.wijk_values,
            example="assendorp",
        ),
    ),
    key=Key("sleutel", town.SLUG, lambda rows, key: rows.filter(slug=key), "hanzelab"),
    beside=beside,
)
