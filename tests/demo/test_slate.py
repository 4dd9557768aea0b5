"""Where invented people may be written, and what is wiped."""

import pytest
from django.core.management import CommandError

from accounts.models import User
from core import audit
from core.models import AuditEntry
from tests.factories import UserFactory
from zwolle.demo import slate


@pytest.fixture
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def production(settings):
    settings.DEMO = False


def built() -> None:
    user = UserFactory()
    audit.record(verb=slate.BUILT, subject=user, by=None, at=user.created_at)


def test_an_empty_demo_is_welcome(db, demo_mode):
    slate.require_allowed(force=False, fresh=False)


def test_production_refuses(db, production):
    with pytest.raises(CommandError, match="demo mode"):
        slate.require_allowed(force=False, fresh=False)


def test_production_takes_it_by_force_while_empty(db, production):
    slate.require_allowed(force=True, fresh=False)


def test_production_with_people_refuses_even_force(outsider, production):
    with pytest.raises(CommandError, match="still empty"):
        slate.require_allowed(force=True, fresh=False)


def test_demo_mode_leaves_a_database_that_is_not_its_own_alone(outsider, demo_mode):
    with pytest.raises(CommandError, match="something else"):
        slate.require_allowed(force=False, fresh=True)


def test_a_demo_may_be_wiped(db, demo_mode):
    built()
    slate.require_allowed(force=False, fresh=True)


def test_outside_demo_mode_nothing_is_wiped(db, production):
    with pytest.raises(CommandError, match="--fresh"):
        slate.require_allowed(force=True, fresh=True)


@pytest.mark.django_db(transaction=True)
def test_wiping_leaves_an_empty_portal(demo_mode):
    built()
    slate.wipe()
    assert slate.is_empty()
    assert not AuditEntry.objects.exists()
    assert User._meta.db_table in slate.connection.introspection.table_names()
