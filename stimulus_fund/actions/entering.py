"""How colleagues enter an application: locked, allowed and without interest; what is refused is recorded."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from stimulus_fund import acts, ceiling
from stimulus_fund.acts import Act, NotAllowed
from stimulus_fund.models import Application

Deed = Callable[..., Any]


class Interested(NotAllowed):
    """This colleague declared an interest, and does nothing with the application (Awb 2:4)."""


def entering(act: Act, *, moves_money: bool = False) -> Callable[[Deed], Deed]:
    """Let an action begin with the application locked, after its pot where it `moves_money`.

    The action is called with keywords: `application`, `by`, `at` and its own facts. Raises NotAllowed for who may not,
    or not now, and writes down that it was tried.
    """

    def decorate(deed: Deed) -> Deed:
        @wraps(deed)
        def entered(*, application: Application, by: User, at: datetime, **facts: Any) -> Any:
            try:
                with transaction.atomic():
                    if moves_money and application.pot_id:
                        ceiling.lock(application.pot_id)
                    locked = lock(application)
                    require(act, locked, by)
                    return deed(application=locked, by=by, at=at, **facts)
            except NotAllowed:
                tried = {"act": act.value, "number": application.number}
                audit.record(verb="application.refused", subject=application, by=by, at=at, after=tried)
                raise

        return entered

    return decorate


def lock(application: Application) -> Application:
    """The application as it stands now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=["self"])
    return rows.select_related("initiative", "scheme", "ruleset").get(pk=application.pk)


def require(act: Act, application: Application, by: User) -> None:
    """Raise NotAllowed when `by` may not do this with the application now."""
    acts.require(act, application.state, application.access_scopes(), by)
    if act != Act.DECLARE and application.interests.filter(person=by).exists():
        raise Interested(_("U heeft een belang bij deze aanvraag gemeld. Een collega neemt dit over."))
