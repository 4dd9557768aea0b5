"""What to tell the makers and approvers of editions: returns messages, sends nothing."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from core.links import absolute
from core.outbox import Message, compose
from insight.models import Edition
from insight.queries.edition import approvers


def offered(edition: Edition) -> list[Message]:
    """An edition waits for a second person."""
    return [_message(person, "edition_offered", edition) for person in approvers(edition.made_by)]


def returned(edition: Edition) -> Message:
    """The approver wants something changed."""
    return _message(edition.made_by, "edition_returned", edition, remark=edition.remark)


def published(edition: Edition) -> Message:
    """The edition stands on the website."""
    return _message(edition.made_by, "edition_published", edition, link=absolute(edition.get_absolute_url()))


def _message(person: User, kind: str, edition: Edition, **context: Any) -> Message:
    link = absolute(reverse("insight:edition", args=[edition.pk]))
    facts = {"name": person.display_name, "title": edition.title, "maker": edition.made_by.display_name, "link": link}
    return compose(
        template=f"insight/mail/{kind}.txt",
        to=person.email,
        kind=f"insight.{kind}",
        language=person.language,
        context={**facts, **context},
    )
