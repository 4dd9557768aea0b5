"""A real worker process on the database of the tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def environment(**more: str) -> dict[str, str]:
    """The environment of an installation that uses the database of this test."""
    facts = connection.settings_dict
    address = f"postgres://{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@{facts['HOST']}:{facts['PORT']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "zwolle.settings",
        "DATABASE_URL": f"{address}/{quote(facts['NAME'])}",
        "PYTHONPATH": str(settings.ROOT),
        "VAR": str(settings.VAR),
        **more,
    }


@contextmanager
def process(*command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that is gone afterwards."""
    running = subprocess.Popen(
        [sys.executable, *command],
        env=environment(**more),
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()
