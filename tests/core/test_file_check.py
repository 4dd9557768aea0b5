import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from core import file_check
from core.files import PrivateStorage
from teams.models import Profile

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def private(settings: LazySettings, tmp_path: Path) -> Path:
    settings.PRIVATE_FILES = tmp_path
    return tmp_path


def keep(name: str, age: timedelta = 2 * DAY, at: datetime = AT) -> str:
    storage = PrivateStorage()
    stored = storage.save(name, ContentFile(b"inhoud"))
    moment = (at - age).timestamp()
    os.utime(storage.path(stored), (moment, moment))
    return stored


@pytest.fixture
def profile(guide: User) -> Profile:
    found = Profile.objects.get(user=guide)
    Profile.objects.filter(pk=found.pk).update(photo=keep("aa/gids.webp"))
    return found


def test_rows_and_files_that_agree(profile: Profile):
    assert (file_check.missing(), file_check.orphans(AT)) == ([], [])


def test_a_row_without_its_file_is_found(profile: Profile):
    PrivateStorage().delete("aa/gids.webp")
    assert file_check.missing() == [f"teams.Profile {profile.pk}: aa/gids.webp"]


def test_a_file_without_a_row_is_found_after_a_day(profile: Profile):
    keep("bb/wees.pdf", age=DAY + timedelta(minutes=1))
    keep("bb/nieuw.pdf", age=DAY - timedelta(minutes=1))
    assert file_check.orphans(AT) == ["bb/wees.pdf"]
    assert file_check.clean(AT) == 1
    assert list(file_check.stored()) == ["aa/gids.webp", "bb/nieuw.pdf"]


def test_the_wrong_database_deletes_nothing():
    for number in range(30):
        keep(f"cc/{number}.pdf")
    with pytest.raises(file_check.TooManyOrphans):
        file_check.clean(AT)
    assert len(list(file_check.stored())) == 30


def test_the_command_tells_and_deletes_only_when_asked(profile: Profile):
    keep("bb/wees.pdf", at=timezone.now())
    said = StringIO()
    call_command("check_files", stdout=said)
    assert said.getvalue() == "no row: bb/wees.pdf\n"
    call_command("check_files", "--delete", stdout=said)
    assert said.getvalue().endswith("deleted: 1\n")
    PrivateStorage().delete("aa/gids.webp")
    with pytest.raises(CommandError, match="1 rows miss their file"):
        call_command("check_files", stdout=said)


def test_the_command_refuses_the_wrong_database():
    for number in range(30):
        keep(f"cc/{number}.pdf", at=timezone.now())
    with pytest.raises(CommandError, match="is this the right database"):
        call_command("check_files", "--delete", stdout=StringIO())
