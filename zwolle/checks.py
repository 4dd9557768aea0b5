"""What must be right before this installation may serve: checked by `manage.py check`."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

HERE = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}


@register()
def demo_stays_at_home(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """In demo mode everybody can log in as anybody: it may answer on this machine only."""
    hosts = {*settings.ALLOWED_HOSTS, urlsplit(settings.PUBLIC_ADDRESS).hostname or ""}
    public = sorted(hosts - HERE)
    if not settings.DEMO or not public:
        return []
    return [
        Error(
            f"DEMO is on and the portal answers to {', '.join(public)}: everybody could log in as anybody.",
            hint="Set DEMO=0, or let ALLOWED_HOSTS and PUBLIC_ADDRESS name localhost only.",
            id="zwolle.E001",
        )
    ]
