"""The learning report, live."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import needs
from insight import report_shown
from insight.enums import Section
from insight.forms.report import ReachForm
from insight.permissions import Permission
from insight.queries.report import report
from insight.report import Report


@needs(Permission.SEE_REPORT)
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """What was done and learnt; this year until a period is chosen."""
    today = localdate()
    form = ReachForm(request.GET or ReachForm.of_year(today))
    reach = form.reach(today)
    found = report(reach, at=timezone.now())
    context = {
        "form": form,
        "reach": reach,
        "report": found,
        "parts": parts(found),
        "words": [(section, found.words_of(section)) for section in Section if section in Section.of_words()],
    }
    return render(request, "insight/report.html", context)


def parts(found: Report) -> list[report_shown.Part]:
    """The parts with figures, each with its chart and table; here small numbers are shown as they are."""
    return [
        report_shown.part(
            section,
            [report_shown.Line(figure.name, figure.value, figure.unit) for figure in found.figures_of(section)],
        )
        for section in Section
        if section not in Section.of_words()
    ]
