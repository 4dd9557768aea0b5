"""What the municipality does not see, and where to go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.queries import person
from core.access import needs
from insight.blind_spots import Lack, to_walk
from insight.forms.blind_spots import LookForm
from insight.permissions import Permission
from insight.queries.blind_spots import Look, since, table, visits


@needs(Permission.SEE_BLIND_SPOTS)
@require_safe
def blind_spots(request: HttpRequest) -> HttpResponse:
    """Wijk by theme with what is missing, in a table and in words, and suggestions of where to go."""
    form = LookForm(request.GET)
    asked = form.asked
    look = Look(
        user=person(request), since=since(timezone.now(), asked["weeks"]), goal=asked["goal"], wijk=asked["wijk"]
    )
    themes, lines = table(look)
    context = {
        "form": form,
        "look": look,
        "weeks": asked["weeks"],
        "themes": themes,
        "lines": lines,
        "lacks": list(Lack),
        "walks": to_walk(lines),
        "visits": visits(look),
    }
    return render(request, "insight/blind_spots.html", context)
