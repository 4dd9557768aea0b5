"""What to tell whom about their account. Returns messages, sends nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.enums import CodePurpose
from accounts.models import User
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
