"""What to tell whom about their account. Returns messages, sends nothing."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from accounts.enums import CodePurpose, RequestKind, Role
from accounts.models import DataRequest, RoleGrant, User
from accounts.permissions import Permission
from accounts.queries import holders
from core import roles
from core.links import absolute
from core.outbox import Message, compose

MAIL = "accounts/mail"


def code(*, purpose: CodePurpose, to: str, code: str, language: str) -> Message:
    """The six digits. The same words for every address, with an account or without: no name, no role."""
    return write(f"code_{purpose}", to=to, language=language, code=code)


def write(template: str, *, to: str, language: str, name: str = "", link: str = "", **facts: Any) -> Message:
    """One message from `templates/accounts/mail/`."""
    return compose(
        template=f"{MAIL}/{template}.txt",
        to=to,
        kind=f"accounts.{template}",
        language=language,
        context={"name": name, "guide_name": "", "guide_phone": "", "link": link, **facts},
    )


def to_person(template: str, person: User, *, link: str = "", **facts: Any) -> Message:
    """One message to somebody with an account, in their language."""
    return write(template, to=person.email, language=person.language, name=person.display_name, link=link, **facts)


def security_changed(person: User, what: str) -> Message:
    """The security of an account changed; whoever did not do that must know at once. `what` is one sentence."""
    with override(person.language):
        return to_person("security_changed", person, link=absolute(reverse("accounts:account")), what=str(what))


def role_granted(grant: RoleGrant) -> Message:
    """Somebody may do more from now on: which role, where, what it is for."""
    return about_role("role_granted", grant)


def role_withdrawn(grant: RoleGrant) -> Message:
    """A role is over."""
    return about_role("role_withdrawn", grant)


def about_role(template: str, grant: RoleGrant) -> Message:
    """A mail that names the role and where it holds, in the language of its holder."""
    person = grant.user
    with override(person.language):
        role = Role(grant.role)
        where = str(dict(roles.scope_choices()).get(grant.scope, "")) if grant.scope else ""
        facts = {"role": str(role.label), "what": str(role.description), "where": where}
        return to_person(template, person, link=absolute(reverse("accounts:account")), **facts)


def address_changed(person: User, old_address: str) -> Message:
    """To the old mailbox: the account has moved. The new address is not in it."""
    with override(person.language):
        return write("address_changed", to=old_address, language=person.language, name=person.display_name)


def about_request(template: str, request: DataRequest) -> Message:
    """To the person who asks about their own data: what was asked, before which date or with which answer."""
    person = request.user
    with override(person.language):
        return to_person(
            template,
            person,
            link=absolute(reverse("accounts:data")),
            what=str(RequestKind(request.kind).label),
            due_on=date_format(request.due_on, "j F Y"),
            received_on=date_format(localtime(request.received_at), "j F Y H:i"),
            answer=request.answer,
            reason=request.extension_reason,
            mail=settings.HELP_MAIL,
        )


def erased(request: DataRequest, *, stays: list[str]) -> Message:
    """The last mail to somebody whose data are wiped: what was answered, what stays and why."""
    person = request.user
    with override(person.language):
        return to_person("erased", person, answer=request.answer, stays=stays, mail=settings.HELP_MAIL)


def account_unused(person: User, *, erased_on: date) -> Message:
    """The account was not used for long: log in before this day to keep it."""
    with override(person.language):
        link = absolute(reverse("accounts:account"))
        return to_person("account_unused", person, link=link, erased_on=date_format(erased_on, "j F Y"))


def request_received(request: DataRequest) -> list[Message]:
    """To all officers; while nobody is one, to those who can give that role."""
    officers = list(holders(Permission.HANDLE_DATA_REQUESTS))
    if officers:
        return [request_for_officer("request_received", officer, request) for officer in officers]
    people = absolute(reverse("admin:accounts_user_changelist"))
    return [
        to_person("request_without_officer", person, link=people, role=str(Role.RECORDS_APPROVER.label))
        for person in holders(Permission.GRANT_ROLES)
    ]


def request_due(request: DataRequest) -> list[Message]:
    """To the officer who took it up, else to all."""
    officers = list(holders(Permission.HANDLE_DATA_REQUESTS))
    handler = [officer for officer in officers if officer.pk == request.handler_id]
    return [request_for_officer("request_due", officer, request) for officer in handler or officers]


def request_for_officer(template: str, officer: User, request: DataRequest) -> Message:
    """To an officer: there is a request to answer; of whom stands at the desk, not in the mail."""
    with override(officer.language):
        return to_person(
            template,
            officer,
            link=absolute(reverse("admin:accounts_datarequest_change", args=[request.pk])),
            what=str(RequestKind(request.kind).label),
            due_on=date_format(request.due_on, "j F Y"),
        )
