"""What each step on a challenge asks, and which action it calls; one row a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions import desk_challenge_deciding as deciding
from community.challenge_acts import Act
from community.forms import challenge as plain
from community.forms import desk_challenge as forms
from community.models import Challenge
from community.queries.challenge_own import standing_decision
from community.queries.challenge_shown import agreement_of
from community.queries.challenge_terms import criteria
from community.queries.desk_challenges import colleagues, next_review
from core.refusal import Refusal

Data = QueryDict | None
MakeForm = Callable[[Challenge, Data, Mapping[str, str]], Any]
Do = Callable[[Challenge, Any, User, datetime, QueryDict], str]


@dataclass(frozen=True)
class Step:
    """A step: its form, and what is done with it, which says what happened."""

    form: MakeForm
    do: Do
    template: str = "community/desk/step.html"


def only(kind: type[Form]) -> MakeForm:
    """A form that needs nothing of the challenge."""
    return lambda challenge, data, asked: kind(data)


def take_up(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Become the assessor."""
    assessing.take_up(challenge=challenge, by=by, at=at)
    return _("U beoordeelt deze uitdaging.")


def ask(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Ask for what is missing."""
    assessing.ask(challenge=challenge, **form.cleaned_data, by=by, at=at)
    return _("De vraag is verstuurd. De klok staat stil.")


def go_on(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Go on without what was asked."""
    assessing.go_on(challenge=challenge, by=by, at=at)
    return _("U beoordeelt deze uitdaging met wat er is.")


def ask_view(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Ask who performs the task."""
    assessing.ask_view(challenge=challenge, **form.cleaned_data, by=by, at=at)
    return _("Uw collega krijgt een mail.")


def advise(challenge: Challenge, form: forms.AdviceForm, by: User, at: datetime, posted: QueryDict) -> str:
    """Save the judgement, or hand it in."""
    hands_in = "hand_in" in posted
    words = {"verdict": form.cleaned_data["verdict"], "text": form.cleaned_data["text"]}
    facts = {"challenge": challenge, "judgements": form.judgements(), **words, "by": by, "at": at}
    try:
        assessing.advise(**facts, hands_in=hands_in)
    except assessing.NotJudged:
        assessing.advise(**facts, hands_in=False)
        form.mark_missing()
        raise
    return _("Uw advies is ingeleverd. Iemand anders beslist.") if hands_in else _("Bewaard als concept.")


def extend(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Take longer."""
    assessing.extend(challenge=challenge, **form.cleaned_data, by=by, at=at)
    return _("De initiatiefnemer hoort de nieuwe laatste dag.")


def decide(challenge: Challenge, form: forms.DecisionForm, by: User, at: datetime, posted: QueryDict) -> str:
    """Decide."""
    facts = {"verdict": form.cleaned_data["verdict"], "talk_until": form.cleaned_data["talk_until"]}
    deciding.decide(challenge=challenge, **facts, words=form.words(), by=by, at=at)
    return _("Uw beslissing staat vast.")


def correct(challenge: Challenge, form: forms.DecisionForm, by: User, at: datetime, posted: QueryDict) -> str:
    """Decide anew."""
    facts = {"verdict": form.cleaned_data["verdict"], "talk_until": form.cleaned_data["talk_until"]}
    deciding.correct(challenge=challenge, **facts, words=form.words(), seen=form.seen_key(), by=by, at=at)
    return _("Uw nieuwe beslissing staat vast.")


def propose(challenge: Challenge, form: forms.ProposalForm, by: User, at: datetime, posted: QueryDict) -> str:
    """Propose an agreement."""
    names = ("initiator_does", "municipality_does", "cents", "starts_on", "ends_on")
    proposal = agreeing.Proposal(**{name: form.cleaned_data[name] for name in names}, review_days=form.review_days())
    agreeing.propose(challenge=challenge, proposal=proposal, by=by, at=at)
    return _("Het voorstel is verstuurd.")


def look_back(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Write how it goes, at the first moment that waits for it."""
    review = next_review(challenge)
    if review is None:
        raise Refusal(_("Er is geen moment om terug te kijken."))
    agreeing.look_back(challenge=challenge, review=review, words=form.cleaned_data["words"], by=by, at=at)
    return _("Vastgelegd. De initiatiefnemer leest het ook.")


def stop(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Let the agreement end earlier."""
    agreeing.stop(challenge=challenge, **form.cleaned_data, by=by, at=at)
    return _("De afspraak stopt vandaag.")


def evaluate(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Look back on the whole."""
    agreeing.evaluate(challenge=challenge, words=form.cleaned_data, by=by, at=at)
    return _("De evaluatie is bewaard.")


STEPS: dict[str, Step] = {
    Act.TAKE_UP: Step(only(forms.NothingForm), take_up),
    Act.ASK: Step(only(forms.AskForm), ask),
    Act.GO_ON: Step(only(forms.NothingForm), go_on),
    Act.ASK_VIEW: Step(lambda one, data, asked: forms.AskViewForm(data, colleagues=colleagues(one)), ask_view),
    Act.ADVISE: Step(
        lambda one, data, asked: forms.AdviceForm(data, criteria=criteria(), advice=getattr(one, "advice", None)),
        advise,
        "community/desk/advise.html",
    ),
    Act.EXTEND: Step(only(forms.ReasonForm), extend),
    Act.DECIDE: Step(lambda one, data, asked: forms.DecisionForm(data, standing=None), decide),
    Act.CORRECT: Step(lambda one, data, asked: forms.DecisionForm(data, standing=standing_decision(one)), correct),
    Act.PROPOSE: Step(lambda one, data, asked: forms.ProposalForm(data, agreement=agreement_of(one)), propose),
    Act.REVIEW: Step(only(plain.ReviewForm), look_back),
    Act.END: Step(only(plain.StopForm), stop),
    Act.EVALUATE: Step(only(forms.MunicipalEvaluationForm), evaluate),
}


def declare(challenge: Challenge, form: Form, by: User, at: datetime, posted: QueryDict) -> str:
    """Say that one has an interest."""
    assessing.declare_interest(challenge=challenge, **form.cleaned_data, by=by, at=at)
    return _("Een collega neemt het over. U doet niets meer met deze uitdaging.")


STEPS[Act.DECLARE] = Step(only(forms.InterestForm), declare)
