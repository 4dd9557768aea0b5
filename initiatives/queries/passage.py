"""The passage of a case as its initiator reads it: what happened, where it is, what is promised and still to come."""

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from core.components import Moment, Step
from initiatives import timeline
from initiatives.enums import Party, PromiseKind, State
from initiatives.models import Initiative, Promise
from initiatives.promises import Clock
from initiatives.queries.promises import clock

Text = str | LazyText

IN_THE_CONVERSATION = {"written_by_municipality", "written_by_initiator"}
NOW: dict[str, Text] = {
    State.SUBMITTED: _("Het gidsteam leest uw plan. Daarna krijgt u één gids, met naam en telefoonnummer."),
    State.OWNED: _("Uw gids zoekt uit wie bij de gemeente met u kan meedenken."),
    State.CONVERSING: _("U en de gemeente bespreken wat nodig is en wat kan."),
    State.ADVISED: _("U weet wat de gemeente wel en niet doet. Samen kijken we hoe het verder gaat."),
    State.CLOSED: _("Het traject met de gemeente is klaar. Wilt u later weer iets vragen? Schrijf dan een bericht."),
}
LATER: dict[str, Text] = {
    State.OWNED: _("U krijgt een gids. Die belt of schrijft u."),
    State.CONVERSING: _("U praat met uw gids en met collega’s die ervan weten."),
    State.ADVISED: _("U hoort wat de gemeente van uw plan vindt, waarom, en wat u mag verwachten."),
    State.CLOSED: _("U en uw gids spreken af hoe het initiatief verdergaat."),
}
NAMES: dict[str, Text] = {PromiseKind.REPLY: _("Uw antwoord op de vraag van de gemeente")}
PROMISED: dict[str, Text] = {
    PromiseKind.FIRST_ANSWER: _("Uw gids belt of schrijft u."),
    PromiseKind.POSITION: LATER[State.ADVISED],
    PromiseKind.NEXT_STEP: _("De gemeente doet dit."),
    PromiseKind.REPLY: _("U schrijft een bericht op deze pagina."),
}
KEPT_BY: dict[str, State] = {PromiseKind.FIRST_ANSWER: State.OWNED, PromiseKind.POSITION: State.ADVISED}


def passage(initiative: Initiative, promises: Sequence[Promise], *, today: date) -> list[Step]:
    """Done, current and coming steps on one line. `promises` are the open ones. At most three queries."""
    ours = clock(initiative, today)
    return [
        *done(initiative),
        now(initiative),
        *(promised(promise, initiative, ours) for promise in promises),
        *coming(initiative, promises),
    ]


def done(initiative: Initiative) -> list[Step]:
    """What happened; what was merely said stands in the conversation."""
    entries = initiative.timeline.for_initiator().exclude(event__in=IN_THE_CONVERSATION).order_by("at", "pk")
    return [Step(timeline.sentence(entry, public=False), Moment.DONE, on=entry.at) for entry in entries]


def now(initiative: Initiative) -> Step:
    """Where it is, and who has the ball."""
    state = State(initiative.state)
    if initiative.paused_at:
        return Step(_("Op pauze"), Moment.CURRENT, _("U heeft het initiatief op pauze gezet."), on=initiative.paused_at)
    return Step(state.label, Moment.CURRENT, NOW[state], note=turn(initiative))


def turn(initiative: Initiative) -> Text:
    """Who has the ball."""
    if initiative.ball == Party.INITIATOR:
        return _("U bent aan zet")
    if initiative.ball == Party.THIRD_PARTY:
        return _("Aan zet: %(party)s") % {"party": initiative.third_party}
    return _("De gemeente is aan zet") if initiative.ball else ""


def promised(promise: Promise, initiative: Initiative, ours: Clock) -> Step:
    """What either side promised, with honest words when the day has passed, or moves because we wait for somebody."""
    title = promise.text or NAMES.get(promise.kind) or promise.get_kind_display()
    if promise.party == Party.MUNICIPALITY and ours.stands_still_for(promise.due_on):
        day = ours.day(promise.due_on)
        return Step(title, Moment.COMING, still_words(initiative), on=day, note=_("schuift op"))
    if promise.due_on < ours.today:
        return Step(title, Moment.COMING, late_words(promise), on=promise.due_on, note=_("te laat"))
    return Step(title, Moment.COMING, PROMISED.get(promise.kind, ""), on=promise.due_on, note=_("uiterlijk"))


def still_words(initiative: Initiative) -> Text:
    """Why the day of a promise of ours moves."""
    if initiative.paused_at:
        return _("Zolang het initiatief op pauze staat, staat onze klok stil. Deze dag schuift zo lang op.")
    if initiative.ball == Party.INITIATOR:
        return _("Zolang u aan zet bent, staat onze klok stil. Deze dag schuift zo lang op.")
    return _("Zolang wij op een ander wachten, staat onze klok stil. Deze dag schuift zo lang op.")


def late_words(promise: Promise) -> Text:
    """What to say of a promise whose day has passed."""
    if promise.party == Party.MUNICIPALITY:
        return _("Wij beloofden dit en het is niet gelukt. Het spijt ons. Het hele gidsteam weet ervan.")
    return _("Lukt het niet? Laat het uw gids weten, dan spreekt u een andere dag af.")


def coming(initiative: Initiative, promises: Sequence[Promise]) -> list[Step]:
    """The states after this one that no promise above tells of."""
    if not initiative.is_open:
        return []
    path = list(State)
    told = {KEPT_BY[promise.kind] for promise in promises if promise.kind in KEPT_BY}
    following = path[path.index(State(initiative.state)) + 1 :]
    undated = _("datum volgt")
    return [Step(state.label, Moment.COMING, LATER[state], note=undated) for state in following if state not in told]
