"""The residents' vote, for everyone: the plans, the rule, voting with a code, the result and how to count it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import public as everyone
from core.exports import csv_download
from core.kept_pages import kept_for_visitors
from core.refusals_shown import refusals_on
from stimulus_fund.actions.voting import cast
from stimulus_fund.forms.voting import BallotForm
from stimulus_fund.models import Scheme, Vote
from stimulus_fund.queries import voting as queries
from stimulus_fund.views.own import posted


def announced(slug: str, pk: int) -> Vote:
    """An announced vote of this scheme; else 404."""
    found = Vote.objects.announced().select_related("pot__scheme", "pot__wijk", "pot__stadsdeel")
    return get_object_or_404(found, pot__scheme__slug=slug, pk=pk)


@everyone
@kept_for_visitors
@require_safe
def votes(request: HttpRequest, slug: str) -> HttpResponse:
    """The votes of a scheme: what is open, what comes, what was decided."""
    scheme = get_object_or_404(Scheme, slug=slug)
    found = queries.of_scheme(scheme)
    if not found and not queries.divided_by_vote().filter(scheme=scheme).exists():
        raise Http404
    today = timezone.localdate()
    return render(request, "fund/public/votes.html", {"scheme": scheme, "votes": found, "today": today})


@everyone
@kept_for_visitors
@require_safe
def vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One vote: the plans with what was found about them, and the result once it was counted."""
    found = announced(slug, pk)
    context = {
        "vote": found,
        "options": queries.options(found),
        "is_open": found.is_open(timezone.localdate()),
        "is_over": timezone.localdate() > found.closes_on,
        "turnout": queries.turnout(found),
    }
    return render(request, "fund/public/vote.html", context)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Vote with a code; afterwards the voter reads the mark of the ballot once."""
    found = announced(slug, pk)
    if not found.is_open(timezone.localdate()):
        messages.info(request, _("U kunt nu niet stemmen."))
        return redirect(found)
    form = BallotForm(posted(request), options=queries.options(found), picks=found.picks)
    if form.is_valid():
        with refusals_on(form):
            made = cast(
                vote=found,
                code=form.cleaned_data["code"],
                numbers=form.cleaned_data["numbers"],
                asked_from=request.META.get("REMOTE_ADDR", ""),
                at=timezone.now(),
            )
            return render(request, "fund/public/voted.html", {"vote": found, "ballot": made})
    return render(request, "fund/public/ballot.html", {"vote": found, "form": form})


@everyone
@require_safe
def ballots_csv(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    """Every ballot with its mark, once it was counted; nobody can tell whose it is."""
    found = announced(slug, pk)
    if not found.is_counted:
        raise Http404
    rows = ([one.mark, " ".join(str(number) for number in one.numbers)] for one in queries.casts(found))
    return csv_download(f"stemmen-{found.pk}", [_("Kenmerk"), _("Gekozen plannen")], rows)
