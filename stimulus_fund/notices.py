"""What to tell whom about applications. Returns messages, sends nothing."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from accounts.models import User
from accounts.queries import holders
from core import amounts
from core.links import absolute
from core.outbox import Message, compose
from stimulus_fund.enums import Post
from stimulus_fund.models import Application, Decision, Dispute, Letter, Payment
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.people import applicants
from stimulus_fund.queries.shown import for_a_mailbox

MAIL = "fund/mail"


def receipt(application: Application) -> list[Message]:
    """Everyone on the applicant's side gets the moment of receipt, the last day and a copy (Awb 2:13, 4:3a).

    An account number is no matter for a mailbox: of the IBAN only the last four signs go along.
    """
    messages = []
    for person in applicants(application):
        with override(person.language):
            facts = {
                "moment": date_format(localtime(application.received_at), "j F Y, H:i"),
                "rows": for_a_mailbox(application, lines_of(application)),
                "files": [file.name for file in application.files.all()],
            }
        messages.append(_message(person, "receipt", application, **facts))
    return messages


def submitted(application: Application) -> list[Message]:
    """Whoever handles applications of this scheme hears that one came in, with its last day."""
    return [_message(person, "submitted", application, **staff_link(application)) for person in handlers(application)]


def withdrawn(application: Application, *, by: User) -> list[Message]:
    """The others on the applicant's side, and whoever handles it, hear that the application was withdrawn."""
    people: Iterable[User] = [*applicants(application), *([application.officer] if application.officer else [])]
    return [_message(person, "withdrawn", application, who=by.display_name) for person in people if person != by]


def letter(letter: Letter) -> list[Message]:
    """The applicant's side hears that a letter is there, or comes by post."""
    application = letter.application
    facts = {
        "subject": letter.subject,
        "on_paper": letter.post == Post.PAPER,
        "link": absolute(letter.get_absolute_url()),
    }
    return [_message(person, "letter", application, **facts) for person in applicants(application)]


def paid(payment: Payment) -> list[Message]:
    """The applicant's side hears that the money was paid, and when."""
    application = payment.application
    messages = []
    for person in applicants(application):
        with override(person.language):
            facts = {
                "paid": amounts.shown(payment.cents),
                "paid_on": date_format(payment.paid_on, "j F Y") if payment.paid_on else "",
            }
        messages.append(_message(person, "paid", application, **facts))
    return messages


def completed(application: Application) -> list[Message]:
    """Whoever handles it hears that what was asked came in."""
    return [_message(person, "completed", application, **staff_link(application)) for person in handlers(application)]


def given_notice(application: Application) -> list[Message]:
    """Whoever handles it, and whoever decides, hear that the municipality is in default."""
    link = staff_link(application)
    return [_message(person, "default", application, **link) for person in handlers(application)]


def due(application: Application, *, is_late: bool) -> list[Message]:
    """Whoever handles it hears that the last day is near, or over."""
    link = staff_link(application)
    return [_message(person, "due", application, is_late=is_late, **link) for person in handlers(application)]


def to_assess(application: Application) -> list[Message]:
    """Assessors of this scheme hear that an application can be judged."""
    link = staff_link(application)
    return [
        _message(person, "assess", application, **link)
        for person in holders(Permission.ASSESS)
        if person.has_perm(Permission.ASSESS, application)
    ]


def to_decide(decision: Decision) -> list[Message]:
    """Whoever decides in this scheme hears that a decision was looked at and waits."""
    application = decision.application
    link = staff_link(application)
    return [
        _message(person, "decide", application, **link)
        for person in holders(Permission.DECIDE)
        if person.has_perm(Permission.DECIDE, application)
    ]


def returned(decision: Decision) -> list[Message]:
    """Who prepared a decision hears why it came back."""
    application = decision.application
    return [_message(decision.prepared_by, "returned", application, remark=decision.remark, **staff_link(application))]


def reported(application: Application) -> list[Message]:
    """Whoever handles it hears that the report came in."""
    return [_message(person, "reported", application, **staff_link(application)) for person in handlers(application)]


def report_reopened(application: Application, remark: str) -> list[Message]:
    """The applicant's side hears what the report still misses."""
    return [_message(person, "report_reopened", application, remark=remark) for person in applicants(application)]


def report_due(application: Application, *, is_late: bool) -> list[Message]:
    """The applicant's side hears that the report is due, or late."""
    messages = []
    for person in applicants(application):
        with override(person.language):
            day = date_format(application.account_by, "j F Y") if application.account_by else ""
        messages.append(_message(person, "report_due", application, is_late=is_late, account_by=day))
    return messages


def change_asked(application: Application) -> list[Message]:
    """Whoever handles it hears that the plan changes."""
    return [
        _message(person, "change_asked", application, **staff_link(application)) for person in handlers(application)
    ]


def filed(dispute: Dispute) -> list[Message]:
    """Who may handle objections and complaints hears of one, but for who worked on what it is about."""
    return [_about(person, "filed", dispute) for person in unbiased(dispute)]


def dispute_withdrawn(dispute: Dispute) -> list[Message]:
    """Whoever handles it hears that it was withdrawn."""
    return [_about(dispute.handler, "dispute_withdrawn", dispute)] if dispute.handler else []


def dispute_due(dispute: Dispute, *, is_late: bool) -> list[Message]:
    """Whoever handles it hears that the last day is near, or over."""
    people = [dispute.handler] if dispute.handler else unbiased(dispute)
    return [_about(person, "dispute_due", dispute, is_late=is_late) for person in people]


def unbiased(dispute: Dispute) -> list[User]:
    """Who may handle a dispute: who works in the scheme and did not work on what it is about (Awb 7:5, 9:7)."""
    application, contested = dispute.application, dispute.decision
    involved = {application.officer_id}
    if contested:
        involved = {contested.prepared_by_id, contested.checked_by_id, contested.taken_by_id}
    can = [person for person in holders(Permission.HANDLE) if person.has_perm(Permission.HANDLE, application)]
    return [person for person in can if person.pk not in involved]


def _about(person: User, kind: str, dispute: Dispute, **facts: Any) -> Message:
    with override(person.language):
        day = date_format(dispute.decide_by, "j F Y")
    link = absolute(reverse("fund_staff:dispute", args=[dispute.pk]))
    told = {"dispute": dispute.number, "is_objection": dispute.is_objection, "decide_by": day, "link": link}
    return _message(person, kind, dispute.application, **told, **facts)


def handlers(application: Application) -> list[User]:
    """Who handles an application; everybody who may, while nobody does."""
    if application.officer:
        return [application.officer]
    return [person for person in holders(Permission.HANDLE) if person.has_perm(Permission.HANDLE, application)]


def staff_link(application: Application) -> dict[str, str]:
    """The application's page for colleagues."""
    return {"link": absolute(reverse("fund_staff:application", args=[application.pk]))}


def _message(person: User, kind: str, application: Application, **context: Any) -> Message:
    with override(person.language):
        facts = {
            "name": person.display_name,
            "guide_name": "",
            "guide_phone": "",
            "title": application.initiative.title,
            "application": application.number,
            "scheme": application.scheme.name,
            "amount": amounts.shown(application.asked_cents),
            "due_on": date_format(application.decide_by, "j F Y") if application.decide_by else "",
            "link": absolute(reverse("fund:application", args=[application.pk])),
            **context,
        }
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"fund.{kind}",
        language=person.language,
        case_number=application.initiative.number,
        context=facts,
    )
