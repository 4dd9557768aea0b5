"""Closed by default: every view says who may use it, and a view that says nothing is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """Who may use a view: `kind` is public, signed_in or needs; `words` are the permissions, one of which suffices.

    `logged_out` answers whoever is not logged in (far enough); otherwise they are sent to the login.
    """

    kind: str
    words: tuple[str, ...] = ()
    logged_out: View | None = None

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(self.words)})" if self.words else self.kind


def public(view: View) -> View:
    """Anyone may use this view."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anyone with an account may use this view; the view itself fetches only what belongs to that person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = Access("signed_in")  # type: ignore[attr-defined]
    return guarded


def needs(*words: str, logged_out: View | None = None) -> Callable[[View], View]:
    """Only people whose roles hold one of these permission words may use this view.

    `logged_out` is called instead of the way to the login, for a form whose text must survive an expired session.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request, logged_out, *args, **kwargs)
            if not any(request.user.has_perm(word) for word in words):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = Access("needs", tuple(str(word) for word in words), logged_out)  # type: ignore[attr-defined]
        return guarded

    return decorate


def to_login(request: HttpRequest, instead: View | None, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What somebody who is not logged in gets: the login, unless the view has its own answer."""
    return instead(request, *args, **kwargs) if instead else redirect_to_login(request.get_full_path())


@cache
def library_views() -> Mapping[str | None, Access]:
    """The table of access to views of libraries, named by `settings.LIBRARY_ACCESS`."""
    table: Mapping[str | None, Access] = import_string(settings.LIBRARY_ACCESS)
    return table


def declared(view: View, namespaces: list[str], url_name: str | None) -> Access | None:
    """The access a view declares itself, or the table for views of libraries gives; None when nobody declared it."""
    own = getattr(view, "access", None)
    if own is not None:
        return own
    table = library_views()
    for name in [*namespaces, url_name]:
        if name in table:
            return table[name]
    return None


class ClosedByDefaultMiddleware:
    """Refuses every view that nobody declared access for."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let a declared view through; a library's view also only to whom the table names."""
        match = request.resolver_match
        access = declared(view, match.namespaces, match.url_name) if match else None
        if access is None:
            raise PermissionDenied
        if access.kind != "public" and not request.user.is_authenticated:
            return to_login(request, access.logged_out, *args, **kwargs)
        if access.words and not any(request.user.has_perm(word) for word in access.words):
            raise PermissionDenied
        return None
