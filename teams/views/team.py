"""Who takes part: inviting, answering, stopping."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.access import needs
from core.refusals_shown import refusals_on
from initiatives.models import Initiative
from initiatives.permissions import Permission as Desk
from teams.actions import team as actions
from teams.enums import MemberState
from teams.forms.team import AnswerForm, HandOverForm, InviteForm, LeaveForm, ProgressForm, ProposalForm
from teams.models import TeamMember
from teams.permissions import Permission
from teams.queries.access import invitable_cases, readable_cases
from teams.queries.people import invitable_colleagues
from teams.queries.proposal import proposals
from teams.queries.room import room_of
from teams.views.case import show_case
from teams.views.request import PersonRequest

DESK = "beheer"


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, number: str) -> HttpResponse:
    """Doe mee, kijk mee or nu niet. The links of the mail come here with the choice made; one button confirms."""
    initiative = get_object_or_404(readable_cases(request.user), number=number)
    members = TeamMember.objects.inside().filter(user=request.user).select_related("team__initiative", "invited_by")
    member = get_object_or_404(members, team__initiative=initiative)
    form = AnswerForm(request.POST or None, initial={"answer": request.GET.get("keuze", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = _answer(member, form.cleaned_data["answer"], form.cleaned_data["reason"], by=request.user)
            messages.success(request, said)
            stays = form.cleaned_data["answer"] != MemberState.DECLINED
            return redirect("teams:case", number) if stays else redirect("teams:workplace")
    return render(request, "teams/answer.html", {"form": form, "member": member, "initiative": initiative})


def _answer(member: TeamMember, choice: str, reason: str, *, by: User) -> str:
    at = timezone.now()
    if choice == MemberState.JOINED:
        actions.join(member=member, by=by, at=at)
        return _("U doet mee.")
    if choice == MemberState.OBSERVING:
        actions.observe(member=member, by=by, at=at)
        return _("U kijkt mee.")
    actions.decline(member=member, reason=reason, by=by, at=at)
    return _("Dank voor uw antwoord. Uw collega weet dat u nu niet meedoet.")


@needs(Permission.INVITE)
@require_POST
def invite(request: PersonRequest, number: str) -> HttpResponse:
    """Ask a colleague to take part, with the reason why it is them."""
    initiative = get_object_or_404(invitable_cases(request.user), number=number)
    form = InviteForm(request.POST, initiative=initiative, auto_id="invite_%s")
    if form.is_valid():
        with refusals_on(form):
            member = actions.invite(initiative=initiative, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("%(name)s is gevraagd en krijgt een e-mail.") % {"name": member.user})
            if request.POST.get("terug") == DESK and request.user.has_perm(Desk.ENTER_DESK):
                return redirect("admin:initiatives_initiative_change", initiative.pk)
            return redirect("teams:case", number)
    return show_case(request, initiative, invite_form=form)


@needs(Permission.INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PersonRequest, number: str) -> HttpResponse:
    """Who fits this initiative, with the reasons; one button asks whoever is ticked."""
    initiative = get_object_or_404(invitable_cases(request.user).select_related("theme", "wijk"), number=number)
    today = localdate()
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(data, proposals=proposals(initiative, today=today))
    if form.is_valid():
        asked = form.asked(invitable_colleagues(initiative).in_bulk())
        with refusals_on(form):
            members = actions.invite_several(initiative=initiative, asked=asked, by=request.user, at=timezone.now())
            messages.success(request, _asked(members))
            return redirect("teams:case", number)
    context = {"form": form, "initiative": initiative, "room": room_of(initiative, today=today)}
    return render(request, "teams/propose.html", context)


def _asked(members: Sequence[TeamMember]) -> str:
    names = ", ".join(str(member.user) for member in members)
    return ngettext(
        "%(names)s is gevraagd en krijgt een e-mail.", "%(names)s zijn gevraagd en krijgen een e-mail.", len(members)
    ) % {"names": names}


@needs(Permission.WORK)
@require_POST
def hand_over(request: PersonRequest, number: str) -> HttpResponse:
    """Ask a colleague to take over one's own part, with a note."""
    initiative, member = _own_part(request, number)
    form = HandOverForm(request.POST, initiative=initiative, auto_id="over_%s")
    if form.is_valid():
        to, note, despite = (form.cleaned_data[name] for name in ("user", "why", "despite"))
        with refusals_on(form):
            actions.hand_over(member=member, to=to, note=note, despite=despite, by=request.user, at=timezone.now())
            said = _("%(name)s is gevraagd om het over te nemen. Tot die tijd blijft u in het team.")
            messages.success(request, said % {"name": to})
            return redirect("teams:case", number)
    return show_case(request, initiative, hand_over_form=form)


@needs(Permission.WORK)
@require_POST
def progress(request: PersonRequest, number: str) -> HttpResponse:
    """Note how far one is with one's own part."""
    initiative, member = _own_part(request, number)
    form = ProgressForm(request.POST, auto_id="progress_%s")
    if form.is_valid():
        actions.set_progress(member=member, progress=form.cleaned_data["progress"], by=request.user, at=timezone.now())
        messages.success(request, _("Uw stand is bewaard."))
        return redirect("teams:case", number)
    return show_case(request, initiative, progress_form=form)


def _own_part(request: PersonRequest, number: str) -> tuple[Initiative, TeamMember]:
    initiative = get_object_or_404(readable_cases(request.user), number=number)
    members = TeamMember.objects.filter(user=request.user, state__in=[MemberState.JOINED, MemberState.OBSERVING])
    return initiative, get_object_or_404(members.select_related("team__initiative"), team__initiative=initiative)


@needs(Permission.WORK)
@require_POST
def leave(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Stop taking part; who may invite may also end somebody else's part."""
    initiative = get_object_or_404(readable_cases(request.user), number=number)
    members = TeamMember.objects.inside().filter(team__initiative=initiative).select_related("team__initiative")
    if not request.user.has_perm(Permission.INVITE, initiative):
        members = members.filter(user=request.user)
    member = get_object_or_404(members, pk=pk)
    form = LeaveForm(request.POST, auto_id=f"leave_{pk}_%s")
    form.about = pk
    if form.is_valid():
        with refusals_on(form):
            actions.leave(member=member, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s is geen lid meer van het team.") % {"name": member.user})
            own = member.user == request.user
            return redirect("teams:workplace") if own else redirect("teams:case", number)
    return show_case(request, initiative, leave_form=form)
