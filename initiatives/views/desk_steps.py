"""The steps a case page offers, as one table: what each asks, which action it calls, and when it is offered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.actions.conversation import ask_initiator, write_as_municipality
from initiatives.actions.goal import link_goal, unlink_goal
from initiatives.actions.label import set_labels
from initiatives.actions.meeting import put_on_agenda
from initiatives.actions.merging import merge
from initiatives.actions.note import add_note
from initiatives.actions.outcome import record_outcome, reopen
from initiatives.actions.ownership import hand_over_ownership, take_up
from initiatives.actions.pace import hand_ball, pause, resume
from initiatives.actions.position import take_position
from initiatives.actions.promise import keep_promise, make_promise, withdraw_promise
from initiatives.actions.prospect import judge_prospect
from initiatives.actions.publication import publish, unpublish
from initiatives.actions.registration import invite_claim
from initiatives.actions.text import change_text
from initiatives.enums import Party, PromiseKind
from initiatives.forms import desk as forms
from initiatives.forms import desk_position as position_forms
from initiatives.forms.desk_fields import StepForm
from initiatives.forms.desk_register import PlanTextForm
from initiatives.intake import Intake
from initiatives.models import GoalLink, Initiative, Promise, StandardText
from initiatives.permissions import Permission

Text = str | LazyText
Texts = StandardText.Step


class Group(Enum):
    """The headings under which steps stand."""

    CONTACT = _("Contact")
    POSITION = _("Positie en doelen")
    PROMISES = _("Beloftes")
    COURSE = _("Verloop")
    PUBLIC = _("Openbaar")
    TOGETHER = _("Samen")


class Post(Enum):
    """Whether a step mails the initiator's side."""

    NEVER = 0
    ALWAYS = 1
    UNLESS_QUIET = 2


@dataclass(frozen=True)
class Step:
    """One thing to do with a case.

    `act` is called with initiative, by, at and the answers of the form; also with `tell` when the step can be quiet.
    `offered` says whether it makes sense for a case; what may not, the action itself refuses. Where mails may go out,
    these are shown first. `texts` are the standard texts that can fill the field `fills`.
    """

    key: str
    label: Text
    group: Group
    form: type[StepForm]
    act: Callable[..., object]
    offered: Callable[[Initiative], bool]
    word: Permission = Permission.TRIAGE
    post: Post = Post.NEVER
    texts: tuple[str, ...] = ()
    fills: str = "text"
    internal: bool = False
    personal_link: bool = False

    @property
    def mails(self) -> bool:
        """Mails may go out."""
        return self.post is not Post.NEVER

    @property
    def can_be_quiet(self) -> bool:
        """A mistake can be mended without a mail."""
        return self.post is Post.UNLESS_QUIET


def always(case: Initiative) -> bool:
    """Offered for every case."""
    return True


def without_guide(case: Initiative) -> bool:
    """Open and nobody's yet."""
    return case.is_open and case.owner_id is None


def guided(case: Initiative) -> bool:
    """Open and somebody's."""
    return case.is_open and case.owner_id is not None


def has_guide(case: Initiative) -> bool:
    """Somebody's, open or not."""
    return case.owner_id is not None


def has_goals(case: Initiative) -> bool:
    """Somebody's, with goals linked."""
    return has_guide(case) and case.goal_links.exists()


def has_promised_steps(case: Initiative) -> bool:
    """A next step was promised and is not done."""
    return case.promises.filter(kind=PromiseKind.NEXT_STEP, kept_on=None, withdrawn_on=None).exists()


def has_open_promises(case: Initiative) -> bool:
    """Somebody's, and anything was promised and is not done."""
    return has_guide(case) and case.promises.filter(kept_on=None, withdrawn_on=None).exists()


def has_nobody(case: Initiative) -> bool:
    """We entered it and nobody is on the initiator's side yet."""
    return not case.members.filter(left_at=None).exists()


def can_pause(case: Initiative) -> bool:
    """Running, and somebody's."""
    return guided(case) and case.paused_at is None


def is_paused(case: Initiative) -> bool:
    """On hold."""
    return case.paused_at is not None


def can_reopen(case: Initiative) -> bool:
    """Closed, and not because it went on in another case."""
    return not case.is_open and case.merged_into_id is None


def can_publish(case: Initiative) -> bool:
    """Somebody's, and not public yet."""
    return has_guide(case) and case.published_at is None and case.merged_into_id is None


def is_published(case: Initiative) -> bool:
    """Public now."""
    return case.published_at is not None


def not_merged(case: Initiative) -> bool:
    """Stands by itself."""
    return case.merged_into_id is None


def keep_step(*, initiative: Initiative, promise: Promise, by: User, at: datetime) -> Promise:
    """The promise knows its case."""
    return keep_promise(promise=promise, by=by, at=at)


def withdraw_step(*, initiative: Initiative, promise: Promise, **given: Any) -> Promise:
    """The promise knows its case."""
    return withdraw_promise(promise=promise, **given)


def unlink_step(*, initiative: Initiative, link: GoalLink, by: User, at: datetime) -> None:
    """The form chooses a link, the action takes its goal."""
    unlink_goal(initiative=initiative, goal=link.goal, by=by, at=at)


def text_step(*, initiative: Initiative, by: User, at: datetime, intake: Intake) -> Initiative:
    """The version on the screen is that of the case: nobody acted since."""
    return change_text(initiative=initiative, intake=intake, seen=initiative.version, by=by, at=at)


def merge_step(*, initiative: Initiative, into: Initiative, **given: Any) -> Initiative:
    """The case on the screen is the double."""
    return merge(double=initiative, into=into, **given)


CONTACT, POSITION, PROMISES, COURSE, PUBLIC, TOGETHER = Group
QUIETABLE = Post.UNLESS_QUIET

STEPS = [
    Step("oppakken", _("Oppakken"), CONTACT, forms.TakeUpForm, take_up, without_guide, post=QUIETABLE),
    Step(
        "schrijven",
        _("Bericht sturen"),
        CONTACT,
        forms.WriteForm,
        write_as_municipality,
        has_guide,
        post=Post.ALWAYS,
        texts=(Texts.TAKE_UP, Texts.REFERRAL),
    ),
    Step(
        "vragen",
        _("Vraag stellen"),
        CONTACT,
        forms.AskForm,
        ask_initiator,
        guided,
        post=Post.ALWAYS,
        texts=(Texts.QUESTION,),
    ),
    Step(
        "notitie",
        _("Interne notitie"),
        CONTACT,
        forms.NoteForm,
        add_note,
        always,
        word=Permission.SEE_CASES,
        internal=True,
    ),
    Step(
        "positie",
        _("Positie innemen"),
        POSITION,
        position_forms.PositionForm,
        take_position,
        guided,
        post=QUIETABLE,
        texts=(Texts.AWARE, Texts.SPOTLIGHT, Texts.ROOM, Texts.TOGETHER),
        fills="reason",
    ),
    Step("doel", _("Doel beoordelen"), POSITION, position_forms.GoalForm, link_goal, has_guide, post=QUIETABLE),
    Step("doel-weg", _("Doel weghalen"), POSITION, position_forms.UnlinkGoalForm, unlink_step, has_goals),
    Step("kansrijk", _("Kansrijk?"), POSITION, position_forms.ProspectForm, judge_prospect, guided, internal=True),
    Step("beloven", _("Stap beloven"), PROMISES, forms.PromiseForm, make_promise, guided, post=QUIETABLE),
    Step("nagekomen", _("Stap is gedaan"), PROMISES, forms.KeepPromiseForm, keep_step, has_promised_steps),
    Step(
        "vervallen",
        _("Belofte vervalt"),
        PROMISES,
        forms.WithdrawPromiseForm,
        withdraw_step,
        has_open_promises,
        post=QUIETABLE,
    ),
    Step("aan-zet", _("Wie is aan zet?"), COURSE, forms.BallForm, hand_ball, guided, post=QUIETABLE),
    Step("pauze", _("Op pauze zetten"), COURSE, forms.ReasonForm, pause, can_pause, post=Post.ALWAYS),
    Step("verder", _("Weer verder"), COURSE, forms.NothingForm, resume, is_paused, post=Post.ALWAYS),
    Step(
        "uitkomst",
        _("Uitkomst en afsluiten"),
        COURSE,
        forms.OutcomeForm,
        record_outcome,
        guided,
        post=QUIETABLE,
        texts=(Texts.OUTCOME,),
        fills="note",
    ),
    Step("heropenen", _("Heropenen"), COURSE, forms.ReasonForm, reopen, can_reopen, post=QUIETABLE),
    Step(
        "openbaar",
        _("Openbaar maken"),
        PUBLIC,
        forms.NothingForm,
        publish,
        can_publish,
        word=Permission.PUBLISH,
        post=QUIETABLE,
    ),
    Step(
        "niet-openbaar",
        _("Niet meer openbaar"),
        PUBLIC,
        forms.ReasonForm,
        unpublish,
        is_published,
        word=Permission.PUBLISH,
        post=QUIETABLE,
    ),
    Step(
        "andere-gids",
        _("Aan een collega geven"),
        TOGETHER,
        forms.HandOverForm,
        hand_over_ownership,
        guided,
        post=QUIETABLE,
    ),
    Step("tekst", _("Tekst aanpassen"), TOGETHER, PlanTextForm, text_step, guided, post=Post.ALWAYS),
    Step("agenda", _("Op de agenda zetten"), TOGETHER, forms.AgendaForm, put_on_agenda, always, internal=True),
    Step("labels", _("Labels"), TOGETHER, forms.LabelsForm, set_labels, always, internal=True),
    Step(
        "overdragen",
        _("Overdragen aan de initiatiefnemer"),
        TOGETHER,
        forms.ClaimForm,
        invite_claim,
        has_nobody,
        post=Post.ALWAYS,
        personal_link=True,
    ),
    Step(
        "samenvoegen",
        _("Dubbel samenvoegen"),
        TOGETHER,
        forms.MergeForm,
        merge_step,
        not_merged,
        post=QUIETABLE,
    ),
]
BY_KEY = {step.key: step for step in STEPS}


def offered(case: Initiative, user: User) -> list[Step]:
    """The steps this person may take with this case now, in the order of the table."""
    return [step for step in STEPS if user.has_perm(step.word, case) and step.offered(case)]


def first(steps: list[Step], case: Initiative) -> Step | None:
    """The step that comes first: a guide, then an answer, then a position; None when this person may do nothing."""
    wanted = ["oppakken", "heropenen"]
    if case.ball == Party.MUNICIPALITY:
        unanswered = case.promises.filter(kind=PromiseKind.FIRST_ANSWER, kept_on=None, withdrawn_on=None).exists()
        wanted += ["schrijven"] if unanswered else []
        wanted += [] if case.position_kind else ["positie"]
    by_key = {step.key: step for step in steps}
    chosen = next((by_key[key] for key in [*wanted, "notitie"] if key in by_key), None)
    return chosen or (steps[0] if steps else None)
