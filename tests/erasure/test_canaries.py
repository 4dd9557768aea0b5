"""After somebody is erased no word of theirs is left unexplained: in no table, no file and no log line."""

import logging
import shutil
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings

from accounts import jobs
from accounts.actions.data_request import ask, fulfil
from accounts.actions.export import export
from accounts.enums import RequestKind, Role
from accounts.models import User
from core import retention
from core.logs import PlainFormatter
from core.models import OutgoingMail
from core.personal_data import obstacles
from tests.destroying import approved_night
from tests.erasure.canaries import NOT_PERSONAL, files, fill, left, signs_in, stored_models, tables, texts
from tests.erasure.person import now, settle
from tests.world import colleague

pytestmark = pytest.mark.django_db

FILE = "initiative"  # the file of a case: Archiefwet 1995 art. 3, AVG art. 17(3)(b) and (d), for its term
APPLICATION = "application_rejected"  # the file of an application for money, the same articles, for its own term
CHALLENGE = "challenge"  # the file of a challenge, the same articles, for its own term
KEPT = "keep"  # what the municipality says of its own rules and programmes, which names nobody
PROGRAMME = "programme"  # what colleagues said in a programme, the same articles, for its own term
STORY = "story"  # what the editors wrote, without the person, until it is off the website for its own term
MEETING = "meeting"  # reports of meetings of the gidsteam, the same articles, for their own term

# What stays after an erasure, without the signs of the person, and the kind of data whose term ends it.
STAYS = {
    "community.Event.access": KEPT,
    "community.Event.audience": KEPT,
    "community.Event.cancelled_reason": KEPT,
    "community.Event.link": KEPT,
    "community.Event.place": KEPT,
    "community.Event.text": KEPT,
    "community.Event.title": KEPT,
    "community.EventReport.text": KEPT,
    "community.Challenge.better": CHALLENGE,
    "community.Challenge.cost_note": CHALLENGE,
    "community.Challenge.extension_reason": CHALLENGE,
    "community.Challenge.name": CHALLENGE,
    "community.Challenge.needs": CHALLENGE,
    "community.Challenge.support": CHALLENGE,
    "community.Challenge.task": CHALLENGE,
    "community.Challenge.with_whom": CHALLENGE,
    "community.ChallengeAdvice.text": CHALLENGE,
    "community.ChallengeAgreement.ended_reason": CHALLENGE,
    "community.ChallengeAgreement.initiator_does": CHALLENGE,
    "community.ChallengeAgreement.municipality_does": CHALLENGE,
    "community.ChallengeCompletion.answer": CHALLENGE,
    "community.ChallengeCompletion.asked": CHALLENGE,
    "community.ChallengeEvaluation.brought": CHALLENGE,
    "community.ChallengeEvaluation.learnt": CHALLENGE,
    "community.ChallengeEvaluation.otherwise": CHALLENGE,
    "community.ChallengeFile.file": CHALLENGE,
    "community.ChallengeFile.name": CHALLENGE,
    "community.ChallengeFile.thumbnail": CHALLENGE,
    "community.ChallengeInterest.reason": CHALLENGE,
    "community.ChallengeJudgement.reason": CHALLENGE,
    "community.ChallengeReview.initiator_words": CHALLENGE,
    "community.ChallengeReview.municipality_words": CHALLENGE,
    "community.ChallengeView.question": CHALLENGE,
    "community.ChallengeView.text": CHALLENGE,
    "community.News.description": FILE,
    "community.News.photo": FILE,
    "community.News.text": FILE,
    "community.News.thumbnail": FILE,
    "community.News.title": FILE,
    "community.Takedown.appeal": FILE,
    "community.Takedown.decision": FILE,
    "community.Takedown.reason": FILE,
    "community.Referral.outcome_text": FILE,
    "community.Referral.question": FILE,
    "community.Referral.reason": FILE,
    "community.Referral.refusal": FILE,
    "community.ReferralWord.contact": FILE,
    "community.ReferralWord.text": FILE,
    "community.StoryPhoto.description": STORY,
    "community.StoryPhoto.file": STORY,
    "community.StoryPhoto.name": STORY,
    "community.StoryPhoto.thumbnail": STORY,
    "community.StoryVersion.author_name": STORY,
    "community.StoryVersion.body": STORY,
    "community.StoryVersion.ended_reason": STORY,
    "community.StoryVersion.lead": STORY,
    "community.StoryVersion.title": STORY,
    "initiatives.Attachment.description": FILE,
    "initiatives.Attachment.file": FILE,
    "initiatives.Attachment.name": FILE,
    "initiatives.Attachment.thumbnail": FILE,
    "initiatives.GoalLink.finding": FILE,
    "initiatives.GoalLink.remark": FILE,
    "initiatives.Initiative.for_whom": FILE,
    "initiatives.Initiative.organisation": FILE,
    "initiatives.Initiative.outcome_note": FILE,
    "initiatives.Initiative.planned_when": FILE,
    "initiatives.Initiative.question": FILE,
    "initiatives.Initiative.summary": FILE,
    "initiatives.Initiative.third_party": FILE,
    "initiatives.Initiative.title": FILE,
    "initiatives.Initiative.with_whom": FILE,
    "initiatives.Meeting.minutes": MEETING,
    "initiatives.MeetingItem.decision": MEETING,
    "initiatives.MeetingItem.why": MEETING,
    "initiatives.Message.text": FILE,
    "initiatives.Note.text": FILE,
    "initiatives.PhaseReview.text": FILE,
    "initiatives.Position.may_expect": FILE,
    "initiatives.Position.may_not_expect": FILE,
    "initiatives.Position.question": FILE,
    "initiatives.Position.reason": FILE,
    "initiatives.Promise.text": FILE,
    "initiatives.Promise.withdrawn_reason": FILE,
    "initiatives.ProspectJudgement.reason": FILE,
    "initiatives.TextVersion.texts": FILE,
    "initiatives.TimelineEntry.facts": FILE,
    "stimulus_fund.Application.activities": APPLICATION,
    "stimulus_fund.Application.budget_note": APPLICATION,
    "stimulus_fund.Application.cooperation": APPLICATION,
    "stimulus_fund.Application.goal_reason": APPLICATION,
    "stimulus_fund.Application.result": APPLICATION,
    "stimulus_fund.Application.support": APPLICATION,
    "stimulus_fund.ApplicationFile.file": APPLICATION,
    "stimulus_fund.ApplicationFile.name": APPLICATION,
    "stimulus_fund.ApplicationFile.thumbnail": APPLICATION,
    "stimulus_fund.Assessment.summary": APPLICATION,
    "stimulus_fund.BudgetLine.name": APPLICATION,
    "stimulus_fund.Change.reason": APPLICATION,
    "stimulus_fund.Change.text": APPLICATION,
    "stimulus_fund.Decision.activities": APPLICATION,
    "stimulus_fund.Decision.deviation": APPLICATION,
    "stimulus_fund.Decision.motivation": APPLICATION,
    "stimulus_fund.Decision.obligations": APPLICATION,
    "stimulus_fund.Decision.remark": APPLICATION,
    "stimulus_fund.Interest.reason": APPLICATION,
    "stimulus_fund.Payment.failure": APPLICATION,
    "stimulus_fund.Report.differently": APPLICATION,
    "stimulus_fund.Report.done": APPLICATION,
    "stimulus_fund.Report.learnt": APPLICATION,
    "stimulus_fund.Report.remark": APPLICATION,
    "stimulus_fund.Report.result": APPLICATION,
    "stimulus_fund.Score.reason": APPLICATION,
    "teams.ActionPoint.dropped_reason": FILE,
    "teams.ActionPoint.text": FILE,
    "teams.BookPassing.word": PROGRAMME,
    "teams.ClosingAnswer.brought": PROGRAMME,
    "teams.ClosingAnswer.needed": PROGRAMME,
    "teams.Gathering.agenda": PROGRAMME,
    "teams.Gathering.cancelled_reason": PROGRAMME,
    "teams.Gathering.outcome": PROGRAMME,
    "teams.Gathering.place": PROGRAMME,
    "teams.Attendee.name": FILE,
    "teams.Attendee.organisation": FILE,
    "teams.Attendee.role": FILE,
    "teams.Lesson.follow_up": FILE,
    "teams.Lesson.subject": FILE,
    "teams.Lesson.text": FILE,
    "teams.Overrun.reason": FILE,
    "teams.PeerQuestion.insight": PROGRAMME,
    "teams.PeerQuestion.text": PROGRAMME,
    "teams.PeerWord.text": PROGRAMME,
    "insight.Edition.remark": KEPT,
    "insight.Edition.title": KEPT,
    "teams.Programme.goals": KEPT,
    "teams.Programme.introduction": KEPT,
    "teams.Programme.name": KEPT,
    "teams.ProgrammeInitiative.left_reason": PROGRAMME,
    "teams.PlannedSession.about": FILE,
    "teams.PlannedSession.cancelled_reason": FILE,
    "teams.PlannedSession.place": FILE,
    "teams.Rule.changed": KEPT,
    "teams.Rule.source": KEPT,
    "teams.Rule.tried": KEPT,
    "teams.Session.agreed": FILE,
    "teams.Session.answer": FILE,
    "teams.Session.internal_note": FILE,
    "teams.Session.question": FILE,
    "teams.SessionDraft.fields": FILE,
    "teams.SummaryAnswer.reply": FILE,
    "teams.SummaryAnswer.summary": FILE,
    "teams.SummaryAnswer.words": FILE,
}
# What stays after that term too, and why.
DECIDED = "what the municipality decided, in its own words"
SAID = "what the municipality told everyone about a programme or an event"
LEARNT = "written for colleagues to learn from, without a name"
STAYS_FOR_GOOD = {
    **dict.fromkeys(
        [f"community.Event.{name}" for name in ("access", "audience", "cancelled_reason", "link", "place")], SAID
    ),
    **dict.fromkeys(("community.Event.text", "community.Event.title", "community.EventReport.text"), SAID),
    "initiatives.Position.may_expect": DECIDED,
    "initiatives.Position.may_not_expect": DECIDED,
    "initiatives.Position.reason": DECIDED,
    "teams.Lesson.follow_up": LEARNT,
    "teams.Lesson.subject": LEARNT,
    "teams.Lesson.text": LEARNT,
    "insight.Edition.remark": SAID,
    "insight.Edition.title": SAID,
    "teams.Programme.goals": SAID,
    "teams.Programme.introduction": SAID,
    "teams.Programme.name": SAID,
    "teams.Rule.changed": LEARNT,
    "teams.Rule.source": LEARNT,
    "teams.Rule.tried": LEARNT,
}


@pytest.fixture
def officer(town) -> User:
    return colleague("Ria Blom", Role.RECORDS_APPROVER)


@pytest.fixture
def filled(clock, guide, officer):
    """A person with words in every table, and which word stands where."""
    shutil.rmtree(settings.PRIVATE_FILES, ignore_errors=True)  # of other tests
    person, _case = settle(guide, at=now())
    at = now()
    request = ask(user=person, kind=RequestKind.ERASURE, wish="x", received_at=at, by=person, at=at)
    request.extended_on, request.extension_reason, request.answer = date(2026, 3, 11), "x", "x"
    request.save()
    return request, fill(person)


@pytest.fixture
def said(caplog):
    """What the log would hold."""
    caplog.set_level(logging.INFO)
    return lambda: "\n".join(PlainFormatter().format(record) for record in caplog.records)


@pytest.fixture
def erase(filled, officer, django_capture_on_commit_callbacks):
    """Carry out the request, send the last mail and forget where it went."""
    request, words = filled

    def carry_out() -> dict[str, str]:
        with django_capture_on_commit_callbacks(execute=True):
            fulfil(request=request, answer="Beste Kanarine, het is gedaan.", by=officer, at=now())
            OutgoingMail.objects.filter(kind="accounts.erased").update(state="sent", sent_at=now())
            jobs.LAST_MAILS.run(now())
        return words

    return carry_out


def test_every_model_is_filled_or_judged(filled):
    with_texts = [model for model in stored_models() if texts(model)]
    assert [model._meta.label for model in with_texts if not model._base_manager.exists()] == []
    assert {model._meta.label for model in stored_models() if not texts(model)} == WITHOUT_TEXT
    assert set(NOT_PERSONAL) - {model._meta.label for model in apps.get_models()} == set()
    request, words = filled
    assert set(words.values()) - left(words, tables(), files()) == FILLED_OTHERWISE
    assert obstacles(request.user, on=date(2026, 3, 11)) == []


WITHOUT_TEXT = {
    "account.EmailConfirmation",
    "community.EventSeries",
    "community.Follow",
    "community.Follower",
    "community.PhotoSubject",
    "community.Story",
    "initiatives.Member",
    "stimulus_fund.Delivery",
}
FILLED_OTHERWISE = {  # addresses hold the address itself, and the account its own facts
    "account.EmailAddress.email",
    "community.Referral.shared_email",
    "accounts.MailedCode.email",
    "accounts.User.display_name",
    "accounts.User.phone",
    "community.Registration.email",
    "community.Flag.email",
    "community.HelpOffer.email",
    "core.OutgoingMail.to",
    "initiatives.Draft.email",
    "initiatives.Initiative.address",
    "initiatives.Initiative.guardian_name",
    "initiatives.Invitation.email",
}


def test_what_stays_is_explained_and_names_nobody(erase, said):
    words = erase()
    assert left(words, tables(), files(), said()) == set(STAYS)
    assert signs_in([tables(), said()]) == []


def test_when_the_terms_are_over_only_decisions_stay(erase, clock, django_capture_on_commit_callbacks):
    words = erase()
    terms = retention.terms(date(2026, 3, 11))
    clock.shift(timedelta(days=max(terms[kind].days for kind in STAYS.values() if kind != KEPT) + 1))
    with django_capture_on_commit_callbacks(execute=True):
        assert approved_night(now()) > 0
        assert approved_night(now()) == 0
    assert left(words, tables(), files()) == set(STAYS_FOR_GOOD)
    assert signs_in([tables(), files()]) == []


@pytest.mark.parametrize("forgotten", settings.PERSONAL_DATA)
def test_an_app_that_erases_nothing_is_seen(erase, said, monkeypatch, forgotten):
    """The control: the same search finds words when one app's part is left out."""
    monkeypatch.setattr(settings, "PERSONAL_DATA", [path for path in settings.PERSONAL_DATA if path != forgotten])
    words = erase()
    assert left(words, tables(), files(), said()) - set(STAYS) != set()
    assert signs_in([tables(), said()]) != []


# --- The copy -------------------------------------------------------------------------------------------------------
NOT_IN_THE_COPY = {
    **dict.fromkeys(
        [f"community.Event.{name}" for name in ("access", "audience", "cancelled_reason", "link", "place", "text")],
        "about an event, not about the person",
    ),
    "community.EventReport.text": "about an event, not about the person",
    "community.News.thumbnail": "the file itself is there",
    "community.StoryPhoto.thumbnail": "the file itself is there",
    "accounts.Session.session_data": "what the browser is busy with; where one is logged in is told in words",
    "accounts.User.password": "a secret",
    "community.ChallengeFile.thumbnail": "the file itself is there",
    "initiatives.Attachment.thumbnail": "the file itself is there",
    "initiatives.DraftFile.thumbnail": "the file itself is there",
    "initiatives.Initiative.search_text": "the same words again, for searching",
    "initiatives.Initiative.search_title": "the same words again, for searching",
    "initiatives.Meeting.minutes": "about many people; what was said of the case is there by item of the agenda",
    "initiatives.TimelineEntry.facts": "told as sentences",
    "mfa.Authenticator.data": "a secret",
    "socialaccount.SocialToken.token": "a secret",
    "socialaccount.SocialToken.token_secret": "a secret",
    "stimulus_fund.ApplicationFile.thumbnail": "the file itself is there",
    "teams.Gathering.agenda": "about many people",
    "teams.Gathering.cancelled_reason": "about many people",
    "teams.Gathering.outcome": "about many people",
    "teams.Gathering.place": "about many people",
    "insight.Edition.remark": "about an edition, not about the person",
    "insight.Edition.title": "about an edition, not about the person",
    "teams.Programme.goals": "about a programme, not about the person",
    "teams.Programme.introduction": "about a programme, not about the person",
    "teams.Rule.changed": "about a rule, not about the person",
    "teams.Rule.source": "about a rule, not about the person",
    "teams.Rule.tried": "about a rule, not about the person",
}


def test_a_copy_holds_all_that_is_kept(filled, officer):
    request, words = filled
    with ZipFile(export(user=request.user, internal=True, by=officer, at=now())) as archive:
        given = "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert set(words.values()) - FILLED_OTHERWISE - left(words, given) == set(NOT_IN_THE_COPY)
