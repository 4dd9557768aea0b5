"""The due jobs of the ground floor."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from core import retention
from core.due import Job


def _clear_sessions(at: datetime) -> int:
    """Delete sessions that ended; which those are, Django's own clock says."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


SESSIONS = Job("core.sessions", timedelta(days=1), _clear_sessions, hour=3)
RETENTION = Job("core.retention", timedelta(days=1), retention.apply, hour=4)
