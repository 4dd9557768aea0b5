"""Somebody who left something in every table: once a colleague, and an initiator whose case is closed."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.utils import timezone

from accounts.enums import CodePurpose, Role
from accounts.models import MailedCode, Session, User
from city.models import Goal, Wijk
from community.models import (
    ChallengeAdvice,
    ChallengeAgreement,
    ChallengeCriterion,
    Event,
    EventKind,
    EventReport,
    Follower,
    Hub,
    Story,
)
from core import outbox
from initiatives.enums import Outcome, Party, PlaceKind, ShownName, State
from initiatives.models import Initiative, Meeting, ProspectJudgement, SavedFilter
from insight.models import Edition, KeptFigures
from stimulus_fund.actions.defaults import load_schemes
from stimulus_fund.enums import State as Fund
from stimulus_fund.models import Criterion, Report, Ruleset
from teams.enums import MemberState
from teams.models import Profile, Programme, Rule, Team
from tests.erasure.canaries import EMAIL, GUARDIAN, HOME, NAME, PHONE
from tests.factories import InitiativeFactory, MemberFactory, RoleGrantFactory, UserFactory


def settle(guide: User, *, at: datetime) -> tuple[User, Initiative]:
    """The person and the case, with a row of every kind around them."""
    person = UserFactory(email=EMAIL, display_name=NAME, phone=PHONE)
    account_rows(person, at=at)
    initiative = closed_case(person, guide, at=at)
    case_rows(initiative, person, guide, at=at)
    desk_rows(initiative, guide, at=at)
    team_rows(initiative, person, guide, at=at)
    fund_rows(initiative, person, guide, at=at)
    challenge_rows(initiative, person, guide, at=at)
    programme_rows(initiative, person, guide, at=at)
    event_rows(initiative, person, guide, at=at)
    edition_rows(person, guide, at=at)
    following_rows(initiative, person, guide, at=at)
    hub_rows(initiative, person, guide, at=at)
    story_rows(initiative, person, guide, at=at)
    return person, initiative


def account_rows(person: User, *, at: datetime) -> None:
    """What guards the account, what was mailed, and a role that is over."""
    address = EmailAddress.objects.create(user=person, email=EMAIL, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k" * 40, created=at)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    account = SocialAccount.objects.create(user=person, provider="medewerkers", uid="1", extra_data={})
    SocialToken.objects.create(account=account, token="x")
    Session.objects.create(session_key="s" * 32, session_data="", expire_date=at + timedelta(hours=1), user=person)
    facts = {"code_hash": "x", "sent_at": at, "expires_at": at}
    MailedCode.objects.create(key="k", purpose=CodePurpose.PROOF, email=EMAIL, user=person, **facts)
    RoleGrantFactory(user=person, role=Role.EP_MEMBER, reason="x", withdrawn_at=at)
    outbox.enqueue(
        outbox.Message(EMAIL, "x", "x", "initiatives.receipt", "ZW-2026-0009"),
        outbox.Message("gijs@zwolle.example", "x", "x", "initiatives.written", "ZW-2026-0009"),
        at=at,
    )


def closed_case(person: User, guide: User, *, at: datetime) -> Initiative:
    """A public case of this person alone, at home, closed a week ago."""
    initiative = InitiativeFactory(
        number="ZW-2026-0009",
        slug="de-tuin-van-kanarine",
        owned=True,
        owner=guide,
        public=True,
        place_kind=PlaceKind.ADDRESS,
        wijk=Wijk.objects.get(slug="assendorp"),
        shown_name=ShownName.FULL,
    )
    initiative.state, initiative.outcome, initiative.ball = State.CLOSED, Outcome.STOPPED, ""
    initiative.closed_at, initiative.address, initiative.guardian_name = at - timedelta(days=7), HOME, GUARDIAN
    initiative.save()
    MemberFactory(initiative=initiative, user=person)
    return initiative


def case_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """What was said, sent and promised."""
    message = initiative.messages.create(side="initiator", author=person, text="x", sent_at=at)
    stored = {"kind": "document", "file": "x", "thumbnail": "x", "name": "x", "size": 1, "added_at": at}
    initiative.attachments.create(message=message, token="t" * 43, side="initiator", added_by=person, **stored)
    draft = person.drafts.create(email=EMAIL, started_at=at, saved_at=at, delete_on=date(2027, 1, 1))
    draft.files.create(**stored)
    initiative.notes.create(author=guide, text="x", written_at=at)
    initiative.reviews.create(phase=State.CLOSED, grade="bad", text="x", given_by=person, given_at=at)
    initiative.versions.create(version=1, texts={}, saved_at=at, saved_by=person)
    initiative.invitations.create(
        kind="co_initiator", email=EMAIL, secret_hash="h", invited_by=person, invited_at=at, expires_at=at
    )
    for audience in ("public", "initiator"):
        initiative.timeline.create(at=at, event="submitted", audience=audience, by=person)
    initiative.promises.create(
        kind="next_step",
        party=Party.MUNICIPALITY,
        text="x",
        made_at=at,
        due_on=at,
        withdrawn_on=at,
        withdrawn_reason="x",
    )


def desk_rows(initiative: Initiative, guide: User, *, at: datetime) -> None:
    """What the municipality decided and wrote for itself."""
    goal = Goal.objects.get(code="7.1.1")
    looked_back = {"stage": "revisited", "verdict": "held", "finding": "x"}
    initiative.goal_links.create(goal=goal, remark="x", set_by=guide, set_at=at, **looked_back)
    initiative.positions.create(
        kind="aware",
        reason="x",
        may_expect="x",
        may_not_expect="x",
        question="x",
        taken_on=at,
        taken_by=guide,
        review_on=at + timedelta(days=1),
    )
    ProspectJudgement.objects.create(initiative=initiative, promising=True, reason="x", decided_by=guide, decided_on=at)
    meeting = Meeting.objects.create(held_on=at, minutes="x")
    meeting.items.create(initiative=initiative, why="x", decision="x")


def team_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """What an EP-team wrote about the case, and what is left of the time as a colleague."""
    team = Team.objects.create(initiative=initiative, started_at=at)
    team.members.create(user=person, state=MemberState.DECLINED, why="x", reason="x", invited_by=guide, invited_at=at)
    session = team.sessions.create(
        held_on=at, minutes=30, agreed="x", logged_by=guide, logged_at=at, idempotency_key="0" * 32
    )
    session.hours.create(user=guide, minutes=30)
    team.overruns.create(session=session, minutes=15, reason="x", by=guide, at=at)
    team.attendees.create(session=session, seat="initiator", name="x", role="x")
    team.attendees.create(session=session, seat="partner", name="x", organisation="x")
    answer = {"version": 1, "summary": "x", "answer": "corrected", "words": "x", "by": person, "at": at}
    team.summary_answers.create(session=session, reply="x", replied_by=guide, replied_at=at, **answer)
    team.planned_sessions.create(
        starts_at=at,
        minutes=30,
        about="x",
        with_initiator=True,
        planned_by=guide,
        planned_at=at,
        changed_at=at,
        cancelled_at=at,
        cancelled_reason="x",
    )
    facts = {"made_by": guide, "made_at": at, "owner": guide}
    team.action_points.create(text="x", due_on=at, dropped_at=at, dropped_reason="x", **facts)
    rule = Rule.objects.create(name="x", owner=guide, noted_by=guide, noted_at=at)
    done = {"follow_up": "x", "followed_up_by": guide, "followed_up_at": at}
    team.lessons.create(text="x", rule=rule, learnt_by=guide, learnt_at=at, **done)
    for user, key in ((person, "1"), (guide, "2")):
        user.session_drafts.create(initiative=initiative, key=key * 32, saved_at=at)
    person.spot_drafts.create(key="3" * 32, saved_at=at)
    SavedFilter.objects.create(owner=person, name="x", query="q=x")
    Profile.objects.create(user=person, job="x")


def fund_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """An application that was rejected, with its budget, a file and the decision as it was prepared."""
    load_schemes(at=at)
    rules = Ruleset.objects.select_related("scheme").first()
    application = initiative.applications.create(
        number="ZF-2026-0009",
        scheme=rules.scheme,
        ruleset=rules,
        state=Fund.REJECTED,
        started_by=person,
        started_at=at,
        changed_at=at,
        signed_by=person,
        received_at=at,
        asked_cents=100,
        closed_at=at - timedelta(days=7),
    )
    application.budget_lines.create(side="cost", name="x", cents=100)
    stored = {"kind": "document", "file": "x", "thumbnail": "x", "name": "x", "size": 1, "added_at": at}
    application.files.create(added_by=person, **stored)
    application.deliveries.create(kind="rejection", agreed_by=person, agreed_at=at)
    decided = {"motivation": "x", "activities": "x", "obligations": "x", "deviation": "x", "remark": "x"}
    decision = application.decisions.create(
        kind="rejection", ground="rules", prepared_by=guide, prepared_at=at, **decided
    )
    application.payments.create(decision=decision, cents=100, due_on=at.date(), failure="x")
    assessment = application.assessments.create(assessor=guide, summary="x", changed_at=at)
    assessment.scores.create(criterion=Criterion.objects.filter(ruleset=rules).first(), reason="x")
    wrote = dict.fromkeys(("done", "result", "differently", "learnt", "remark"), "x")
    Report.objects.create(application=application, changed_at=at, **wrote)
    application.changes.create(text="x", reason="x", asked_by=person, asked_at=at)
    application.interests.create(person=guide, reason="x", declared_at=at)


def challenge_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """A challenge that went all the way, with everything both sides wrote, over for a week."""
    day = at.date()
    challenge = initiative.challenges.create(
        number="UD-2026-0009",
        state="evaluated",
        started_by=person,
        started_at=at,
        changed_at=at,
        sent_by=person,
        received_at=at,
        decide_by=day,
        extended_at=at,
        extend_weeks=1,
        extension_reason="x",
        public_consent_at=at,
        closed_at=at - timedelta(days=7),
        **dict.fromkeys(("name", "task", "better", "with_whom", "support", "cost_note", "needs"), "x"),
    )
    stored = {"kind": "document", "file": "x", "thumbnail": "x", "name": "x", "size": 1, "added_at": at}
    challenge.files.create(added_by=person, **stored)
    challenge.completions.create(asked="x", answer="x", asked_by=guide, asked_at=at, until=day)
    challenge.views.create(person=guide, question="x", text="x", asked_by=guide, asked_at=at)
    challenge.interests.create(person=guide, reason="x", declared_at=at)
    advice = ChallengeAdvice.objects.create(challenge=challenge, assessor=guide, text="x", changed_at=at)
    advice.judgements.create(criterion=ChallengeCriterion.objects.first(), reason="x")
    agreement = ChallengeAgreement.objects.create(
        challenge=challenge,
        initiator_does="x",
        municipality_does="x",
        cents=0,
        starts_on=day,
        ends_on=day + timedelta(days=1),
        proposed_by=guide,
        proposed_at=at,
        remark="x",
        ended_reason="x",
    )
    agreement.reviews.create(due_on=day, initiator_words="x", municipality_words="x")
    looked = {"brought": "x", "otherwise": "x", "learnt": "x", "onward": "stop", "written_at": at}
    challenge.evaluations.create(side="initiator", written_by=person, **looked)


def programme_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """What was said in a programme that is over, by the person as a colleague and by another."""
    over = at.date() - timedelta(days=1)
    programme = Programme.objects.create(
        name="x", slug="x", kind="empowering", starts_on=over, ends_on=over, owner=guide, made_at=at, introduction="x"
    )
    programme.parts.create(initiative=initiative, joined_at=at, left_at=at, left_reason="x")
    gathering = programme.gatherings.create(
        kind="start",
        starts_at=at,
        minutes=60,
        place="x",
        planned_by=guide,
        planned_at=at,
        changed_at=at,
        cancelled_at=at,
        cancelled_reason="x",
    )
    volume = programme.books.create(number=1)
    for user in (person, guide):
        programme.members.create(user=user, joined_at=at, left_reason="x")
        gathering.attendances.create(user=user, presence="present")
        question = programme.peer_questions.create(
            initiative=initiative, brought_by=user, brought_at=at, text="x", insight="x", insight_at=at
        )
        for speaker in (person, guide):
            question.words.create(kind="advice", text="x", said_by=speaker, said_at=at)
        volume.passings.create(holder=user, given_by=person, word="x", since=at, until=at)
        programme.closing_answers.create(user=user, brought="x", needed="x", answered_at=at)
    volume.passings.create(holder=person, given_by=guide, word="x", since=at)


def event_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """An event around the case that the person came to, with a report."""
    KeptFigures.objects.create(code="x", first=at.date(), last=at.date(), figures=[], counted_at=at)
    event = Event.objects.create(
        kind=EventKind.objects.create(slug="x", name="x", name_en="x"),
        slug="x",
        **dict.fromkeys(("title", "text", "place", "link", "access", "audience", "cancelled_reason"), "x"),
        starts_at=at - timedelta(days=2),
        ends_at=at - timedelta(days=1),
        visibility="public",
        state="cancelled",
        seats_taken=1,
        made_by=guide,
        **dict.fromkeys(("made_at", "changed_at", "published_at", "cancelled_at"), at - timedelta(days=3)),
    )
    event.initiatives.add(initiative)
    event.registrations.create(
        number=1, user=person, name="x", email=EMAIL, access_needs="x", state="seated", registered_at=at, seated_at=at
    )
    EventReport.objects.create(event=event, came=1, text="x", visibility="public", written_by=guide, written_at=at)


def edition_rows(person: User, guide: User, *, at: datetime) -> None:
    """An edition of the learning report that is still a draft, with a quote of the person."""
    edition = Edition.objects.create(title="x", first=at, last=at, made_by=guide, made_at=at, remark="x")
    answer = person.closing_answers.get()
    edition.lines.create(position=0, section="quotes", code="1", text="x", said_by="x", source=answer.pk)


def following_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """What the person follows, offered, wrote and reported, by account and by address, and what was taken down."""
    follower = Follower.objects.create(email=EMAIL, made_at=at, told_until=at)
    follower.follows.create(initiative=initiative, asked_at=at, confirmed_at=at)
    stored = {"photo": "x", "thumbnail": "x", "description": "x"}
    for writer in (person, guide):
        told = {"title": "x", "text": "x", "written_by": writer, "written_at": at, "token": f"{writer.pk:043}"}
        initiative.news.create(**told, **stored)
    offer = initiative.help_offers.create(
        gift="hands",
        what="x",
        available="x",
        name="x",
        email=EMAIL,
        phone="x",
        offered_at=at,
        confirmed_at=at,
        reply="x",
    )
    facts = {"kind": "other", "text": "x", "email": EMAIL, "made_at": at, "due_on": at.date()}
    initiative.flags.create(state="answered", answer="x", answered_by=guide, answered_at=at, **facts)
    initiative.takedowns.create(offer=offer, reason="x", taken_by=guide, taken_at=at)
    asked = {"state": "upheld", "appeal": "x", "appealed_at": at, "due_on": at.date()}
    ended = {"decision": "x", "decided_by": person, "decided_at": at}
    initiative.takedowns.create(reason="x", taken_by=guide, taken_at=at, **asked, **ended)
    outbox.enqueue(outbox.Message(EMAIL, "x", "x", "community.digest"), at=at)


def hub_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """A question to a hub with all that can be said in it."""
    hub = Hub.objects.create(slug="x", name="x", does="x", referral_email="x@hub.example")
    facts = {"question": "x", "reason": "x", "proposed_by": guide, "proposed_at": at}
    agreed = {"consented_by": person, "consented_at": at, "shared_name": "x", "shared_phone": "x", "sent_at": at}
    done = {"outcome": "helped", "outcome_text": "x", "outcome_at": at, "refusal": "x"}
    sent = initiative.referrals.create(hub=hub, state="taken_up", answered_at=at, **facts, **agreed, **done)
    sent.words.create(speaker="hub", answer="taken_up", text="x", contact="x", said_at=at)
    sent.words.create(speaker="initiator", text="x", by=person, said_at=at)


def now() -> datetime:
    """This moment, by the clock the test set."""
    return timezone.now()


def story_rows(initiative: Initiative, person: User, guide: User, *, at: datetime) -> None:
    """A story the person wrote that is off the website, and its next version by the editors with both in it."""
    story = Story.objects.create(
        kind="paired", slug="het-verhaal", initiative=initiative, started_by=guide, started_at=at
    )
    wrote = {"title": "x", "lead": "x", "body": "x", "author_name": "x", "written_by": guide, "changed_at": at}
    story.versions.create(number=1, state="withdrawn", author=person, ended_at=at, ended_reason="x", **wrote)
    version = story.versions.create(number=2, **wrote)
    stored = {
        "file": "x",
        "thumbnail": "x",
        "name": "x",
        "width": 1,
        "height": 1,
        "description": "x",
        "added_by": guide,
    }
    for number, user in enumerate((person, guide)):
        version.quotes.create(topic="well", side="initiator", user=user, name="x", role="x", text="x")
        photo = version.photos.create(token=f"{number}" * 43, **stored)
        photo.subjects.create(user=user)
        version.requests.create(user=user, asked_at=at, answer="change", word="x")
