"""Which draft is this browser's: the one its session remembers, or the one the page it sends was made for."""

from secrets import token_hex
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from initiatives.models import Draft
from initiatives.queries import submit as queries

SESSION_DRAFT = "draft"
SESSION_BROWSER = "draft_browser"
SESSION_SCALE = "draft_scale"
FIELD = "concept"


def person(request: HttpRequest) -> User | None:
    """Whoever is logged in."""
    return request.user if isinstance(request.user, User) else None


def current(request: HttpRequest) -> Draft | None:
    """The draft this request is about.

    A page that is sent names its own draft, so that nothing is lost when the session has ended meanwhile, and two
    windows with two drafts do not write into each other.
    """
    today = timezone.localdate()
    word = request.POST.get(FIELD, "")
    if word:
        return queries.by_token(word, today)
    remembered: dict[str, Any] = request.session.get(SESSION_DRAFT) or {}
    return queries.by_key(remembered["key"], remembered["version"], today) if remembered else None


def remember(request: HttpRequest, draft: Draft) -> None:
    """Let this browser find the draft again; every save makes the session last its full time again."""
    request.session[SESSION_DRAFT] = {"key": str(draft.key), "version": draft.link_version}


def forget(request: HttpRequest) -> None:
    """Let this browser forget the draft; the draft itself stays."""
    request.session.pop(SESSION_DRAFT, None)
    request.session.pop(SESSION_SCALE, None)


def browser(request: HttpRequest) -> str:
    """A word that tells this browser from others, for as long as its session lasts."""
    if SESSION_BROWSER not in request.session:
        request.session[SESSION_BROWSER] = token_hex(16)
    return str(request.session[SESSION_BROWSER])


def machine(request: HttpRequest) -> str:
    """The network address a request comes from, as the server in front of us vouches for it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def sends_as(request: HttpRequest, draft: Draft) -> User | None:
    """Whose name the draft is sent in without a code: whoever is logged in, unless the draft is another account's."""
    user = person(request)
    return user if user and draft.user in {None, user} else None


def number(text: str) -> int | None:
    """A whole number from a hidden field or button, if it is one a row can have."""
    return int(text) if text.isdecimal() and len(text) < 10 else None
