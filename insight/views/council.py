"""The council's page: a meeting in two minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.kept_pages import kept_for_visitors
from insight.forms.open import CouncilForm
from insight.queries.council import page


@everyone
@kept_for_visitors
@require_safe
def council(request: HttpRequest) -> HttpResponse:
    """What is new, what waits too long, what was decided and why."""
    now = timezone.now()
    form = CouncilForm(request.GET, today=timezone.localdate(now))
    wanted = form.wanted()
    context = {"form": form, "wanted": wanted, "page": page(wanted, at=now), "now": now}
    return render(request, "insight/open/council.html", context)
