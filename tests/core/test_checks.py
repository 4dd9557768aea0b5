import os
import subprocess
import sys

import pytest
from django.conf import LazySettings

from core import checks


def ids(messages: list) -> list[str]:
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("address", "hosts", "found"),
    [
        ("http://localhost:8000", ["localhost", "127.0.0.1"], []),
        ("https://initiatiefrijk.example", ["localhost"], ["core.E001"]),
        ("http://localhost:8000", ["initiatiefrijk.example"], ["core.E001"]),
        ("http://localhost:8000", ["*"], ["core.E001"]),
    ],
)
def test_demo_with_a_public_host_name_is_an_error(settings: LazySettings, address: str, hosts: list, found: list):
    settings.PUBLIC_ADDRESS, settings.ALLOWED_HOSTS = address, hosts
    settings.DEMO = True
    assert ids(checks.demo_is_private(None)) == found
    settings.DEMO = False
    assert ids(checks.demo_is_private(None)) == []


def test_mail_that_cannot_leave_is_a_warning(settings: LazySettings):
    settings.SMTP_HOST, settings.SMTP_USER, settings.SMTP_STARTTLS = "", "portal", False
    assert ids(checks.mail_can_leave(None)) == ["core.W001", "core.W002", "core.W003"]
    settings.SMTP_HOST, settings.SMTP_STARTTLS = "mail.example", True
    settings.DEFAULT_FROM_EMAIL = "Portaal <portaal@initiatiefrijk.example>"
    assert ids(checks.mail_can_leave(None)) == []
    settings.SMTP_HOST, settings.DEMO = "", True
    assert ids(checks.mail_can_leave(None)) == []


@pytest.mark.parametrize(
    ("facts", "status", "said"),
    [
        ({"SECRET_KEY": ""}, 1, "Set SECRET_KEY in the environment or in .env"),
        ({"SECRET_KEY": "short"}, 1, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "ab" * 40}, 1, "SECRET_KEY is too weak"),
        ({"DEMO": "1", "SECRET_KEY": ""}, 0, "no issues"),
        ({"DEMO": "1", "PUBLIC_ADDRESS": "https://initiatiefrijk.example"}, 1, "core.E001"),
    ],
)
def test_it_does_not_start_with_a_weak_key_or_a_public_demo(facts: dict[str, str], status: int, said: str):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zwolle.settings"} | facts
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
