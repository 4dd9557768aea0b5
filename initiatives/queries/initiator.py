"""The initiator's own pages: what is theirs, and one case as they may see it. Constant numbers of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal
from core.components import Attachment as ShownFile
from core.components import Fact, Step, Tone
from initiatives.enums import Audience, MemberRole, Party, PromiseKind, Side, State
from initiatives.models import Attachment, Draft, GoalLink, Initiative, Member, Message, PhaseReview, Position, Promise
from initiatives.queries.passage import passage
from initiatives.queries.public import status_of
from initiatives.queries.public_page import current_position
from initiatives.queries.submit import drafts_of
from initiatives.timeline import day_in_full

Text = str | LazyText

# After which state which phase is over, to be asked about once.
ENDED_PHASE: dict[str, State] = {
    State.OWNED: State.SUBMITTED,
    State.CONVERSING: State.SUBMITTED,
    State.ADVISED: State.CONVERSING,
    State.CLOSED: State.CLOSED,
}
PHASE_QUESTIONS: dict[str, Text] = {
    State.SUBMITTED: _("Hoe ging het tot u een gids kreeg?"),
    State.CONVERSING: _("Hoe gingen de gesprekken met de gemeente?"),
    State.CLOSED: _("Hoe ging het hele traject met de gemeente?"),
}


@dataclass(frozen=True)
class Row:
    """One initiative in the list of one's own."""

    initiative: Initiative
    status: Text
    tone: Tone
    at_play: Text


@dataclass(frozen=True)
class Todo:
    """Something the initiator is asked to do now, and the button that leads there."""

    text: Text
    label: Text
    url: str


@dataclass(frozen=True)
class Spoken:
    """A message of the conversation with its files; `mine` when the initiator's side wrote it."""

    message: Message
    mine: bool
    files: list[ShownFile]


def own(user: User) -> QuerySet[Initiative]:
    """The cases on whose initiator's side this person is, with what their pages need."""
    return Initiative.objects.of_initiator(user).select_related("owner", "wijk", "theme", "merged_into")


def own_rows(user: User) -> list[Row]:
    """One's initiatives, what needs one first, then the newest."""
    rows = [row_of(initiative) for initiative in own(user).order_by("-submitted_at", "-pk")]
    return sorted(rows, key=lambda row: row.initiative.ball != Party.INITIATOR)


def row_of(initiative: Initiative) -> Row:
    """A case as a line of the list."""
    status, tone = status_of(initiative.state, initiative.outcome, paused=initiative.paused_at is not None)
    return Row(initiative, status, tone, at_play(initiative))


def own_drafts(user: User, today: date) -> list[Draft]:
    """One's drafts, the last saved first."""
    return list(drafts_of(user, today))


def at_play(initiative: Initiative) -> Text:
    """Who has the ball, in a sentence; empty when the case is closed."""
    if initiative.paused_at:
        return _("U heeft het op pauze gezet.")
    if initiative.ball == Party.INITIATOR:
        return _("U bent aan zet.")
    if initiative.ball == Party.THIRD_PARTY:
        return _("Het wachten is op %(party)s.") % {"party": initiative.third_party}
    return _("De gemeente is aan zet.") if initiative.ball else ""


@dataclass(frozen=True)
class StatusPage:
    """Everything on the initiator's page of a case."""

    initiative: Initiative
    status: Text
    tone: Tone
    at_play: Text
    facts: list[Fact]
    todos: list[Todo]
    steps: list[Step]
    conversation: list[Spoken]
    own_files: list[ShownFile]
    their_files: list[ShownFile]
    position: Position | None
    members: list[Member]
    is_main: bool
    goals: list[GoalLink]


def status_page(initiative: Initiative, user: User, *, today: date) -> StatusPage:
    """The page of a case of `own`."""
    status, tone = status_of(initiative.state, initiative.outcome, paused=initiative.paused_at is not None)
    promises = list(initiative.promises.filter(kept_on=None, withdrawn_on=None).order_by("due_on", "pk"))
    members = list(initiative.members.filter(left_at=None).select_related("user").order_by("pk"))
    files = list(initiative.attachments.filter(removed_at=None, message=None).exclude(audience=Audience.INTERNAL))
    return StatusPage(
        initiative=initiative,
        status=status,
        tone=tone,
        at_play=at_play(initiative),
        facts=facts(initiative),
        todos=todos(initiative, user, promises, today=today),
        steps=passage(initiative, promises, today=today),
        conversation=conversation(initiative),
        own_files=[shown(file) for file in files if file.side == Side.INITIATOR],
        their_files=[shown(file) for file in files if file.side == Side.MUNICIPALITY],
        position=current_position(initiative),
        members=members,
        is_main=any(member.user_id == user.pk and member.role == MemberRole.INITIATOR for member in members),
        goals=own_goals(initiative),
    )


def facts(initiative: Initiative) -> list[Fact]:
    """What never changes about a case, or seldom."""
    found = [
        Fact(_("Ingediend op"), day_in_full(localdate(initiative.submitted_at))),
        Fact(_("Waar"), initiative.place),
    ]
    if initiative.theme:
        found.append(Fact(_("Thema"), initiative.theme.label))
    if initiative.is_public:
        found.append(Fact(_("Op de website"), _("Bekijk de openbare pagina"), initiative.get_absolute_url()))
    return found


def todos(initiative: Initiative, user: User, promises: list[Promise], *, today: date) -> list[Todo]:
    """What the initiator is asked to do now, the most urgent first."""
    found = []
    if initiative.paused_at:
        found.append(
            Todo(
                _("Uw initiatief staat op pauze. Wij doen niets tot u weer verder wilt."),
                _("Ga verder"),
                reverse("initiatives:pace", args=[initiative.number, "verder"]),
            )
        )
    elif initiative.ball == Party.INITIATOR:
        found.append(question_todo(promises, today))
    phase = unanswered_phase(initiative, user)
    if phase:
        found.append(
            Todo(
                PHASE_QUESTIONS[phase],
                _("Vertel hoe het ging"),
                reverse("initiatives:review", args=[initiative.number]),
            )
        )
    return found


def question_todo(promises: list[Promise], today: date) -> Todo:
    """The municipality waits for an answer, with the day it asked for, also when that has passed."""
    due = next((promise.due_on for promise in promises if promise.kind == PromiseKind.REPLY), None)
    if due is None:
        return Todo(_("U bent aan zet. Laat weten hoe het ervoor staat."), _("Schrijf een bericht"), "#id_text")
    asked = _("De gemeente heeft een vraag. Wilt u uiterlijk op %(day)s antwoorden?")
    waits = _("De gemeente wacht op uw antwoord. Dat was gevraagd voor %(day)s. Het kan nog steeds.")
    words = asked if today <= due else waits
    return Todo(words % {"day": day_in_full(due)}, _("Geef antwoord"), "#id_text")


def unanswered_phase(initiative: Initiative, user: User) -> State | None:
    """The phase that ended and that this person has not told about yet."""
    phase = ENDED_PHASE.get(initiative.state)
    if phase is None:
        return None
    told = PhaseReview.objects.filter(initiative=initiative, phase=phase, given_by=user).exists()
    return None if told else phase


def conversation(initiative: Initiative) -> list[Spoken]:
    """What was said, the first first."""
    files = Prefetch("attachments", Attachment.objects.filter(removed_at=None).order_by("pk"), to_attr="kept")
    messages = initiative.messages.select_related("author").prefetch_related(files).order_by("sent_at", "pk")
    return [
        Spoken(message, message.side == Side.INITIATOR, [shown(file) for file in message.kept]) for message in messages
    ]


def shown(file: Attachment) -> ShownFile:
    """A file as people see it."""
    return ShownFile(
        name=file.name,
        url=reverse("initiatives:attachment", args=[file.token]),
        size=file.size,
        added_by=_("van u") if file.side == Side.INITIATOR else _("van de gemeente"),
        added_at=file.added_at,
    )


def own_goals(initiative: Initiative) -> list[GoalLink]:
    """The goals of the case, with what the municipality said of each. One query."""
    return list(initiative.goal_links.select_related("goal"))


def goals_to_choose(initiative: Initiative, links: list[GoalLink]) -> list[Goal]:
    """The goals the initiator's side can name or take back: of the whole municipality, wijkopgaven of its own wijk (of
    all wijken when it is for the whole city), and what was named before. Two queries."""
    settled = {link.goal_id for link in links if not link.can_be_taken_back}
    named = {link.goal_id for link in links}
    offered = Goal.objects.prefetch_related("wijken")
    return [
        goal
        for goal in offered
        if goal.pk not in settled and (goal.pk in named or (goal.active and _fits(goal, initiative)))
    ]


def _fits(goal: Goal, initiative: Initiative) -> bool:
    wijken = {wijk.pk for wijk in goal.wijken.all()}
    return not wijken or initiative.wijk_id is None or initiative.wijk_id in wijken


def removable(initiative: Initiative) -> QuerySet[Attachment]:
    """The files of the initiator's side that are not part of the conversation, and still there."""
    return initiative.attachments.filter(removed_at=None, message=None, side=Side.INITIATOR).order_by("pk")
