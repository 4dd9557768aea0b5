"""Who is on the initiator's side: invite, take back, join, leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.access import signed_in
from core.refusal import Refusal
from core.refusals_shown import refusals_on, refusals_told
from initiatives.actions import member
from initiatives.enums import InvitationKind
from initiatives.forms.initiator import InviteForm
from initiatives.queries import members as queries
from initiatives.views.initiator import own_case


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, number: str) -> HttpResponse:
    """Who takes part and who is invited; the initiator invites."""
    initiative, user = own_case(request, number)
    is_main = queries.is_main(initiative, user)
    form = InviteForm(request.POST if request.method == "POST" and is_main else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            member.invite(
                initiative=initiative,
                kind=InvitationKind(form.cleaned_data["kind"]),
                email=form.cleaned_data["email"],
                language=get_language() or user.language,
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("De uitnodiging is onderweg."))
            return redirect("initiatives:people", number)
    context = {
        "initiative": initiative,
        "form": form,
        "is_main": is_main,
        "members": queries.members(initiative),
        "invitations": queries.open_invitations(initiative) if is_main else [],
    }
    return render(request, "initiatives/initiator/people.html", context)


@signed_in
@require_POST
def withdraw_invitation(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take an invitation back; only the initiator does."""
    user: User = request.user  # type: ignore[assignment]
    initiative = get_object_or_404(queries.led_by(user), number=number)
    member.withdraw_invitation(initiative=initiative, pk=pk, by=user, at=timezone.now())
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("initiatives:people", number)


@signed_in
@require_POST
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Take part no more."""
    initiative, user = own_case(request, number)
    with refusals_told(request):
        member.leave(initiative=initiative, by=user, at=timezone.now())
        messages.success(request, _("U doet niet meer mee."))
        return redirect("initiatives:mine")
    return redirect("initiatives:people", number)


@signed_in
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what an invitation is for; joining is a button, so that a mail scanner joins nothing."""
    user: User = request.user  # type: ignore[assignment]
    moment = timezone.now()
    try:
        if request.method == "POST":
            initiative = member.accept(secret=secret, by=user, at=moment)
            messages.success(request, _("U doet nu mee."))
            return redirect(initiative.status_url)
        found = member.find(secret=secret, by=user, at=moment)
    except Refusal as refusal:
        return render(
            request, "initiatives/initiator/invitation_refused.html", {"problem": refusal.message}, status=404
        )
    return render(request, "initiatives/initiator/invitation.html", {"invitation": found})
