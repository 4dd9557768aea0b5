"""What it costs to help every initiative this way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import needs
from insight import capacity_chart
from insight.capacity import NOT_YET
from insight.forms.capacity import WhatIfForm
from insight.permissions import Permission
from insight.queries.capacity import load, room_per_position


@needs(Permission.SEE_CAPACITY)
@require_safe
def capacity(request: HttpRequest) -> HttpResponse:
    """The weeks ahead with the hours of the settings, or with those somebody tries; nothing is saved."""
    today = localdate()
    setting = room_per_position(today)
    form = WhatIfForm(request.GET, room=setting)
    found = load(today, setting=setting, chosen=form.minutes())
    outlook, assumed = found.outlook, found.assumptions
    context = {
        "form": form,
        "load": found,
        "outlook": outlook,
        "answer": capacity_chart.in_words(outlook),
        "weeks": capacity_chart.weeks_chart(outlook),
        "positions": capacity_chart.positions_chart(outlook),
        "lines": capacity_chart.lines(outlook, {**assumed.room, NOT_YET: assumed.average}),
    }
    return render(request, "insight/capacity.html", context)
