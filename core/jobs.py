"""The due jobs of the ground floor."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import destruction, file_check, limits, retention
from core.due import Job


def _clear_sessions(at: datetime) -> int:
    """Delete sessions that ended; which those are, Django's own clock says."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def _forget_counts(at: datetime) -> int:
    return limits.forget_ended(at=at)


def _forget(at: datetime) -> int:
    destruction.refresh(at)
    return retention.apply(at)


SESSIONS = Job("core.sessions", timedelta(days=1), _clear_sessions, hour=3, label=_("Oude bezoeken opruimen"))
RETENTION = Job("core.retention", timedelta(days=1), _forget, hour=4, label=_("Wissen wat zijn termijn had"))
LIMITS = Job("core.limits", timedelta(hours=1), _forget_counts, label=_("Tellers van pogingen opruimen"))
FILES = Job("core.files", timedelta(days=1), file_check.clean, hour=5, label=_("Bestanden zonder eigenaar opruimen"))
