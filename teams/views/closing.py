"""Looking back on a programme: asking, answering, reading the answers side by side, taking back a quote."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs, signed_in
from core.refusals_shown import refusals_on, refusals_told
from teams.actions import closing as actions
from teams.enums import Quoting
from teams.forms.programme_words import InitiatorLookBackForm, LookBackForm, QuotingForm
from teams.models import ClosingAnswer, Programme
from teams.permissions import Permission
from teams.queries.programme_pages import answers_side_by_side, initiators_part, inside_programmes
from teams.views.request import PersonRequest


@needs(Permission.RUN_PROGRAMMES)
@require_POST
def ask(request: PersonRequest, slug: str) -> HttpResponse:
    """Put the questions of the closing."""
    programme = get_object_or_404(Programme, slug=slug)
    with refusals_told(request):
        actions.ask_to_look_back(programme=programme, by=request.user, at=timezone.now())
        messages.success(request, _("De vragen zijn verstuurd aan deelnemers en initiatiefnemers."))
    return redirect("teams:programme", slug)


@needs(Permission.WORK)
@require_safe
def answers(request: PersonRequest, slug: str) -> HttpResponse:
    """What everyone answered, side by side."""
    programme = get_object_or_404(inside_programmes(request.user), slug=slug)
    context = {
        "programme": programme,
        "answers": answers_side_by_side(programme),
        "takes_part": programme.members.inside().filter(user=request.user).exists(),
    }
    return render(request, "teams/closing.html", context)


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: PersonRequest, slug: str) -> HttpResponse:
    """A participant answers, or corrects the answer."""
    mine = ClosingAnswer.objects.filter(user=request.user, initiative=None).values("programme")
    joined = Programme.objects.joined_by(request.user).values("pk")
    programmes = Programme.objects.filter(Q(pk__in=joined) | Q(pk__in=mine), closing_asked_at__isnull=False)
    programme = get_object_or_404(programmes, slug=slug)
    answer = programme.closing_answers.filter(user=request.user).first()
    form = LookBackForm(request.POST if request.method == "POST" else None, initial=_initial(answer))
    if form.is_valid():
        with refusals_on(form):
            actions.look_back(programme=programme, answer=form.answer(), by=request.user, at=timezone.now())
            messages.success(request, _("Dank u. Uw antwoord staat bij dat van de anderen."))
            return redirect("teams:closing", slug)
    return render(request, "teams/look_back.html", {"form": form, "programme": programme, "answer": answer})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look_back_as_initiator(request: PersonRequest, number: str, slug: str) -> HttpResponse:
    """An initiator answers, or corrects the answer."""
    part = initiators_part(request.user, number, slug)
    if part is None:
        raise Http404
    programme, initiative = part.programme, part.initiative
    answer = programme.closing_answers.filter(user=request.user).first()
    form = InitiatorLookBackForm(request.POST if request.method == "POST" else None, initial=_initial(answer))
    if form.is_valid():
        with refusals_on(form):
            actions.look_back(
                programme=programme, initiative=initiative, answer=form.answer(), by=request.user, at=timezone.now()
            )
            messages.success(request, _("Dank u. De deelnemers van de gemeente lezen uw antwoord."))
            return redirect(initiative.status_url)
    context = {"form": form, "programme": programme, "initiative": initiative, "answer": answer}
    return render(request, "teams/shown/look_back.html", context)


@signed_in
@require_POST
def quoting(request: PersonRequest, pk: int) -> HttpResponse:
    """Say whether one's own answer may be quoted; no counts at once, also after one's part has ended."""
    answers = ClosingAnswer.objects.filter(user=request.user).select_related("programme", "initiative")
    answer = get_object_or_404(answers, pk=pk)
    form = QuotingForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["quoting"]
        actions.let_quote(answer=answer, quoting=chosen, by=request.user, at=timezone.now())
        gone = chosen == Quoting.NO
        messages.success(request, _("Wij halen uw woorden niet meer aan.") if gone else _("Bewaard."))
    else:
        messages.error(request, _("Kies of wij u mogen aanhalen."))
    here = reverse("teams:look_back", args=[answer.programme.slug])
    return redirect(answer.initiative.status_url if answer.initiative else here)


def _initial(answer: ClosingAnswer | None) -> dict[str, str]:
    return {name: getattr(answer, name) for name in ("brought", "needed", "quoting")} if answer else {}
