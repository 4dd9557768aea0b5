"""The menu of the desk; it stands in the top storey because it leads to every app."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission as Accounts
from initiatives.permissions import Permission as Initiatives
from insight.permissions import Permission as Insight
from stimulus_fund.permissions import Permission as Fund
from teams.permissions import Permission as Teams

register = template.Library()


@dataclass(frozen=True)
class Link:
    """A line of the menu; `current` when the page is there or below it."""

    label: str | LazyText
    url: str
    current: bool


MENU = [
    (_("Werkbank"), "admin:index", Initiatives.ENTER_DESK),
    (_("Initiatieven"), "admin:initiatives_initiative_changelist", Initiatives.SEE_CASES),
    (_("Overleg"), "desk:meetings", Initiatives.TRIAGE),
    (_("Invoeren"), "desk:register", Initiatives.REGISTER),
    (_("Aanvragen"), "admin:stimulus_fund_application_changelist", Fund.SEE_FUND),
    (_("Werkplek"), "teams:workplace", Teams.WORK),
    (_("Leerverslag"), "insight:report", Insight.SEE_REPORT),
    (_("Accounts"), "admin:accounts_user_changelist", Accounts.SEE_PEOPLE),
]


@register.inclusion_tag("admin/desk_menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """The pages this person may open."""
    request = context["request"]
    links = []
    for label, name, word in MENU:
        if not request.user.has_perm(word):
            continue
        url = reverse(name)
        below = request.path.startswith(url) if name != "admin:index" else request.path == url
        links.append(Link(label, url, below))
    return {"links": links}
