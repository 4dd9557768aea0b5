"""What assessors do: declare an interest, judge, hand in; and the handler who closes the judging."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import assessing
from stimulus_fund.acts import Act
from stimulus_fund.forms.deciding import AssessmentForm
from stimulus_fund.forms.handling import InterestForm
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.assessing import own_assessment
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.shown import everything
from stimulus_fund.questions import Part
from stimulus_fund.views.desk import application_for, shown
from stimulus_fund.views.handling import act_page
from stimulus_fund.views.own import PersonRequest, posted


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: PersonRequest, pk: int) -> HttpResponse:
    """Declare an interest."""
    done = _("Uw belang is gemeld. U doet niets meer met deze aanvraag.")
    form = InterestForm(posted(request))
    return act_page(request, pk, Act.DECLARE, form=form, action=assessing.declare_interest, done=done)


@needs(Permission.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own judgement: saved as a draft, or handed in."""
    found = application_for(request, pk, Act.ASSESS)
    criteria = list(found.ruleset.criteria.all()) if found.ruleset else []
    own = own_assessment(found, request.user)
    form = AssessmentForm(posted(request), criteria=criteria, own=own)
    if form.is_valid():
        hands_in = "hand_in" in request.POST
        with refusals_on(form):
            facts = {"judgement": form.judgement(), "hands_in": hands_in}
            assessing.keep_assessment(application=found, **facts, by=request.user, at=timezone.now())
            messages.success(request, _("Uw beoordeling is ingeleverd.") if hands_in else _("Uw concept is bewaard."))
            return redirect("fund_staff:application", pk)
    context = shown(found, timezone.localdate()) | {
        "form": form,
        "own": own,
        "parts": [(part, rows) for part, rows in everything(found, lines_of(found)) if part != Part.RECIPIENT],
    }
    return render(request, "fund/staff/assess.html", context)


@needs(Permission.HANDLE)
@require_POST
def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """Go on to deciding."""
    found = application_for(request, pk, Act.FINISH_ASSESSING)
    with refusals_told(request):
        assessing.finish_assessing(application=found, by=request.user, at=timezone.now())
        messages.success(request, _("Het beoordelen is afgesloten. Bereid nu het besluit voor."))
    return redirect("fund_staff:application", pk)
