"""Public challenges as open data: the task, where it stands, and what the municipality decided and why."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.models import Challenge, ChallengeAgreement, ChallengeDecision, ChallengeView
from insight.queries.open_data import initiatives, town
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Model, Row, Text
from insight.queries.open_data.words import CHALLENGE, VERDICT, by_word

EXAMPLE = "UD-2026-0004"
OF_CASE = "initiative__"
DECIDED = ("verdict", "part", "reasons", "taken_at", "talk_until")
AGREED = ("starts_on", "ends_on", "cents")


def public() -> QuerySet[Challenge]:
    """Challenges everyone may read, the newest first."""
    return Challenge.objects.public().order_by("-received_at", "-pk")


def beside(rows: list[Row]) -> None:
    """Add the decision that holds, the agreement both sides made, and what the task costs now. Three queries."""
    keys = [row["pk"] for row in rows]
    decisions = ChallengeDecision.objects.filter(challenge__in=keys).order_by("pk")
    holding = {row["challenge"]: row for row in decisions.values("challenge", *DECIDED)}
    agreements = ChallengeAgreement.objects.filter(challenge__in=keys, agreed_at__isnull=False).order_by("pk")
    bound = {row["challenge"]: row for row in agreements.values("challenge", *AGREED)}
    told = ChallengeView.objects.filter(challenge__in=keys, cost_cents__isnull=False, given_at__isnull=False)
    costs = dict(told.order_by("given_at").values_list("challenge", "cost_cents"))
    for row in rows:
        row["decision"], row["agreement"] = holding.get(row["pk"], {}), bound.get(row["pk"], {})
        row["costs"] = costs.get(row["pk"])


def page_of(number: str) -> str:
    """The whole address of the page for people, in Dutch."""
    with override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_ADDRESS + reverse("community:challenge", args=[number])


def decided(name: str, kind: Kind, meaning: Text, column: str) -> Field:
    """A field of the decision that holds; empty before there is one."""
    return beside_it(name, kind, meaning, column, of=ChallengeDecision, part="decision")


def agreed(name: str, kind: Kind, meaning: Text, column: str) -> Field:
    """A field of the agreement; empty until both sides agreed."""
    return beside_it(name, kind, meaning, column, of=ChallengeAgreement, part="agreement")


def beside_it(name: str, kind: Kind, meaning: Text, column: str, *, of: Model, part: str) -> Field:
    """A field of something that hangs on the challenge."""
    return Field(name, kind, meaning, (column,), lambda row: row[part].get(column), may_lack=True, of=of)


CHALLENGES = Dataset(
    name="uitdagingen",
    one="uitdaging",
    title=_("Uitdagingen"),
    about=_(
        "Taken van de gemeente die bewoners willen overnemen (uitdaagrecht): welke taak, hoe ver het is, wat de "
        "gemeente besliste en waarom, en wat er is afgesproken."
    ),
    limits=_(
        "Alleen uitdagingen waarvan de initiatiefnemer zei dat ze openbaar mogen zijn. Wie het steunt, wie beoordeelde "
        "en wie besliste staat er niet bij. De taak en de reden zijn woorden van de initiatiefnemer."
    ),
    model=Challenge,
    rows=public,
    news="received_at",
    fields=(
        Field("nummer", Kind.TEXT, _("Het nummer van de uitdaging."), ("number",), example=EXAMPLE),
        Field("naam", Kind.TEXT, _("De taak in het kort."), ("name",), example="Het groen in onze straat"),
        Field(
            "initiatief",
            Kind.TEXT,
            _("Het nummer van het initiatief dat de gemeente uitdaagt."),
            (f"{OF_CASE}number",),
            example=initiatives.NUMBER_EXAMPLE,
        ),
        Field("taak", Kind.TEXT, _("Welke taak het is."), ("task",)),
        Field("waaromBeter", Kind.TEXT, _("Waarom bewoners het beter kunnen."), ("better",)),
        Field("taal", Kind.TEXT, _("De taal waarin de initiatiefnemer schrijft."), (f"{OF_CASE}language",)),
        Field("thema", Kind.TEXT, _("De sleutel van het thema."), (f"{OF_CASE}theme__slug",), may_lack=True),
        Field(
            "wijk",
            Kind.TEXT,
            _("De sleutel van de wijk; leeg als het voor de hele stad is."),
            (f"{OF_CASE}wijk__slug", f"{OF_CASE}place_kind"),
            lambda row: initiatives.wijk_of(row, OF_CASE),
            may_lack=True,
            example="assendorp",
        ),
        Field(
            "status",
            Kind.TEXT,
            _("Hoe ver het is."),
            ("state",),
            lambda row: CHALLENGE[row["state"]],
            words=tuple(CHALLENGE.values()),
            example="wordt-beoordeeld",
        ),
        Field(
            "ingediendOp",
            Kind.DATE,
            _("De dag waarop het binnenkwam."),
            ("received_at",),
            lambda row: localdate(row["received_at"]),
        ),
        Field(
            "kostenNuInCenten",
            Kind.COUNT,
            _("Wat de taak nu per jaar kost, volgens de gemeente, in eurocenten."),
            ("cost_cents",),
            lambda row: row["costs"],
            may_lack=True,
            of=ChallengeView,
        ),
        Field(
            "kostenStraksInCenten",
            Kind.COUNT,
            _("Wat het per jaar gaat kosten, volgens bewoners, in eurocenten."),
            ("then_cents",),
            may_lack=True,
        ),
        Field("gewenstVanaf", Kind.DATE, _("Vanaf welke dag bewoners het willen doen."), ("starts_on",), may_lack=True),
        Field("aantalMaanden", Kind.COUNT, _("Hoeveel maanden zij het willen doen."), ("months",), may_lack=True),
        Field(
            "beslissing",
            Kind.TEXT,
            _("Wat de gemeente antwoordde; leeg zolang er geen beslissing is."),
            ("verdict",),
            lambda row: VERDICT.get(row["decision"].get("verdict", "")),
            may_lack=True,
            words=tuple(VERDICT.values()),
            of=ChallengeDecision,
            example="ja-voor-een-deel",
        ),
        decided("beslistOp", Kind.MOMENT, _("Wanneer de beslissing is genomen."), "taken_at"),
        decided("motivering", Kind.TEXT, _("Waarom de gemeente zo besliste."), "reasons"),
        decided("voorWelkDeel", Kind.TEXT, _("Voor welk deel het ja is."), "part"),
        decided("verderPratenTot", Kind.DATE, _("Tot wanneer beide kanten verder praten."), "talk_until"),
        agreed("afspraakVan", Kind.DATE, _("Wanneer de afspraak begint."), "starts_on"),
        agreed("afspraakTot", Kind.DATE, _("Wanneer de afspraak eindigt."), "ends_on"),
        agreed("afspraakInCenten", Kind.COUNT, _("Het geld voor de hele afspraak, in eurocenten."), "cents"),
        Field("pagina", Kind.LINK, _("De pagina voor mensen."), ("number",), lambda row: page_of(row["number"])),
    ),
    filters=(
        Filter(
            "wijk",
            initiatives.WIJK_FILTER.meaning,
            lambda rows, wijk: initiatives.at(rows, wijk, OF_CASE),
            values=initiatives.places,
            example="assendorp",
        ),
        Filter(
            "thema",
            initiatives.THEME_FILTER.meaning,
            lambda rows, slug: rows.filter(initiative__theme__slug=slug),
            values=town.theme_values,
            example="groen-en-natuur",
        ),
        Filter(
            "status",
            _("Hoe ver het is."),
            lambda rows, state: rows.filter(state=state),
            values=lambda: by_word(CHALLENGE),
            example="wordt-beoordeeld",
        ),
        Filter(
            "sinds",
            _("Alleen wat op of na deze dag binnenkwam."),
            initiatives.since("received_at"),
            is_day=True,
            example=initiatives.EXAMPLE_DAY,
        ),
    ),
    key=Key("nummer", initiatives.NUMBER, lambda rows, key: rows.filter(number=key), EXAMPLE),
    beside=beside,
    places=lambda: town.points_of_wijken(OF_CASE),
    place_columns=(f"{OF_CASE}wijk", f"{OF_CASE}place_kind"),
)
