"""The door of the API: reading only, so much a minute, and every error in the same form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from core.access import public
from core.limits import Room, count_reading
from core.networks import network
from core.problems import for_everyone, problem

READS = ("GET", "HEAD", "OPTIONS")
ALLOWED = ", ".join(READS)
MINUTE = 60
FILE_WEIGHS = 10
NAME = "minuut"
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """Everyone may read through this view. It changes nothing: it asks for no token, and refuses any other method."""

    @public
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in READS:
            return problem(405, _("Deze API is alleen om te lezen."), headers={"Allow": ALLOWED})
        if request.method == "OPTIONS":
            return options()
        room = weigh(request, 1)
        if room.is_over:
            return too_much(room)
        try:
            response = gzip_page(view)(request, *args, **kwargs)
        except Http404 as missing:
            response = problem(404, missing.args[0] if missing.args else _("Dit adres is er niet."))
        told = getattr(request, "room", room)
        return told_room(response, told)

    return answered


def weigh(request: HttpRequest, cost: int) -> Room:
    """Count this request; the room that is left is told in the answer."""
    room = count_reading(
        "api",
        network(request),
        cost=cost,
        times=settings.API_READS_A_MINUTE,
        seconds=MINUTE,
        at=timezone.now(),
    )
    request.room = room  # type: ignore[attr-defined]
    return room


def too_much(room: Room) -> HttpResponse:
    """429: says when there is room again."""
    detail = _("U vroeg meer dan %(times)s keer in een minuut. Probeer het over %(seconds)s seconden opnieuw.")
    said = problem(
        429,
        detail % {"times": room.times, "seconds": room.seconds},
        headers={"Retry-After": str(room.seconds)},
    )
    told_room(said, room)
    return said


def told_room(response: HttpResponseBase, room: Room) -> HttpResponseBase:
    """The answer with how much may still be asked: the draft of the IETF, and the names that came before it."""
    for_everyone(response)
    response["RateLimit-Policy"] = f'"{NAME}";q={room.times};w={MINUTE}'
    response["RateLimit"] = f'"{NAME}";r={room.left};t={room.seconds}'
    response["RateLimit-Limit"] = str(room.times)
    response["RateLimit-Remaining"] = str(room.left)
    response["RateLimit-Reset"] = str(room.seconds)
    return response


def options() -> HttpResponse:
    """What may be done here, and that any site's script may do it."""
    response = HttpResponse(status=204, headers={"Allow": ALLOWED})
    response["Access-Control-Allow-Methods"] = ALLOWED
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    for_everyone(response)
    return response
