from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, 10:00 in Zwolle: the moment the `clock` stands at."""
    return datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
