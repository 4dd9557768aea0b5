"""The fund and the learning report, in rows of every table; every text of them is overwritten with an attack later."""

from datetime import datetime, timedelta

from accounts.models import User
from insight.actions.edition import offer_edition, publish_edition, start_edition
from insight.enums import Topic
from insight.models import Edition, KeptFigures
from insight.records import NewEdition
from stimulus_fund.actions import assessing, disputing, handling, law, rounds, rules, voting
from stimulus_fund.actions.application import begin
from stimulus_fund.actions.defaults import load_schemes
from stimulus_fund.actions.paying import make_file
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.actions.reporting import ask_change, send_report
from stimulus_fund.actions.sending import send
from stimulus_fund.enums import DecisionKind, LetterKind
from stimulus_fund.models import Application, LegalNumber, Outage, Payment, Pot, Reclaim, Round, Scheme
from stimulus_fund.queries.term import complete_by
from stimulus_fund.questions import Part
from stimulus_fund.records import Account, Proposal
from stimulus_fund.views.desk_disputes import WORK
from tests.hardening.hostile_city import DAY, Crowd, Places, own_case
from tests.hardening.payloads import Ink
from tests.stimulus_fund import desk as fund_desk
from tests.stimulus_fund.conftest import fill
from tests.stimulus_fund.desk import AT, LATER, Desk
from tests.stimulus_fund.voting import codes_for, made, plans


def money(who: Crowd, ink: Ink, now: datetime) -> Places:
    """Applications at every step, with what follows on a grant; a round, a vote, rules in the making."""
    load_schemes(at=datetime(2026, 1, 1, tzinfo=AT.tzinfo))
    desk = fund_desk.people()
    fund = Scheme.objects.get(slug="initiatiefrijk")
    set_budget(scheme=fund, year=2026, cents=5_000_000, reason="x", by=None, at=AT)
    draft = written(who, ink, fund)
    asked, judging, ready, checked, granted, paid = (sent(who, ink, fund) for _turn in range(6))
    for one in (asked, judging):
        handling.take_on(application=one, by=desk.officer, at=AT)
    until = complete_by((AT + DAY).date())
    handling.ask_to_complete(application=asked, parts=[Part.PLAN], text="x", until=until, by=desk.officer, at=AT)
    handling.find_complete(application=judging, reason="x", by=desk.officer, at=LATER)
    assessing.declare_interest(application=judging, reason="x", by=desk.assessor, at=LATER)
    fund_desk.judged(ready, desk)
    fund_desk.prepared(fund_desk.judged(checked, desk), desk, wanted(ink))
    for one in (granted, paid):
        fund_desk.granted(one, desk, wanted(ink))
    after_a_grant(granted, paid, who, desk)
    objection, complaint = disputes(granted, who, desk)
    places = staff_places(fund, desk, who, now)
    files = {"number": [draft.files.get().pk]}
    letter = granted.letters.earliest("pk")
    number = {"number": [objection.pk]}
    return places | {
        "fonds/": {"slug": ["initiatiefrijk"], "year": [2026]},
        "fonds/aanvraag/": {"pk": [draft.pk], "slug": [part.value for part in Part]},
        "fonds/aanvraag/<int:pk>/afschrift/": {"pk": [granted.pk, asked.pk]},
        "fonds/aanvraag/<int:pk>/bestand/": {"pk": [draft.pk]} | files,
        "fonds/aanvraag/<int:pk>/aanvullen/": {"pk": [asked.pk]},
        "fonds/aanvraag/<int:pk>/brief/": {"pk": [granted.pk], "number": [letter.pk]},
        "fonds/aanvraag/<int:pk>/verslag/": {"pk": [paid.pk]},
        "fonds/aanvraag/<int:pk>/wijziging/": {"pk": [paid.pk]},
        "fonds/aanvraag/<int:pk>/bezwaar/": {"pk": [paid.pk], "number": [paid.decisions.latest("pk").pk]},
        "fonds/aanvraag/<int:pk>/klacht/": {"pk": [paid.pk]},
        "fonds/aanvraag/<int:pk>/in-gebreke/": {"pk": [asked.pk]},
        "fonds/aanvraag/<int:pk>/zaak/": {"pk": [granted.pk], **number},
        "werkplek/fonds/": {"pk": [granted.pk, checked.pk, ready.pk, judging.pk, asked.pk]},
        "werkplek/fonds/<int:pk>/bestand/": {"number": [granted.files.earliest("pk").pk]},
        "werkplek/fonds/<int:pk>/volledig/": {"pk": [asked.pk]},
        "werkplek/fonds/<int:pk>/aanvulling/": {"pk": [asked.pk]},
        "werkplek/fonds/<int:pk>/beoordelen/": {"pk": [judging.pk]},
        "werkplek/fonds/<int:pk>/besluit/": {"pk": [ready.pk]},
        "werkplek/fonds/<int:pk>/besluit/nemen/": {"pk": [checked.pk]},
        "werkplek/fonds/<int:pk>/besluit/nakijken/": {"pk": [checked.pk]},
        "werkplek/fonds/<int:pk>/wijziging/": {"pk": [paid.pk]},
        "werkplek/fonds/brieven/": {"pk": [letter.pk]},
        "werkplek/fonds/bezwaren/": {"pk": [objection.pk, complaint.pk], "slug": list(WORK)},
        "werkplek/fonds/bezwaren/<int:pk>/beslissing/": {"pk": [objection.pk]},
        "werkplek/fonds/betalingen/": {"pk": [Payment.objects.latest("pk").pk]},
        "werkplek/fonds/betalingen/bestand/": {"pk": [Payment.objects.exclude(file=None).latest("pk").file_id]},
        "werkplek/fonds/betalingen/terug/": {"pk": [Reclaim.objects.latest("pk").pk]},
    }


def written(who: Crowd, ink: Ink, scheme: Scheme) -> Application:
    """A draft in which everything is filled in, with a file."""
    draft = fill(begin(initiative=own_case(who, ink), scheme=scheme, by=who.initiator, at=AT))
    stored = {"kind": "document", "file": "x", "thumbnail": "x", "name": "x", "size": 1, "added_at": AT}
    draft.files.create(added_by=who.initiator, **stored)
    return draft


def sent(who: Crowd, ink: Ink, scheme: Scheme) -> Application:
    """An application that came in."""
    agreed = [LetterKind.GRANT, LetterKind.COMPLETION]
    done = send(application=written(who, ink, scheme), agreed=agreed, by=who.initiator, at=AT)
    for name in ("recipient_name", "street", "town", "account_holder"):  # a letter is made of these
        field = Application._meta.get_field(name)
        setattr(done, name, ink.write(field.max_length or 100))
    done.save()
    return done


def wanted(ink: Ink) -> Proposal:
    """A decision in hostile words."""
    words = {name: ink.write(1_000) for name in ("motivation", "activities", "obligations")}
    return Proposal(kind=DecisionKind.GRANT, cents=90_000, ground=None, **words)


def after_a_grant(granted: Application, paid: Application, who: Crowd, desk: Desk) -> None:
    """Money is paid and fails, a change is asked, a report is sent."""
    file = make_file(by=desk.officer, at=LATER)
    Payment.objects.filter(file=file).update(failure="x")
    done = granted.decisions.latest("pk")
    Reclaim.objects.create(application=granted, decision=done, cents=100, due_on=LATER.date())
    ask_change(application=paid, text="x", ends_on=None, by=who.initiator, at=LATER)
    paid.changes.update(reason="x")
    account = Account(done="x", result="x", differently="x", learnt="x", spent_cents=200_000, spent={})
    send_report(application=granted, account=account, by=who.initiator, at=LATER)
    granted.report.remark = "x"
    granted.report.save()
    done.in_kind.create(kind="hours", amount=1, text="x")


def disputes(granted: Application, who: Crowd, desk: Desk) -> tuple:
    """An objection that is dealt with and a complaint nobody took on."""
    facts = {"application": granted, "by": who.initiator, "at": LATER}
    objection = disputing.object_to(**facts, decision=granted.decisions.latest("pk"), text="x")
    complaint = disputing.complain(**facts, text="x")
    granted.disputes.update(hearing_place="x", hearing_report="x", no_hearing="x", conclusion="x")
    return objection, complaint


def staff_places(fund: Scheme, desk: Desk, who: Crowd, now: datetime) -> Places:
    """A round, a vote, an outage and rules in the making."""
    held = {"held_at": now + DAY, "place": "x", "agenda": "x"}
    pot = Pot.objects.get(scheme=fund)
    round_ = rounds.plan_round(pot=pot, **held, by=desk.officer, at=now)
    Round.objects.update(minutes="x")
    vote = voting.announce(vote=made(plans(who.initiator, 60_000, 50_000), desk), by=desk.officer, at=AT)
    voting.cast(vote=vote, code=codes_for(vote, desk, 1)[0], numbers=[1], asked_from="x", at=AT + 30 * DAY)
    law.report_outage(began_at=now - timedelta(hours=3), ended_at=None, what="x", by=desk.officer, at=now)
    LegalNumber.objects.create(
        rule="decision",
        valid_from=AT.date(),
        amount=8,
        measure="weeks",
        article="x",
        written_at=AT,
        written_by=who.jack,
    )
    new = rules.start_rules(scheme=fund, valid_from=(now + 40 * DAY).date(), by=who.jack, at=now)
    new.remark = "x"
    new.save()
    new.letter_texts.get_or_create(kind=LetterKind.GRANT, defaults={"text": "x"})
    return {
        "fonds/stemmen/": {"slug": [vote.pot.scheme.slug], "pk": [vote.pk]},
        "werkplek/fonds/rondes/": {"pk": [round_.pk]},
        "werkplek/fonds/stemmingen/": {"pk": [vote.pk], "number": [1]},
        "werkplek/fonds/storingen/": {"pk": [Outage.objects.latest("pk").pk]},
        "werkplek/fonds/regelingen/": {"slug": [fund.slug], "word": ["aanbieden"]},
    }


def learning(guide: User, second: User, now: datetime) -> Places:
    """An edition everyone reads and one in the making, with a line of each kind."""
    day = now.date()
    made_ones: list[Edition] = []
    for _turn in range(2):
        new = NewEdition(title="x", first=day - 60 * DAY, last=day)
        edition = start_edition(new=new, by=guide, at=now)
        Edition.objects.filter(pk=edition.pk).update(counted_at=now)
        facts = {"text": "x", "said_by": "x", "role": "x", "part": "x", "name": "x"}
        for place, section in enumerate(("quotes", "lessons")):
            edition.lines.create(position=place, section=section, code=str(place), **facts)
        made_ones.append(Edition.objects.get(pk=edition.pk))
    published, draft = made_ones
    Edition.objects.update(remark="x")
    publish_edition(edition=offer_edition(edition=published, by=guide, at=now), by=second, at=now)
    published.refresh_from_db()
    KeptFigures.objects.get_or_create(code="x", defaults={"first": day, "last": day, "figures": [], "counted_at": now})
    return {
        "leren/verslag/": {"slug": [published.slug]},
        "werkplek/verslag/edities/": {"pk": [draft.pk, published.pk]},
        "cijfers/": {"slug": list(Topic.values)},
        "api/v1/": {"name": ["initiatieven", "doelen", "agenda", "toekenningen"], "suffix": ["csv", "geojson"]},
    }
