"""The portal's own settings, with hashed static names from a manifest made for the run."""

import tempfile
from pathlib import Path

from zwolle.settings import *  # noqa: F403

VAR = Path(tempfile.mkdtemp(prefix="portal-bench-"))
PRIVATE_FILES = VAR / "files"
STATIC_ROOT = VAR / "static"

# The measuring machine asks more in a minute than a reader may.
API_READS_A_MINUTE = 10_000_000
