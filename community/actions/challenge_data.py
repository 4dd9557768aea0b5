"""What challenges hold of a person, how that is forgotten, and what is destroyed when their term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.challenge_draft import delete_on_disk, discard
from community.enums.challenge import ChallengeState as State
from community.models import (
    Challenge,
    ChallengeAdvice,
    ChallengeAgreement,
    ChallengeCompletion,
    ChallengeDecision,
    ChallengeEvaluation,
    ChallengeFile,
    ChallengeInterest,
    ChallengeJudgement,
    ChallengeReview,
    ChallengeView,
)
from core import audit
from core.personal_data import Part, Section, section
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.models import Initiative

MOST_A_NIGHT = 200
ANSWERS = ("name", "task", "better", "with_whom", "support", "cost_note", "needs")
SENT = (
    *("number", "state", *ANSWERS, "supporters", "known_cents", "then_cents", "starts_on", "months"),
    *("received_at", "public_consent_at", "extension_reason", "decide_by"),
)
AGREED = ("initiator_does", "municipality_does", "cents", "starts_on", "ends_on", "remark", "agreed_at", "ended_on")
BOUND = State.undecided() | {State.DECIDED, State.AGREED, State.RUNNING}


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Challenges of one's initiatives with all that was said; with `internal` also what colleagues advised."""
    theirs = Challenge.objects.filter(initiative__in=Initiative.objects.of_initiator(user)).order_by("pk")
    about = {"challenge__in": theirs}
    files = ChallengeFile.objects.filter(Q(**about) | Q(added_by=user)).order_by("pk")
    agreements = ChallengeAgreement.objects.filter(**about).order_by("pk")
    reviews = ChallengeReview.objects.filter(agreement__in=agreements).order_by("pk")
    evaluations = ChallengeEvaluation.objects.filter(**about).order_by("pk")
    asked = ChallengeCompletion.objects.filter(**about).order_by("pk")
    yield section(_("Uitdagingen aan de gemeente"), theirs, *SENT)
    yield section(_("Bewijsstukken bij uitdagingen"), files, "name", "file")
    yield section(_("Aanvullingen van uitdagingen"), asked, "asked", "asked_at", "until", "answer", "answered_at")
    decisions = ChallengeDecision.objects.filter(**about).order_by("pk")
    yield section(_("Beslissingen op uitdagingen"), decisions, "verdict", "reasons", "part", "clause", "taken_at")
    yield section(_("Afspraken over uitdagingen"), agreements, *AGREED, "ended_reason")
    yield section(_("Terugkijken op afspraken"), reviews, "due_on", "initiator_words", "municipality_words")
    yield section(_("Evaluaties van uitdagingen"), evaluations, "side", "brought", "otherwise", "learnt", "onward")
    if internal:
        advices = ChallengeAdvice.objects.filter(**about).order_by("pk")
        judged = ChallengeJudgement.objects.filter(advice__in=advices).order_by("pk")
        yield section(_("Adviezen over uw uitdagingen"), advices, "verdict", "text")
        yield section(_("Oordelen op criteria"), judged, "criterion", "fit", "reason")
        views = ChallengeView.objects.filter(**about).order_by("pk")
        yield section(_("Zienswijzen over uw uitdagingen"), views, "question", "text", "cost_cents")
        yield section(_("Afwijken van adviezen"), decisions, "deviation")
        interests = ChallengeInterest.objects.filter(**about).order_by("pk")
        yield section(_("Belangen van medewerkers bij uw uitdagingen"), interests, "reason", "declared_at")
    yield from _worked_on(user)


def _worked_on(user: User) -> Iterable[Section]:
    """What a colleague wrote about challenges of others."""
    advices = ChallengeAdvice.objects.filter(assessor=user).order_by("pk")
    yield section(_("Adviezen die u gaf over uitdagingen"), advices, "verdict", "text", "handed_in_at")
    yield section(_("Zienswijzen die u gaf"), user.challenge_views.order_by("pk"), "question", "text", "given_at")
    interests = ChallengeInterest.objects.filter(person=user).order_by("pk")
    yield section(_("Belangen die u meldde bij uitdagingen"), interests, "reason", "declared_at")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Challenges that only this person carries and that are not over, and those they assess."""
    for challenge in Challenge.objects.filter(initiative__in=cases_of(user), state__in=sorted(BOUND), closed_at=None):
        others = challenge.initiative.members.filter(left_at=None).exclude(user=user).exists()
        mine = challenge.initiative.members.filter(left_at=None, user=user).exists()
        if mine and not others:
            yield _("Uitdaging %(number)s loopt nog. Trek haar eerst in, of laat de afspraak stoppen.") % {
                "number": challenge.number
            }
    assessed = Challenge.objects.filter(assessor=user, state__in=sorted(State.undecided())).order_by("pk")
    for number in assessed.values_list("number", flat=True):
        yield _("Deze persoon beoordeelt uitdaging %(number)s. Draag die eerst over.") % {"number": number}


def stays(user: User, on: date) -> Iterator[str]:
    """The files of challenges, without the person's name."""
    kept = Challenge.objects.filter(initiative__in=cases_of(user), wiped_at=None).sent().order_by("pk")
    for number in kept.values_list("number", flat=True):
        yield _("Het dossier van uitdaging %(number)s blijft bewaard tot zijn termijn voorbij is, zonder uw naam.") % {
            "number": number
        }


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Throw away drafts that are this person's alone, and take them out of every challenge of their cases.

    A decision that was taken stays as it was sealed until its term is over.
    """
    for initiative in cases_of(user):
        found = signs_in(initiative, user)
        alone = not initiative.members.filter(left_at=None).exclude(user=user).exists()
        for challenge in initiative.challenges.order_by("pk"):
            if challenge.is_draft and alone:
                discard(challenge=challenge)
                continue
            if alone:
                challenge.public_consent_at = None
                challenge.save(update_fields=["public_consent_at"])
                ChallengeAgreement.objects.filter(challenge=challenge).update(remark="")  # bargaining, over by now
            if found:
                for rows in written_with(challenge):
                    rewrite(rows, found)


def written_with(challenge: Challenge) -> Iterator[QuerySet]:
    """All rows in which people wrote about a challenge, but for what was decided."""
    yield Challenge.objects.filter(pk=challenge.pk)
    yield challenge.files.all()
    yield challenge.completions.all()
    yield challenge.views.all()
    yield challenge.interests.all()
    yield ChallengeAdvice.objects.filter(challenge=challenge)
    yield ChallengeJudgement.objects.filter(advice__challenge=challenge)
    yield ChallengeAgreement.objects.filter(challenge=challenge)
    yield ChallengeReview.objects.filter(agreement__challenge=challenge)
    yield challenge.evaluations.all()


def wipe_challenges(challenges: QuerySet[Challenge], at: datetime) -> int:
    """Destroy the texts and files of challenges whose term is over, in the order given; returns how many.

    Number, days, amounts, and what was decided stay: they are figures that name nobody.
    """
    chosen = list(challenges[:MOST_A_NIGHT])
    for challenge in chosen:
        _wipe(challenge, at=at)
    return len(chosen)


@transaction.atomic
def _wipe(challenge: Challenge, *, at: datetime) -> None:
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    for file in challenge.files.all():
        delete_on_disk(file)
    challenge.files.all().delete()
    challenge.completions.update(asked="", answer="")
    challenge.views.update(question="", text="")
    challenge.interests.update(reason="")
    ChallengeAdvice.objects.filter(challenge=challenge).update(text="", wiped_at=at)
    ChallengeJudgement.objects.filter(advice__challenge=challenge).update(reason="")
    challenge.decisions.update(wiped_at=at, **dict.fromkeys(("reasons", "part", "deviation", "clause"), ""))
    agreed = ChallengeAgreement.objects.filter(challenge=challenge)
    agreed.update(initiator_does="", municipality_does="", remark="")
    agreed.exclude(ended_reason="").update(ended_reason="-")
    ChallengeReview.objects.filter(agreement__challenge=challenge).update(initiator_words="", municipality_words="")
    challenge.evaluations.update(brought="", otherwise="", learnt="")
    for name in (*ANSWERS, "extension_reason"):
        setattr(challenge, name, "")
    challenge.public_consent_at, challenge.wiped_at = None, at
    challenge.save()
    audit.record(verb="challenge.wiped", subject=challenge, by=None, at=at)


def needed(at: datetime) -> QuerySet:
    """Whoever sent a challenge that is not over."""
    return Challenge.objects.filter(state__in=sorted(BOUND), closed_at=None).exclude(sent_by=None).values("sent_by")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
