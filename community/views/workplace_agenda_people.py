"""Who comes to an event: a colleague with one press, and an organiser who cancels for somebody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.actions import registration as actions
from community.actions.event_facts import Visitor
from community.models import Registration
from community.permissions import Permission
from community.queries.registration import standing_of
from community.queries.workplace_agenda import visible
from community.views.request import PersonRequest
from core.access import needs
from core.refusals_shown import refusals_told
from teams.permissions import Permission as Teams


@needs(Teams.WORK, Permission.RUN_EVENTS)
@require_POST
def join(request: PersonRequest, slug: str) -> HttpResponse:
    """Come to an event."""
    found, person = get_object_or_404(visible(request.user), slug=slug), request.user
    visitor = Visitor(name=str(person), email=person.email, language=get_language() or "nl", user=person)
    with refusals_told(request):
        made = actions.register(event=found, visitor=visitor, at=timezone.now())
        messages.success(request, _("U staat op de wachtlijst.") if made.is_waiting else _("U heeft een plek."))
    return redirect("community_work:event", slug)


@needs(Teams.WORK, Permission.RUN_EVENTS)
@require_POST
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Not come after all."""
    found = get_object_or_404(visible(request.user), slug=slug)
    own = standing_of(request.user, found)
    if own is not None:
        with refusals_told(request):
            actions.withdraw(registration=own, by=None, at=timezone.now())
            messages.success(request, _("U bent afgemeld."))
    return redirect("community_work:event", slug)


@needs(Permission.RUN_EVENTS)
@require_POST
def withdraw(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Cancel a registration for somebody who said so; they get a mail."""
    registration = get_object_or_404(Registration.objects.active().select_related("event"), event__slug=slug, pk=pk)
    with refusals_told(request):
        actions.withdraw(registration=registration, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is afgemeld en krijgt een e-mail.") % {"name": registration.name})
    return redirect("community_work:event", slug)
