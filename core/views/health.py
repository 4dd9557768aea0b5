from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import health
from core.access import public


@public
@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the portal: 200 when all is well, else 503; which part is not is one word each."""
    found = health.look(timezone.now())
    response = JsonResponse(asdict(found), status=200 if found.is_well else 503)
    response["Cache-Control"] = "no-store"
    return response
