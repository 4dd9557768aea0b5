"""Which goals of the municipality one's initiative serves, and what the municipality says of that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import signed_in
from core.refusals_shown import refusals_on
from initiatives.actions.goal import claim_goals
from initiatives.forms.initiator import GoalsForm
from initiatives.queries import initiator as queries
from initiatives.views.initiator import own_case


@signed_in
@require_http_methods(["GET", "POST"])
def goals(request: HttpRequest, number: str) -> HttpResponse:
    """Name goals and take them back; what was judged is there to read."""
    initiative, user = own_case(request, number)
    links = queries.own_goals(initiative)
    offered = queries.goals_to_choose(initiative, links)
    named = [link.goal.code for link in links if link.can_be_taken_back]
    form = GoalsForm(request.POST if request.method == "POST" else None, offered=offered, initial={"goals": named})
    if form.is_valid():
        with refusals_on(form):
            claim_goals(initiative=initiative, goals=form.cleaned_data["goals"], by=user, at=timezone.now())
            messages.success(request, _("Uw doelen zijn bewaard."))
            return redirect(initiative.status_url)
    context = {"initiative": initiative, "form": form, "links": links}
    return render(request, "initiatives/initiator/goals.html", context)
