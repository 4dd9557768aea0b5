"""Rounds at the desk: planned, compared side by side, minuted and closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import rounds as actions
from stimulus_fund.forms.desk_rounds import MinutesForm, RoundForm
from stimulus_fund.models import Round
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import rounds as queries
from stimulus_fund.views.own import PersonRequest, posted


def desk_round(request: PersonRequest, pk: int) -> Round:
    """A round of a scheme this person works in; else 404."""
    return get_object_or_404(queries.rounds_of(request.user), pk=pk)


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: PersonRequest) -> HttpResponse:
    """Every round; who handles applications plans a new one."""
    may_plan = request.user.has_perm(Permission.HANDLE)
    pots = queries.pots_of(request.user, timezone.localdate().year)
    form = RoundForm(posted(request) if may_plan else None, pots=pots)
    if form.is_valid():
        with refusals_on(form):
            made = actions.plan_round(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("De ronde is gepland."))
            return redirect("fund_staff:round", made.pk)
    context = {"rounds": queries.rounds_of(request.user)[: queries.MOST], "form": form, "may_plan": may_plan}
    return render(request, "fund/staff/rounds.html", context)


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def one_round(request: PersonRequest, pk: int) -> HttpResponse:
    """The applications on the table side by side, the agenda and the minutes; or the ranking once it stands."""
    found = desk_round(request, pk)
    can_write = not found.is_closed and request.user.has_perm(Permission.HANDLE)
    form = MinutesForm(posted(request) if can_write else None, initial={"minutes": found.minutes})
    if form.is_valid():
        with refusals_on(form):
            actions.write_minutes(round_=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Het verslag is bewaard."))
            return redirect("fund_staff:round", pk)
    context = {
        "round": found,
        "form": form,
        "can_write": can_write,
        "rows": [] if found.is_closed else queries.on_table(found.pot),
        "ranked": queries.ranked(found) if found.is_closed else [],
    }
    return render(request, "fund/staff/round.html", context)


@needs(Permission.HANDLE)
@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Rank them, for good."""
    found = desk_round(request, pk)
    with refusals_told(request):
        actions.close_round(round_=found, by=request.user, at=timezone.now())
        messages.success(request, _("De ronde is afgesloten. De rangorde staat vast."))
    return redirect("fund_staff:round", pk)
