"""How what happens to an application is written down: in the audit, and in the story of its initiative."""

from datetime import datetime

from accounts.models import User
from core import audit
from initiatives.actions import case
from initiatives.enums import Audience
from stimulus_fund.models import Application


def record(
    application: Application, verb: str, *, by: User | None, at: datetime, story: str = "", **after: str | int
) -> None:
    """Record a verb about an application; with `story` the applicant's side reads of it with their initiative."""
    facts = {"number": application.number, "scheme": application.scheme.slug, **after}
    audit.record(verb=verb, subject=application, by=by, at=at, after=facts)
    if story:
        name = application.scheme.name
        case.story(application.initiative, event=story, audience=Audience.INITIATOR, at=at, by=by, name=name)
