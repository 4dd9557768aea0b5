"""A challenge that came in on paper: entering it, and the receipt to print and send back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.actions.challenge_paper import enter_from_paper
from community.forms.challenge_paper import PaperForm
from community.models import Challenge
from community.permissions import Permission
from community.queries import challenge_own
from community.queries import challenge_shown as shown
from community.views.request import PersonRequest
from core.access import needs
from core.refusals_shown import refusals_on
from teams.queries.access import readable_cases


@needs(Permission.ASSESS_CHALLENGES)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PersonRequest) -> HttpResponse:
    """Type what stands on the paper; sent twice it is entered once."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*sent, cases=readable_cases(request.user), initial={"number": request.GET.get("initiatief", "")})
    if form.is_valid():
        with refusals_on(form):
            made = enter_from_paper(
                initiative=form.initiative,
                answers=form.answers(),
                uploads=form.cleaned_data["uploads"],
                arrived_on=form.cleaned_data["arrived_on"],
                may_be_public=form.cleaned_data["may_be_public"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De uitdaging staat erin. Druk de bevestiging af en stuur die terug."))
            return redirect("community_work:challenge_receipt", made.pk)
    return render(request, "community/desk/paper.html", {"form": form})


@needs(Permission.ASSESS_CHALLENGES, Permission.DECIDE_CHALLENGES)
@require_safe
def receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """The confirmation of what came in on paper, to print."""
    rows = shown.whole(Challenge.objects.for_desk(request.user).filter(entered_by__isnull=False))
    found = get_object_or_404(rows, pk=pk)
    context = {"challenge": found, "parts": challenge_own.everything(found), "files": found.files.all()}
    return render(request, "community/desk/receipt.html", context)
