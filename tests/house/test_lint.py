"""The linter is set to see what the house forbids: each is planted once, in the room where it may not stand."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

RUFF = Path(sys.executable).parent / "ruff"


def codes(path: str, code: str) -> set[str]:
    """What the linter says of this code, were it in this file."""
    command = [RUFF, "check", "--quiet", "--output-format", "concise", "--stdin-filename", ROOT / path, "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, check=False, cwd=ROOT)
    return {line.split(" ")[1] for line in done.stdout.splitlines() if ":" in line}


@pytest.mark.parametrize(
    ("path", "code", "found"),
    [
        ("initiatives/actions/position.py", "from django.http import Http404\n\nx = Http404\n", {"TID251"}),
        ("initiatives/forms.py", "from django.shortcuts import redirect\n\nx = redirect\n", {"TID251"}),
        ("teams/queries.py", "from django.contrib import messages\n\nx = messages\n", {"TID251"}),
        ("teams/notices.py", "from django.core.mail import send_mail\n\nx = send_mail\n", {"TID251"}),
        ("teams/models/team.py", "from django.dispatch import receiver\n\nx = receiver\n", {"TID251"}),
        ("teams/queries.py", "def late():\n    import json\n\n    json.dumps(1)\n", {"D103", "PLC0415"}),
        ("teams/queries.py", "from datetime import date\n\ntoday = date.today()\n", {"DTZ011"}),
        ("initiatives/views/public.py", "from django.http import Http404\n\nx = Http404\n", set()),
    ],
)
def test_what_the_house_forbids_is_seen(path, code, found):
    assert codes(path, code) & {"TID251", "PLC0415", "D103", "DTZ011"} == found
