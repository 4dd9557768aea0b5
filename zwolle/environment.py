"""Typed readers of environment variables: they fail loudly and say what to do."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on", "ja"}
FALSE_WORDS = {"", "0", "false", "no", "off", "nee"}


def text(name: str, default: str = "") -> str:
    """The variable as text, without surrounding white space."""
    return os.environ.get(name, default).strip()


def required_text(name: str, why: str) -> str:
    """The variable as text; raises ImproperlyConfigured with the reason when it is empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment or in .env: {why}")
    return value


def switch(name: str, default: bool = False) -> bool:
    """The variable as yes or no; raises ImproperlyConfigured on any other word."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """The variable as a whole number; raises ImproperlyConfigured when it is none."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str, default: Path) -> dict[str, object]:
    """The DATABASES entry for a `postgres://user:password@host:port/name` address, or SQLite at `default`."""
    address = text(name)
    return postgres(name, address) if address else sqlite(default)


def postgres(name: str, address: str) -> dict[str, object]:
    """DATABASES entry for PostgreSQL, with kept connections that are checked before use."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgres:// (leave it empty for SQLite)")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c statement_timeout=20000 -c lock_timeout=8000"},
    }


def sqlite(path: Path) -> dict[str, object]:
    """DATABASES entry for SQLite; IMMEDIATE transactions, because a read that later writes must lock at once."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def load_dotenv(path: Path) -> None:
    """Read NAME=value lines of a .env file; what the environment already has wins."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))
