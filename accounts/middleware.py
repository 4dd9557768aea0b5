"""What happens around every request of somebody with an account: how long the session lasts, the second factor, and
that nothing typed is lost when the session had ended."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts import kept, second_factor
from core.access import Access, declared

Handler = Callable[[HttpRequest], HttpResponse]
RENEW_SECONDS = 5 * 60


def access_to(request: HttpRequest, view: Handler) -> Access | None:
    """Who may use the view that this request leads to."""
    match = request.resolver_match
    return declared(view, match.namespaces, match.url_name) if match else None


class SessionClockMiddleware:
    """A session ends an hour after its last use, and twelve hours after it began whatever happens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End what lasted too long; renew at most every five minutes."""
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            began = request.session.setdefault("started_at", now)
            if now - began > settings.SESSION_LONGEST_SECONDS:
                logout(request)
            elif now - request.session.get("renewed_at", 0) > RENEW_SECONDS:
                request.session["renewed_at"] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """People with a role have no power until this session holds a second proof; their pages send them to give it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the powers away until the second proof."""
        if settings.STAFF_SECOND_FACTOR and request.user.is_authenticated:
            request.user.powerless = not second_factor.is_passed(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, args: tuple, kwargs: dict) -> HttpResponseBase | None:
        """Before a page for people with a role: set a second factor up, or show the one there is."""
        access = access_to(request, view)
        user = request.user
        if access is None or not access.words or not user.is_authenticated:
            return None
        if not user.powerless or not user.is_staff:
            return None
        if access.logged_out and request.method == "POST":
            return access.logged_out(request, *args, **kwargs)
        page = "accounts:prove" if second_factor.has_one(user) else "mfa_index"
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", reverse(page))


class KeepTypedTextMiddleware:
    """A form sent after its session had ended is kept, and offered again after logging in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing: it is the view that says whether somebody must be logged in."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Only for views that need somebody to be logged in and keep nothing themselves.

        The token against forgery was checked before this.
        """
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            kept.forget_sent(request)
            return None
        access = access_to(request, view)
        if access is None or access.kind == "public" or access.logged_out:
            return None
        if "HX-Request" in request.headers:
            return ended_for_script()
        if not kept.keep(request, at=timezone.now()):
            return redirect_to_login(request.get_full_path())
        return HttpResponseRedirect(f"{reverse('account_login')}?next={reverse('accounts:kept')}")


def ended_for_script() -> HttpResponse:
    """For a request that a script made: the page stays, with all that is typed in it, and says what to do."""
    response = HttpResponse(status=204)
    response.headers["HX-Trigger"] = "session-ended"
    return response
