from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """One browser's visit. `user` makes it possible to show somebody where they are logged in, and to end that."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True, verbose_name=_("account")
    )

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("bezoek")  # type: ignore[assignment]
        verbose_name_plural = _("bezoeken")  # type: ignore[assignment]
        ordering = ["-expire_date"]

    class Privacy:
        personal = {
            "user": "who is logged in",
            "session_data": "what they are busy with, and in words which browser they use",
        }
        open: set[str] = set()
        retention = "session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The engine that reads these rows."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
