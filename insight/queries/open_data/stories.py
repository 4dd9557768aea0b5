"""Published stories as open data: the text that tells it, never who is quoted, what they said or how they look.

Whoever is quoted approved that for this story on this site. A file that others keep cannot be taken back, so names,
quotes and photos stay on the page. A story that is withdrawn is gone from here with the same query.
"""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.models import Story, StoryVersion
from community.queries.stories import newest
from initiatives.models import Initiative
from insight.queries.open_data import initiatives, town
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Row
from insight.queries.open_data.words import STORY, by_word


def public() -> QuerySet[StoryVersion]:
    """The versions that are online, the story that was told last first."""
    return newest(StoryVersion.objects.published())


def beside(rows: list[Row]) -> None:
    """Add the number of the initiative each story is about, where that is public. One query."""
    about = Story.objects.filter(
        versions__in=[row["pk"] for row in rows], initiative__in=Initiative.objects.public().values("pk")
    )
    numbers = dict(about.order_by().values_list("versions", "initiative__number"))
    for row in rows:
        row["initiative"] = numbers.get(row["pk"])


def of_initiative(rows: QuerySet[StoryVersion], number: str) -> QuerySet[StoryVersion]:
    """What is told about one public initiative."""
    return rows.filter(story__initiative__in=Initiative.objects.public().filter(number=number).values("pk"))


def page_of(slug: str) -> str:
    """The whole address of the page for people, in Dutch."""
    with override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_ADDRESS + reverse("community:story", args=[slug])


STORIES = Dataset(
    name="verhalen",
    one="verhaal",
    title=_("Verhalen"),
    about=_("Wat initiatiefnemers en ambtenaren samen vertellen over hoe het ging, en blogs van het programma."),
    limits=_(
        "Alleen wat nu op de site staat. Citaten, namen en foto's staan er niet bij: daarvoor gaf wie het betreft "
        "toestemming op onze pagina, niet in een bestand. Trekt iemand een verhaal in, dan is het hier meteen weg: "
        "haal het dan ook bij u weg."
    ),
    model=StoryVersion,
    rows=public,
    news="published_at",
    fields=(
        Field("sleutel", Kind.TEXT, _("Het woord voor dit verhaal in adressen."), ("story__slug",), example="een-tuin"),
        Field("titel", Kind.TEXT, _("De titel van het verhaal."), ("title",), example="Een tuin van twee kanten"),
        Field("inleiding", Kind.TEXT, _("Het verhaal in een paar zinnen."), ("lead",)),
        Field("tekst", Kind.TEXT, _("Het verhaal zelf, in Markdown."), ("body",), may_lack=True),
        Field("taal", Kind.TEXT, _("De taal van het verhaal."), ("language",), example="nl"),
        Field(
            "soort",
            Kind.TEXT,
            _("Van twee kanten verteld, of een blog van het programma."),
            ("story__kind",),
            lambda row: STORY[row["story__kind"]],
            words=tuple(STORY.values()),
            example="twee-kanten",
        ),
        Field(
            "thema",
            Kind.TEXT,
            _("De sleutel van het thema."),
            ("story__theme__slug",),
            may_lack=True,
            example="groen-en-natuur",
        ),
        Field(
            "initiatief",
            Kind.TEXT,
            _("Het nummer van het initiatief waar het over gaat; leeg als dat niet openbaar is."),
            ("number",),
            lambda row: row["initiative"],
            of=Initiative,
            may_lack=True,
            example=initiatives.NUMBER_EXAMPLE,
        ),
        Field("gepubliceerdOp", Kind.MOMENT, _("Sinds wanneer iedereen het kan lezen."), ("story__published_at",)),
        Field("bijgewerktOp", Kind.MOMENT, _("Wanneer deze tekst op de site kwam."), ("published_at",)),
        Field(
            "pagina", Kind.LINK, _("De pagina voor mensen."), ("story__slug",), lambda row: page_of(row["story__slug"])
        ),
    ),
    filters=(
        Filter(
            "thema",
            _("De sleutel van een thema."),
            lambda rows, slug: rows.filter(story__theme__slug=slug),
            values=town.theme_values,
            example="groen-en-natuur",
        ),
        Filter(
            "soort",
            _("Van twee kanten verteld, of een blog van het programma."),
            lambda rows, kind: rows.filter(story__kind=kind),
            values=lambda: by_word(STORY),
            example="twee-kanten",
        ),
        Filter(
            "initiatief",
            _("Het nummer van een initiatief."),
            of_initiative,
            pattern=initiatives.NUMBER,
            example=initiatives.NUMBER_EXAMPLE,
        ),
        Filter(
            "sinds",
            initiatives.SINCE,
            initiatives.since("published_at"),
            is_day=True,
            example=initiatives.EXAMPLE_DAY,
        ),
    ),
    key=Key("sleutel", town.SLUG, lambda rows, key: rows.filter(story__slug=key), "een-tuin"),
    beside=beside,
)
