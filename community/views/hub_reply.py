"""The reply form of a hub: no account, a link that serves one question. Opening it changes nothing."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.actions.referral_reply import LinkRefused, find, reply
from community.forms.referral import ReplyForm
from core.access import public
from core.refusals_shown import refusals_on

GONE, NOT_THERE = 410, 404
A_MOMENT = timedelta(minutes=1)  # a link ends at midnight: its last day is the one before


@public
@require_http_methods(["GET", "HEAD", "POST"])
def hub_reply(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked, and the hub's answer; whoever prefetches the link answers nothing."""
    at = timezone.now()
    try:
        opened = find(secret=secret, at=at)
    except LinkRefused as refusal:
        return render(request, "community/hub_reply_gone.html", {"refusal": refusal, "hub": None}, status=NOT_THERE)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            reply(secret=secret, given=form.reply(), at=at)
            messages.success(request, _("Dank u. De initiatiefnemer en de gemeente hebben uw antwoord."))
            return redirect("community:hub_reply", secret)
        opened = find(secret=secret, at=at)
    if opened.obstacle:
        context = {"refusal": opened.obstacle, "hub": opened.referral.hub}
        return render(request, "community/hub_reply_gone.html", context, status=GONE)
    until = localdate(opened.expires_at - A_MOMENT)
    context = {"referral": opened.referral, "contact": opened.contact, "until": until, "form": form}
    return render(request, "community/hub_reply.html", context)
