"""When the token against forged forms does not match."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import kept


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what came from elsewhere; what came from our own page is an old form, and its text is not lost.

    Logging in changes the token, so a form that was open in another tab no longer fits. The header Origin, which no
    page can forge, says that the form is ours; the person sends it again with a press of a button.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and request.user.is_authenticated and kept.keep(request, at=timezone.now()):
        return redirect("accounts:kept")
    return render(request, "errors/csrf.html", status=403)
