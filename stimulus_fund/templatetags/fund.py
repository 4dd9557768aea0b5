"""Panels of the fund for pages of lower storeys."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from initiatives.models import Initiative
from initiatives.queries.members import is_own
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import own

register = template.Library()


@register.inclusion_tag("fund/shown/applications.html", takes_context=True)
def applications_of(context: Context, initiative: Initiative) -> dict[str, Any]:
    """The applications of an initiative and the way to a new one, for its initiator's side alone."""
    reader = context["request"].user
    may_begin = isinstance(reader, User) and initiative.is_open and is_own(initiative, reader)
    found = own.own(reader).filter(initiative=initiative) if isinstance(reader, User) else []
    rows = [{"application": each, "tone": own.tone_of(each)} for each in found]
    return {"rows": rows, "can_begin": may_begin, "initiative": initiative}


@register.inclusion_tag("fund/staff/links.html", takes_context=True)
def fund_links(context: Context) -> dict[str, Any]:
    """The way from the werkplek to the fund: to applications, or to what somebody does beside them."""
    user = context["request"].user
    sees = user.has_perm(Permission.SEE_FUND)
    return {
        "may_see_fund": sees,
        "may_report_outages": not sees and user.has_perm(Permission.REPORT_OUTAGES),
        "may_edit_law": not sees and user.has_perm(Permission.EDIT_LAW),
    }
