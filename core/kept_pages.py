"""Pages that are the same for every visitor are made once and kept in this process until anything is written.

Each write to a case or to the town's data leaves an audit entry, so the number of the last one tells whether a kept
page is still what the database says: one look-up instead of making the page. Two writers who commit in another order
than they began may hide from it for KEPT_FOR seconds at most. Whoever is logged in, or is about to read a message,
always gets a page of their own.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language

from core.models import AuditEntry

KEPT_FOR = 20
HEADERS_OF_HTMX = ("HX-Request", "HX-History-Restore-Request")
View = Callable[..., HttpResponse]


def kept_for_visitors(view: View) -> View:
    """Keep what this view answers to visitors; it must depend on the address, the language, the day and htmx alone."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or is_of_a_person(request):
            return view(request, *args, **kwargs)
        key = key_of(request)
        kept = caches["local"].get(key)
        response = HttpResponse(kept[0], headers=kept[1]) if kept else view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if not kept and response.status_code == 200:
            caches["local"].set(key, (response.content, dict(response.headers)), KEPT_FOR)
        return response

    return keeping


def is_of_a_person(request: HttpRequest) -> bool:
    """True when the page may say who is reading it or greet them with a message."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def key_of(request: HttpRequest) -> str:
    """What a kept page depends on. One query, by the primary key."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    asked_by = [request.headers.get(name, "") for name in HEADERS_OF_HTMX]
    parts = [str(last), str(localdate()), get_language() or "", *asked_by, request.get_full_path()]
    return sha256("\n".join(parts).encode()).hexdigest()
