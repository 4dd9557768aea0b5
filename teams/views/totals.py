"""Where the hours of colleagues went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import needs
from core.inputs import PeriodForm
from teams.permissions import Permission
from teams.queries.totals import totals_between
from teams.views.request import PersonRequest


@needs(Permission.SEE_ALL_TEAMS)
@require_safe
def hours(request: PersonRequest) -> HttpResponse:
    """Hours per department, theme and position; this year until a period is chosen."""
    this_year = PeriodForm.of_year(localdate())
    form = PeriodForm(request.GET or this_year)
    period = form.cleaned_data if form.is_valid() else this_year
    totals = totals_between(period["first"], period["last"])
    return render(request, "teams/hours.html", {"form": form, "period": period, "totals": totals})
