"""The due jobs of editions and figures."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.due import Job
from insight.actions.edition import blank_withdrawn_quotes
from insight.actions.figures import keep_figures


def _blank(at: datetime) -> int:
    return blank_withdrawn_quotes(at=at)


WITHDRAWN_QUOTES = Job(
    "insight.withdrawn_quotes", timedelta(hours=1), _blank, label=_("Ingetrokken citaten uit edities halen")
)


def _keep(at: datetime) -> int:
    return keep_figures(at=at)


FIGURES = Job("insight.figures", timedelta(days=1), _keep, hour=2, label=_("Cijfers voor iedereen tellen"))
