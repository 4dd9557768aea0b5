"""What every page knows. No queries: an anonymous visitor costs none."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Portal:
    """Whose portal it is, how it looks, and where people get help."""

    name: str
    municipality: str
    address: str
    theme: str
    phone: str
    phone_link: str
    mail: str
    desk: str
    demo: bool


def our_portal() -> Portal:
    """The portal as the settings describe it."""
    return Portal(
        name=settings.PORTAL_NAME,
        municipality=settings.MUNICIPALITY,
        address=settings.PUBLIC_ADDRESS,
        theme=f"css/theme-{settings.THEME}.css",
        phone=settings.HELP_PHONE,
        phone_link=settings.HELP_PHONE.replace(" ", ""),
        mail=settings.HELP_MAIL,
        desk=settings.HELP_DESK,
        demo=settings.DEMO,
    )


def portal(request: HttpRequest) -> dict[str, Any]:
    """`portal` for every template."""
    return {"portal": our_portal()}
