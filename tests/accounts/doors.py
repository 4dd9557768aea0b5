"""Ways in, for tests."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from core.models import OutgoingMail

LOGIN = "/account/inloggen/"
CODE = "/account/inloggen/code/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:136.0) Gecko/136.0 Firefox/136.0"


def mailed_code(email: str) -> str:
    """The six digits in the last mail to this address."""
    mail = OutgoingMail.objects.filter(to=email).order_by("pk").last()
    return re.search(r"^\d{6}$", mail.text, re.MULTILINE)[0]


def wrong_code(email: str) -> str:
    """Six digits that were not mailed to this address."""
    return "000000" if mailed_code(email) != "000000" else "111111"


def log_in(email: str, client: Client | None = None):
    """A browser that logged in with a mailed code, just now."""
    client = client or Client(headers={"user-agent": FIREFOX})
    client.post(LOGIN, {"email": email})
    client.post(CODE, {"code": mailed_code(email)})
    return client


def is_in(client: Client) -> bool:
    """True when this browser holds a session of somebody."""
    return "_auth_user_id" in client.session


def app_code(secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows now, or some steps of half a minute later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
