"""The portal's own settings with a few differences, each because a test process is no installation."""

import tempfile
from pathlib import Path

from zwolle import environment
from zwolle.settings import *  # noqa: F403
from zwolle.settings import CACHES, DATABASES, MIDDLEWARE, STORAGES

VAR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
PRIVATE_FILES = VAR / "files"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()

# Outermost, so that no answer of any test leaves without passing it.
MIDDLEWARE = ["tests.harness.requests.WatchRequests", *MIDDLEWARE]

# The hashed names of static files exist only after collectstatic, and the test server knows none.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Rows that nobody put in order come out backwards here: a test that leans on their order fails on one database.
if not environment.text("DATABASE_URL"):
    SQLITE_OPTIONS: dict[str, str] = DATABASES["default"]["OPTIONS"]  # type: ignore[assignment]
    SQLITE_OPTIONS["init_command"] += "PRAGMA reverse_unordered_selects=ON;"

# Rows made by factories leave no audit entry, by which a process knows that a page it kept is old.
CACHES = CACHES | {"local": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# The clock stands still in tests: all their requests would fall in one minute. Those of the limit set it themselves.
API_READS_A_MINUTE = 10_000_000

# Nobody's real password is behind it, and a hash made slow on purpose would be the largest part of the suite.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests log people in without a browser; those of the second factor turn it on.
STAFF_SECOND_FACTOR = False

# A connection that a thread of the live server kept would stand in the way when the test database is removed.
DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
