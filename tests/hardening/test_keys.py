"""The secret key can be changed without anybody noticing, and no secret of this portal stands in its files."""

import re

import pytest
from django.conf import LazySettings

from accounts.models import User
from core import links
from initiatives.models import Draft
from initiatives.queries import submit
from tests.accounts.doors import log_in
from tests.house.source import files, read
from tests.initiatives.drafts import begin

NEW = "another-key-for-tests-only-that-is-long-enough-9876543210-abcdef"
# A key of a well-known service, a private key, or a word for a secret with a long value that is no sample.
SECRET = re.compile(
    r"AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|xox[abp]-\w{10,}|gh[pousr]_\w{30,}|eyJ[\w-]{20,}\.eyJ"
    r"|(?i:secret|password|passwd|api_?key|token)\w*\s*[:=]\s*[\"'](?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Z])[\w+/=-]{20,}[\"']"
)
SAMPLES = {"tests/accounts/doors.py", "tests/core/test_logs.py", "tools/check.py", "tests/hardening/test_keys.py"}


@pytest.mark.django_db
def test_a_new_key_logs_nobody_out_and_breaks_no_link(initiator: User, settings: LazySettings) -> None:
    browser, draft = log_in(initiator.email), begin(title="Tuin")
    word, signed = submit.token(draft), links.sign("test", "value")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    assert browser.get("/mijn/").status_code == 200
    assert submit.by_token(word, draft.saved_at.date()) == Draft.objects.get()
    assert links.unsign("test", signed, days=1) == "value"
    assert submit.token(draft) != word


@pytest.mark.django_db
def test_without_the_old_key_everybody_is_out(initiator: User, settings: LazySettings) -> None:
    """The negative control: what a key that leaked is worth once it is gone."""
    browser, draft = log_in(initiator.email), begin(title="Tuin")
    word = submit.token(draft)
    settings.SECRET_KEY = NEW
    assert browser.get("/mijn/").status_code == 302
    assert submit.by_token(word, draft.saved_at.date()) is None


def secrets(path: str, text: str) -> list[str]:
    """Lines that hold what looks like a secret."""
    return [f"{path}:{number}" for number, line in enumerate(text.splitlines(), 1) if SECRET.search(line)]


def test_no_file_holds_a_secret() -> None:
    texts = [path for path in files() if path.endswith((".py", ".toml", ".md", ".yml", ".txt", ".html", ".js", ".sh"))]
    mine = [path for path in texts if path not in SAMPLES and not path.startswith("requirements/")]
    assert [found for path in mine for found in secrets(path, read(path))] == []


@pytest.mark.parametrize(
    "line",
    [
        'SMTP_PASSWORD = "' + "Hx7Kq" + '2mZp9Lw4Rt8Vn1Yb6Gd"',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "key: AKIA" + "ABCDEFGHIJKLMNOP",
    ],
)
def test_a_planted_secret_is_seen(line: str) -> None:
    assert secrets("x.py", f"\n{line}") == ["x.py:2"]
