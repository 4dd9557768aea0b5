"""The right to challenge for everyone: what it is, how it goes, and the challenges that may be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from community.models import Challenge
from community.queries import challenge_shown as queries
from community.queries.challenge_own import tone_of
from community.queries.challenge_terms import clause_on, criteria, weeks_on
from core.access import public
from core.components import Pages
from core.kept_pages import kept_for_visitors
from core.paging import number_in


@public
@kept_for_visitors
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """The right in plain words with its terms, and the public challenges with where they stand."""
    page, today = number_in(request.GET), timezone.localdate()
    rows = queries.public_list(page)
    here = reverse("community:challenges")
    context = {
        "weeks": weeks_on(today),
        "criteria": criteria(),
        "clause": clause_on(today),
        "count": queries.count(),
        "rows": [(row, tone_of(row)) for row in rows[: queries.PAGE]],
        "pages": Pages(
            number=page,
            previous_url=f"{here}?pagina={page - 1}#uitdagingen" if page > 1 else "",
            next_url=f"{here}?pagina={page + 1}#uitdagingen" if len(rows) > queries.PAGE else "",
        ),
        "staff_lang": get_language() != "nl",
    }
    return render(request, "community/challenge/home.html", context)


@public
@kept_for_visitors
@require_safe
def challenge(request: HttpRequest, number: str) -> HttpResponse:
    """One public challenge: task, why better, steps, decision with reasons, agreement and evaluation."""
    found = get_object_or_404(queries.whole(Challenge.objects.public()), number=number)
    agreement = queries.agreement_of(found)
    context = {
        "challenge": found,
        "tone": tone_of(found),
        "steps": queries.steps(found, timezone.localdate()),
        "decisions": list(found.decisions.all()),
        "agreement": agreement if agreement and agreement.agreed_at else None,
        "shows_known": False,
        "evaluations": queries.shown_evaluations(found),
        "costs": queries.costs_now(found),
        "lang": found.initiative.language if found.initiative.language != get_language() else "",
        "staff_lang": get_language() != "nl",
    }
    return render(request, "community/challenge/detail.html", context)
