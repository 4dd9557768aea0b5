"""Judge an application: each assessor for themselves, with reasons; nobody reads along before it is handed in."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal
from stimulus_fund import lifecycle
from stimulus_fund.actions.entering import entering
from stimulus_fund.actions.record import record
from stimulus_fund.acts import Act
from stimulus_fund.advice import FEWEST_ASSESSORS
from stimulus_fund.enums import Advice, Division, State
from stimulus_fund.models import Application, Assessment, Interest
from stimulus_fund.records import Judgement


class NotJudged(Refusal):
    """Something of the assessment is missing."""


@entering(Act.DECLARE)
def declare_interest(*, application: Application, reason: str, by: User, at: datetime) -> Interest:
    """Say that one has an interest; from then on one does nothing with it, and one's unfinished judgement is gone.

    Raises Refusal for who advised on it or worked on its decision already: then a colleague has to look at that first.
    """
    if application.assessments.filter(assessor=by).exclude(handed_in_at=None).exists():
        raise Refusal(_("U leverde al een beoordeling in. Overleg met uw leidinggevende wat daarmee gebeurt."))
    application.assessments.filter(assessor=by, handed_in_at=None).delete()
    interest, is_new = Interest.objects.get_or_create(
        application=application, person=by, defaults={"reason": reason, "declared_at": at}
    )
    if application.officer_id == by.pk:
        application.officer = None
        application.save(update_fields=["officer"])
    if is_new:
        record(application, "application.interest", by=by, at=at)
    return interest


@entering(Act.ASSESS)
def keep_assessment(
    *, application: Application, judgement: Judgement, hands_in: bool, by: User, at: datetime
) -> Assessment:
    """Save one's own judgement; with `hands_in` it becomes an advice that others read and that stays.

    Raises NotJudged when it is handed in with something missing, Refusal when it was handed in before.
    """
    assessment, _new = application.assessments.get_or_create(assessor=by, defaults={"changed_at": at})
    if assessment.is_handed_in:
        raise Refusal(_("U leverde deze beoordeling al in."))
    rules = application.ruleset
    wanted = set(rules.criteria.values_list("pk", flat=True)) if rules else set()
    for criterion, (points, reason) in judgement.scores.items():
        if criterion in wanted:
            assessment.scores.update_or_create(criterion_id=criterion, defaults={"points": points, "reason": reason})
    assessment.advice = judgement.advice or ""
    assessment.advised_cents = None if judgement.advice == Advice.REJECT else judgement.cents
    assessment.summary, assessment.changed_at = judgement.summary, at
    if hands_in:
        _require_whole(application, assessment, judgement, wanted)
        assessment.handed_in_at = at
    assessment.save()
    if hands_in:
        record(application, "application.assessed", by=by, at=at)
    return assessment


def _require_whole(application: Application, assessment: Assessment, judgement: Judgement, wanted: set[int]) -> None:
    given = {key for key, (points, reason) in judgement.scores.items() if points and reason}
    if wanted - given:
        raise NotJudged(_("Geef bij elk criterium punten en een reden."))
    if not judgement.advice:
        raise NotJudged(_("Kies een advies."), field="advice")
    if not judgement.summary:
        raise NotJudged(_("Licht uw advies toe."), field="summary")
    cents, asked = assessment.advised_cents, application.asked_cents
    if judgement.advice == Advice.GRANT and cents != asked:
        raise NotJudged(_("Bij toekennen hoort het hele gevraagde bedrag. Anders is het een deel."), field="cents")
    if judgement.advice == Advice.PARTIAL and not (cents and cents < asked):
        raise NotJudged(_("Vul een bedrag in dat lager is dan wat er is gevraagd."), field="cents")


@entering(Act.FINISH_ASSESSING)
def finish_assessing(*, application: Application, by: User, at: datetime) -> Application:
    """Go from judging to deciding. Raises Refusal with fewer than two advices; unfinished ones are thrown away."""
    if application.ruleset and application.ruleset.division == Division.VOTE:
        raise Refusal(_("Over dit plan stemmen bewoners. Het gaat verder als de stemmen zijn geteld."))
    if application.ruleset and application.ruleset.division == Division.RANKING:
        raise Refusal(_("Deze regeling verdeelt op rangorde. De aanvraag gaat verder als de ronde is afgesloten."))
    if application.assessments.exclude(handed_in_at=None).count() < FEWEST_ASSESSORS:
        raise Refusal(_("Er zijn ten minste twee ingeleverde beoordelingen nodig."))
    application.assessments.filter(handed_in_at=None).delete()
    lifecycle.require(application.state, State.DECIDING)
    application.state = State.DECIDING
    application.save(update_fields=["state"])
    record(application, "application.deciding", by=by, at=at)
    return application
