"""Pages for when something goes wrong, in the house style. That of a 500 needs no database and no person.

What happens at an address of the API is answered in the form programs read.
"""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.problems import is_api, problem
from zwolle.context import our_portal

DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the question makes no sense. Rendered without the person, whose cookie may be what is broken."""
    if is_api(request):
        return problem(400, _("Deze vraag is niet te lezen."))
    return HttpResponse(render_to_string("errors/400.html", {"portal": our_portal()}), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not come here."""
    if is_api(request):
        return problem(403, _("Dit mag hier niet."))
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing for this person."""
    if is_api(request):
        return problem(404, _("Dit adres is er niet."))
    return render(request, "errors/404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than the portal takes at once; says how much that is."""
    if is_api(request):
        return problem(413, _("Deze API neemt geen bestanden aan."))
    return HttpResponse(render_to_string("errors/413.html", {"portal": our_portal()}), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 when the database is away or a disk is full, which it is not for long.

    Uses nothing that can be broken: no session, no person, no database.
    """
    error = sys.exc_info()[1]
    away = isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", None) in DISK_FULL
    status = 503 if away else 500
    if is_api(request):
        page = problem(status, _("Er ging iets mis. Dat ligt aan ons. Probeer het later opnieuw."))
    else:
        page = HttpResponse(render_to_string("errors/500.html", {"portal": our_portal()}), status=status)
    if away:
        page["Retry-After"] = "30"
    return page
