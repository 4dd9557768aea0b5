"""What somebody sent after their session had ended, kept in the new session of the same browser until they are back.

Only where the browser was logged in before, and only for the same mailbox: the next person at a shared computer does
not read it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts import browser
from accounts.queries import person

SESSION_NAME = "kept_text"
LARGEST_CHARACTERS = 200_000
KEPT_SECONDS = 24 * 60 * 60
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "code", "credential"}
MANY_FIELDS = 300


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: where to, and the values by name; `files_lost` when it also had files."""

    path: str
    fields: list[tuple[str, str]]
    files_lost: bool

    @property
    def texts(self) -> list[str]:
        """What the person wrote, the longest first; short values (choices, keys) say nothing to them."""
        return sorted((value for _name, value in self.fields if " " in value.strip()), key=len, reverse=True)


def keep(request: HttpRequest, *, at: datetime) -> bool:
    """Keep what was sent; False when nobody was logged in here before, or it is more than anybody types."""
    owner = browser.last_owner(request)
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values if value
    ]
    size = sum(len(value) for _name, value in fields)
    somebody_else = request.user.is_authenticated and owner != browser.owner_of(person(request).email)
    if not owner or somebody_else or not fields or size > LARGEST_CHARACTERS or len(fields) > MANY_FIELDS:
        return False
    request.session[SESSION_NAME] = {
        "owner": owner,
        "path": request.get_full_path(),
        "fields": fields,
        "files_lost": bool(request.FILES),
        "at": at.timestamp(),
    }
    if not request.user.is_authenticated:
        request.session.set_expiry(KEPT_SECONDS)
    return True


def welcome(request: HttpRequest) -> None:
    """Somebody has just logged in: the session ends as sessions do, and what was somebody else's goes."""
    request.session.set_expiry(None)
    held = request.session.get(SESSION_NAME)
    if held and not constant_time_compare(held["owner"], browser.owner_of(person(request).email)):
        forget(request)


def find(request: HttpRequest, *, at: datetime) -> Kept | None:
    """What was kept for whoever is logged in now; None when there is nothing or it is older than a day."""
    held = request.session.get(SESSION_NAME)
    if not held or at.timestamp() - held["at"] > KEPT_SECONDS:
        return None
    return Kept(held["path"], [(name, value) for name, value in held["fields"]], held["files_lost"])


def forget(request: HttpRequest) -> None:
    """Throw away what was kept."""
    request.session.pop(SESSION_NAME, None)


def forget_sent(request: HttpRequest) -> None:
    """Somebody sends the form that was kept, or the same form anew: what was kept has served."""
    held = request.session.get(SESSION_NAME)
    if held and held["path"] == request.get_full_path():
        forget(request)
