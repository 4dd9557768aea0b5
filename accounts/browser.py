"""What we know of the browser in front of us: its network address, its name in words, who last logged in there."""

import re
from secrets import token_urlsafe
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actions.code import Client
from core.networks import network

COOKIE = "__Host-apparaat" if settings.HTTPS else "apparaat"
COOKIE_SECONDS = 180 * 24 * 60 * 60
BROWSERS = [
    (re.compile(r"Edg(?:A|iOS)?/"), "Edge"),
    (re.compile(r"OPR/"), "Opera"),
    (re.compile(r"SamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"Firefox/|FxiOS/"), "Firefox"),
    (re.compile(r"Chrome/|CriOS/"), "Chrome"),
    (re.compile(r"Safari/"), "Safari"),
]
SYSTEMS = [
    (re.compile(r"iPhone|iPad"), "iOS"),
    (re.compile(r"Android"), "Android"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Mac OS X|Macintosh"), "macOS"),
    (re.compile(r"Linux|CrOS"), "Linux"),
]


def client(request: HttpRequest, email: str) -> Client:
    """Where this request for a code comes from; `device` is set when this browser was logged in with that address."""
    device, last_owner = read_cookie(request)
    known = bool(device) and constant_time_compare(last_owner, owner_of(email))
    return Client(network=network(request), device=device if known else "")


def owner_of(email: str) -> str:
    """A keyed hash of an address, to recognise it by without storing it."""
    return salted_hmac("accounts.owner", email, algorithm="sha256").hexdigest()


def last_owner(request: HttpRequest) -> str:
    """The hash of the address that was last logged in with in this browser; empty when there is none."""
    return read_cookie(request)[1]


def read_cookie(request: HttpRequest) -> tuple[str, str]:
    """(name of the device, hash of the address) from the signed cookie; two empty texts when it is not ours."""
    try:
        device, _dot, owner = Signer(salt="accounts.device").unsign(request.COOKIES.get(COOKIE, "")).partition(".")
    except BadSignature:
        return "", ""
    return device, owner


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let this browser know itself again for half a year: a name of its own, and whose it is."""
    device = read_cookie(request)[0] or token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        Signer(salt="accounts.device").sign(f"{device}.{owner_of(email)}"),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def in_words(request: HttpRequest) -> str:
    """The browser as a person knows it, "Firefox op Android"; nothing finer is kept."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    name = next((word for pattern, word in BROWSERS if pattern.search(agent)), _("Onbekende browser"))
    system = next((word for pattern, word in SYSTEMS if pattern.search(agent)), "")
    return _("%(browser)s op %(system)s") % {"browser": name, "system": system} if system else name


def is_own_path(url: str | None) -> bool:
    """True for an absolute path on this portal; anything a browser could take for another site is refused."""
    if not url or not url.startswith("/") or "\\" in url or not url.isprintable():
        return False
    parts = urlsplit(url)
    return not parts.netloc and not url.startswith("//") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
