"""An edition that everyone reads, and who composed it; fixtures for whatever shows or finds it."""

import pytest

from accounts.enums import Role
from insight.actions.edition import choose_lines, offer_edition, publish_edition, start_edition
from insight.models import Edition
from insight.records import Choice, NewEdition
from tests.insight.test_editions import PERIOD
from tests.world import colleague

__all__ = ["editor", "published"]


@pytest.fixture
def editor(db):
    """Who composes editions and may not approve them."""
    return colleague("Edda Kuipers", Role.EDITOR)


@pytest.fixture
def published(year, editor, guide, lesson, quote, season, now) -> Edition:
    """An edition of the programme with a figure, a lesson and a quote."""
    facts = NewEdition(title="Voorjaar", programme=season, **PERIOD)
    edition = start_edition(new=facts, by=editor, at=now)
    keys = frozenset({"initiatives.submitted", "sessions.advice", f"lessons.{lesson.pk}", f"quotes.{quote.pk}brought"})
    choose_lines(edition=edition, choice=Choice(keys=keys, texts={}), by=editor, at=now)
    return publish_edition(edition=offer_edition(edition=edition, by=editor, at=now), by=guide, at=now)
