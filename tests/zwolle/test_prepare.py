"""Making a checkout ready for the demo town."""

import os

import pytest
from django.core.management import CommandError, call_command

from zwolle.management.commands import prepare


@pytest.fixture
def demo_town(settings, tmp_path):
    settings.DEMO = True
    settings.VAR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR / "static"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a {}")
    return tmp_path


def test_outside_demo_it_refuses():
    with pytest.raises(CommandError, match=r"^This prepares the demo town"):
        call_command("prepare")


def test_static_files_are_collected_once(demo_town, settings):
    prepare.collect_static(settings.STATIC_ROOT)
    collected = settings.STATIC_ROOT / "a.css"
    collected.write_text("kept")
    prepare.collect_static(settings.STATIC_ROOT)
    assert collected.read_text() == "kept"


def test_static_files_are_collected_again_after_a_change(demo_town, settings):
    prepare.collect_static(settings.STATIC_ROOT)
    source = demo_town / "source" / "a.css"
    source.write_text("b {}")
    os.utime(source, ns=(1, 1))
    prepare.collect_static(settings.STATIC_ROOT)
    assert (settings.STATIC_ROOT / "a.css").read_text() == "b {}"


@pytest.mark.sqlite
def test_starting_over_removes_what_was_there(demo_town, settings):
    settings.VAR.mkdir()
    (settings.VAR / "zwolle.sqlite3").write_text("")
    prepare.start_over(settings.VAR)
    assert not settings.VAR.exists()


@pytest.mark.postgres
def test_starting_over_leaves_a_named_database_alone(demo_town, settings, db):
    with pytest.raises(CommandError, match=r"^FRESH=1 only empties the database in var/"):
        prepare.start_over(settings.VAR)
