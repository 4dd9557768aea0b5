"""The due jobs of editions."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.due import Job
from insight.actions.edition import blank_withdrawn_quotes


def _blank(at: datetime) -> int:
    return blank_withdrawn_quotes(at=at)


WITHDRAWN_QUOTES = Job(
    "insight.withdrawn_quotes", timedelta(hours=1), _blank, label=_("Ingetrokken citaten uit edities halen")
)
