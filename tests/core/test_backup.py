import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from core import audit, backup, outbox, restoring
from core.backup import BackupRefused
from core.files import PrivateStorage
from core.models import AuditEntry, JobRun, OutgoingMail
from core.outbox import Message
from initiatives.models import Initiative
from teams.models import Team

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 11, 9, 0, 0, 123456, tzinfo=UTC)
State = OutgoingMail.State


@pytest.fixture
def portal(initiative: Initiative, team: Team, guide: User, settings: LazySettings, tmp_path: Path) -> Path:
    """A portal with a case, mails, proof and files; returns the directory of its files."""
    settings.PRIVATE_FILES = tmp_path / "private"
    storage = PrivateStorage()
    for name in ("ab/foto.webp", "cd/plan.pdf"):
        storage.save(name, ContentFile(f"inhoud van {name} é".encode()))
    audit.record(verb="x.done", subject=initiative, by=guide, at=AT, after={"z": [1, None, "é🌱"], "a": {"b": True}})
    outbox.enqueue(*(Message(f"p{n}@example.org", "Onderwerp", "Tekst\n", "test.x") for n in range(3)), at=AT)
    OutgoingMail.objects.filter(to="p0@example.org").update(state=State.SENT, sent_at=AT)
    return tmp_path / "private"


def destroy(files: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(files)


def manifest(directory: Path) -> dict[str, Any]:
    facts = json.loads((directory / "manifest.json").read_text())
    return {key: facts[key] for key in ("migrations", "tables", "files")}


def test_what_was_destroyed_comes_back_row_for_row_and_byte_for_byte(portal: Path, tmp_path: Path):
    OutgoingMail.objects.filter(state=State.WAITING).update(state=State.SENT, sent_at=AT)
    first = backup.write(tmp_path / "first", at=AT)
    destroy(portal)
    assert (Initiative.objects.count(), AuditEntry.objects.count(), portal.exists()) == (0, 0, False)
    second = restoring.read(tmp_path / "first")
    backup.write(tmp_path / "second", at=AT)
    assert first == second
    assert first.rows > 50
    assert manifest(tmp_path / "first") == manifest(tmp_path / "second")
    assert (portal / "ab/foto.webp").read_bytes() == "inhoud van ab/foto.webp é".encode()
    assert (portal / "ab/foto.webp").stat().st_mode & 0o777 == 0o600


def test_moments_keep_their_microseconds_and_json_its_types(portal: Path, tmp_path: Path):
    backup.write(tmp_path / "b", at=AT)
    destroy(portal)
    restoring.read(tmp_path / "b")
    entry = AuditEntry.objects.get(verb="x.done")
    assert (entry.at, entry.after) == (AT, {"z": [1, None, "é🌱"], "a": {"b": True}})


def test_a_restored_portal_sends_no_old_mail(portal: Path, tmp_path: Path):
    outbox.enqueue(Message("code@example.org", "Code", "123456", "test.code", secret=True), at=AT)
    backup.write(tmp_path / "b", at=AT)
    destroy(portal)
    done = restoring.read(tmp_path / "b")
    assert done.held_mails == 3
    mails = OutgoingMail.objects.order_by("pk").values_list("state", "text", "failure")
    held = "restored from a backup: held, it may have been sent already"
    assert list(mails) == [
        (State.SENT, "Tekst\n", ""),
        (State.FAILED, "Tekst\n", held),
        (State.FAILED, "Tekst\n", held),
        (State.FAILED, "", held),
    ]


def test_life_goes_on_after_restoring(portal: Path, tmp_path: Path, guide: User):
    backup.write(tmp_path / "b", at=AT)
    highest = JobRun.objects.create(name="a", next_at=AT).pk
    destroy(portal)
    restoring.read(tmp_path / "b")
    assert JobRun.objects.create(name="b", next_at=AT).pk <= highest + 1
    with pytest.raises(Exception, match="never changed or deleted"):
        AuditEntry.objects.all().update(verb="y")
    assert User.objects.get(pk=guide.pk).email == guide.email


def test_sessions_stay_behind():
    labels = {model._meta.label for model in backup.models()}
    assert {"accounts.Session", "core.Throttle", "auth.Permission", "contenttypes.ContentType"} & labels == set()
    assert {"core.AuditEntry", "core.OutgoingMail", "initiatives.Initiative", "accounts.User"} - labels == set()
    assert "initiatives.Initiative_labels" in labels


def corrupt(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("name", ["tables/initiatives.Initiative.jsonl", "files/ab/foto.webp", "manifest.json"])
def test_a_truncated_backup_raises_alarm(portal: Path, tmp_path: Path, name: str):
    backup.write(tmp_path / "b", at=AT)
    destroy(portal)
    corrupt(tmp_path / "b" / name)
    with pytest.raises(BackupRefused, match="damaged"):
        restoring.read(tmp_path / "b")
    assert (User.objects.count(), portal.exists()) == (0, False)


@pytest.mark.parametrize("name", ["tables/core.AuditEntry.jsonl", "files/cd/plan.pdf", "manifest.json"])
def test_a_backup_with_a_gap_raises_alarm(portal: Path, tmp_path: Path, name: str):
    backup.write(tmp_path / "b", at=AT)
    (tmp_path / "b" / name).unlink()
    with pytest.raises(BackupRefused, match="missing"):
        restoring.verify(tmp_path / "b")


def test_a_row_that_comes_out_different_restores_nothing(portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    backup.write(tmp_path / "b", at=AT)
    destroy(portal)
    monkeypatch.setattr(restoring, "_continue_keys", lambda: None)
    monkeypatch.setattr(restoring, "lines", lambda model: iter(["[]"]))
    with pytest.raises(BackupRefused, match="came out different"):
        restoring.read(tmp_path / "b")
    assert User.objects.count() == 0


def test_a_portal_with_people_in_it_is_not_overwritten(portal: Path, tmp_path: Path):
    backup.write(tmp_path / "b", at=AT)
    with pytest.raises(BackupRefused, match="The database is not empty"):
        restoring.read(tmp_path / "b")
    call_command("flush", interactive=False, verbosity=0)
    with pytest.raises(BackupRefused, match="restore into a new directory"):
        restoring.read(tmp_path / "b")


def test_a_backup_of_other_code_is_refused(portal: Path, tmp_path: Path):
    backup.write(tmp_path / "b", at=AT)
    destroy(portal)
    facts = json.loads((tmp_path / "b/manifest.json").read_text())
    facts["migrations"].append("initiatives.9999_from_the_future")
    (tmp_path / "b/manifest.json").write_text(json.dumps(facts))
    with pytest.raises(BackupRefused, match="9999_from_the_future"):
        restoring.read(tmp_path / "b")


def test_a_backup_never_overwrites_another(portal: Path, tmp_path: Path):
    backup.write(tmp_path / "b", at=AT)
    with pytest.raises(BackupRefused, match="is not empty"):
        backup.write(tmp_path / "b", at=AT)


def test_only_the_portal_s_own_user_can_read_a_backup(portal: Path, tmp_path: Path):
    backup.write(tmp_path / "b", at=AT)
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700


def test_the_commands_say_what_they_did(portal: Path, tmp_path: Path):
    said = StringIO()
    call_command("backup", str(tmp_path / "b"), stdout=said)
    assert said.getvalue().endswith(f"rows and 2 files written to {tmp_path / 'b'}\n")
    call_command("restore", str(tmp_path / "b"), "--check", stdout=said)
    assert said.getvalue().endswith("is whole.\n")
    destroy(portal)
    call_command("restore", str(tmp_path / "b"), stdout=said)
    assert said.getvalue().endswith("2 waiting mails are held as not delivered: the desk decides which go again.\n")
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", str(tmp_path / "b"))
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("restore", str(tmp_path / "nowhere"))


@pytest.mark.postgres
def test_a_backup_is_of_one_moment(portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = connection.copy()
    write_table = backup._write_table

    def write_meanwhile(directory: Path, model: type) -> dict[str, Any]:
        facts = write_table(directory, model)
        with other.cursor() as cursor:
            cursor.execute("UPDATE core_outgoingmail SET subject = 'Veranderd'")
            cursor.execute("UPDATE initiatives_initiative SET title = 'Veranderd'")
        return facts

    monkeypatch.setattr(backup, "_write_table", write_meanwhile)
    backup.write(tmp_path / "b", at=AT)
    other.close()
    written = "".join(path.read_text() for path in (tmp_path / "b/tables").iterdir())
    assert "Veranderd" not in written
    assert OutgoingMail.objects.filter(subject="Veranderd").count() == 3


@pytest.mark.postgres
@pytest.mark.torture
def test_a_backup_of_sqlite_is_restored_in_postgresql(tmp_path: Path, settings: LazySettings):
    for command in (["migrate", "-v0"], ["load_town"], ["backup", str(tmp_path / "first")]):
        environment = {"DATABASE_URL": "", "VAR": str(tmp_path), "PYTHONPATH": str(settings.ROOT)}
        process = [sys.executable, "manage.py", *command, "--settings", "zwolle.settings"]
        subprocess.run(process, env=os.environ | environment, cwd=settings.ROOT, check=True, stdout=subprocess.DEVNULL)
    settings.PRIVATE_FILES = tmp_path / "private"
    restoring.read(tmp_path / "first")
    backup.write(tmp_path / "second", at=AT)
    assert manifest(tmp_path / "first") == manifest(tmp_path / "second")
