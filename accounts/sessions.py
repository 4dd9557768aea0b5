"""The session engine: Django's own, in the database, with the account beside each session."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.models import Session


class SessionStore(DatabaseStore):
    """Sessions in `accounts.models.Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The model of the rows."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for these session data, with the account that is logged in."""
        row = cast(Session, super().create_model_instance(data))
        account = data.get(SESSION_KEY)
        row.user_id = int(account) if account else None
        return row
