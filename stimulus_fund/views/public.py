"""What everyone may know of the fund: the facts of every pot, and which one suits a plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.kept_pages import kept_for_visitors
from stimulus_fund.finder import advise
from stimulus_fund.forms.finder import FinderForm
from stimulus_fund.queries import facts
from stimulus_fund.queries.law import outages as outage_register
from stimulus_fund.queries.schemes import rules_on


@everyone
@kept_for_visitors
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every pot with its facts, and a few questions that lead to one, to another fund, or to no money at all."""
    today = timezone.localdate()
    form = FinderForm.asked(request.GET)
    advice = advise(form.answers(), facts.all_terms(today)) if form.is_valid() else []
    context = {
        "form": form,
        "advice": advice,
        "found": [each for each in advice if each.suits],
        "schemes": rules_on(today),
        "other_funds": facts.other_funds(),
    }
    return render(request, "fund/public/home.html", context)


@everyone
@kept_for_visitors
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """When people could not send us something, and what that did to the last day (Wmebv)."""
    return render(request, "fund/public/outages.html", {"outages": outage_register()})


@everyone
@kept_for_visitors
@require_safe
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """One pot: for whom, how much, by which rules, who decides by when, and what is left."""
    today = timezone.localdate()
    rules = next((each for each in rules_on(today) if each.scheme.slug == slug), None)
    if rules is None:
        raise Http404
    context = {
        "rules": rules,
        "is_open": rules.is_open(today),
        "criteria": rules.criteria.all(),
        "files": rules.required_files.all(),
        "settling": rules.settling.all(),
        "excluded": rules.excluded_wijken.all(),
        "pots": facts.pots_of(rules.scheme, today.year),
        "year": today.year,
    }
    return render(request, "fund/public/scheme.html", context)
