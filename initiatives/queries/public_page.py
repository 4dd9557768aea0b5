"""One initiative as everyone may read it: no names but the one that was chosen, no address unless it was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.components import Moment, Step, Tone
from initiatives import timeline
from initiatives.enums import (
    Audience,
    GoalStage,
    HelpKind,
    MemberRole,
    Party,
    PositionKind,
    PromiseKind,
    ShownName,
    State,
)
from initiatives.models import Attachment, GoalLink, Initiative, Member, Position, TimelineEntry
from initiatives.promises import Clock
from initiatives.queries.promises import clock
from initiatives.queries.public import status_of

Text = str | LazyText

MEANING: dict[str, Text] = {
    State.SUBMITTED: _("De gemeente leest het plan en zoekt een gids."),
    State.OWNED: _("Een gids van de gemeente gaat met het plan aan de slag."),
    State.CONVERSING: _("De initiatiefnemer en de gemeente praten over wat nodig is."),
    State.ADVISED: _("De gemeente zegt wat zij wel en niet doet, en waarom."),
    State.CLOSED: _("Het traject met de gemeente is klaar. Hier staat hoe het initiatief verder ging."),
}
AT_PLAY: dict[str, Text] = {
    Party.MUNICIPALITY: _("Nu is de gemeente aan zet."),
    Party.INITIATOR: _("Nu is de initiatiefnemer aan zet."),
    Party.THIRD_PARTY: _("Nu is een andere partij aan zet."),
}
ANSWERS = (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION)


@dataclass(frozen=True)
class Event:
    """Something that happened, in a sentence without names."""

    key: int
    text: str
    at: datetime


@dataclass(frozen=True)
class Photo:
    """A public photo: `url` shows it at the width of the page, `description` says what it shows."""

    url: str
    description: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class PublicPage:
    """Everything on the public page of an initiative.

    `lang` and `staff_lang` are set when the initiator's or the municipality's own words are in another language
    than the page; `shape` is the drawing where there is no photo.
    """

    initiative: Initiative
    shape: int
    status: Text
    tone: Tone
    shown_name: str
    theme: str
    photos: list[Photo]
    help_asked: list[Text]
    position: Position | None
    kind: PositionKind | None
    kinds: list[PositionKind]
    goals: list[GoalLink]
    steps: list[Step]
    lang: str
    staff_lang: str


def rows() -> QuerySet[Initiative]:
    """Public initiatives with what their page needs, in one query."""
    initiator = Member.objects.filter(initiative=OuterRef("pk"), role=MemberRole.INITIATOR, left_at=None)
    return (
        Initiative.objects.public()
        .select_related("theme", "wijk")
        .defer("search_title", "search_text")
        .annotate(initiator_name=Subquery(initiator.values("user__display_name")[:1]))
    )


def page_of(initiative: Initiative, *, today: date) -> PublicPage:
    """The page of a row of `rows`. Constant number of queries."""
    status, tone = status_of(initiative.state, initiative.outcome, paused=initiative.paused_at is not None)
    language = get_language() or settings.LANGUAGE_CODE
    position = current_position(initiative)
    return PublicPage(
        initiative=initiative,
        shape=initiative.theme_id or 0,
        status=status,
        tone=tone,
        shown_name=shown_name(initiative),
        theme=theme_name(initiative, language),
        photos=public_photos(initiative),
        help_asked=[HelpKind(kind).label for kind in initiative.help_asked.values_list("kind", flat=True)],
        position=position,
        kind=PositionKind(position.kind) if position else None,
        kinds=list(PositionKind),
        goals=list(initiative.goal_links.exclude(stage=GoalStage.REJECTED).select_related("goal")),
        steps=steps(initiative, today=today),
        lang="" if initiative.language == language else initiative.language,
        staff_lang="" if language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE,
    )


def public_photos(initiative: Initiative) -> list[Photo]:
    """The photos everyone may see, in the order they were added."""
    rows = initiative.attachments.filter(kind=Attachment.Kind.PHOTO, audience=Audience.PUBLIC, removed_at=None)
    return [
        Photo(reverse("initiatives:public_photo", args=[row.token]), row.description, row.width, row.height)
        for row in rows
    ]


def theme_name(initiative: Initiative, language: str | None) -> str:
    """The theme in the language of the page; empty when none was chosen."""
    if initiative.theme is None:
        return ""
    return initiative.theme.name_en if language == "en" and initiative.theme.name_en else initiative.theme.name


def shown_name(initiative: Initiative) -> str:
    """The name of the initiator as they chose to show it; empty when they chose none."""
    full: str = getattr(initiative, "initiator_name", None) or ""
    names = {
        ShownName.FULL: full,
        ShownName.FIRST: full.split(" ", maxsplit=1)[0],
        ShownName.ORGANISATION: initiative.organisation,
    }
    return names.get(ShownName(initiative.shown_name), "")


def current_position(initiative: Initiative) -> Position | None:
    """The last position the municipality took; one query, also when there is none."""
    return initiative.positions.select_related("goal").order_by("-pk").first()


# --- The passage through the municipality --------------------------------------------------------------------------
def events(entries: Iterable[TimelineEntry]) -> list[Event]:
    """The public sentences of these entries, without those that have none."""
    told = ((entry, timeline.sentence(entry, public=True)) for entry in entries)
    return [Event(entry.pk, text, entry.at) for entry, text in told if text]


def news(initiative: Initiative) -> list[Event]:
    """What happened, the latest first."""
    return events(initiative.timeline.public().order_by("-at", "-pk"))


def steps(initiative: Initiative, *, today: date) -> list[Step]:
    """What happened, where it is now, and what is still to come with the day it is promised. At most four queries."""
    done = [
        Step(title=event.text, moment=Moment.DONE, on=event.at)
        for event in events(initiative.timeline.public().order_by("at", "pk"))
    ]
    open_promises = initiative.promises.filter(
        kind__in=ANSWERS, party=Party.MUNICIPALITY, kept_on=None, withdrawn_on=None
    )
    ours = clock(initiative, today)
    notes = {kind: promised(day, ours) for kind, day in open_promises.values_list("kind", "due_on")}
    return [*done, now(initiative, notes), *coming(initiative, notes)]


def now(initiative: Initiative, notes: dict[str, Text]) -> Step:
    """Where it stands, and who has the ball."""
    state = State(initiative.state)
    parts: list[Text] = [MEANING[state]]
    if initiative.paused_at:
        parts.append(_("Het initiatief staat op pauze."))
    elif initiative.ball:
        parts.append(AT_PLAY[initiative.ball])
    text = " ".join(str(part) for part in parts)
    return Step(state.label, Moment.CURRENT, text, note=notes.get(PromiseKind.FIRST_ANSWER, ""))


def coming(initiative: Initiative, notes: dict[str, Text]) -> list[Step]:
    """The steps after this one. A closed case has none."""
    path = list(State)
    following = path[path.index(State(initiative.state)) + 1 :]
    said = {State.ADVISED: notes.get(PromiseKind.POSITION, "")}
    return [Step(state.label, Moment.COMING, MEANING[state], note=said.get(state, "")) for state in following]


def promised(due_on: date, ours: Clock) -> Text:
    """The day the municipality promised this for, honest about a day that has passed or still moves."""
    day = {"day": timeline.day_in_full(ours.day(due_on))}
    if ours.stands_still_for(due_on):
        return _("Uiterlijk %(day)s. Die dag schuift op zolang de gemeente op een ander wacht.") % day
    if due_on < ours.today:
        return _("Beloofd: uiterlijk %(day)s. Dat is niet gelukt.") % day
    return _("Uiterlijk %(day)s, dat beloofde de gemeente.") % day
