"""The queue of moderators at the werkplek: reports, requests to look again, and taking something down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.queries import person
from community.actions import flags, moderation
from community.enums.following import OfferState
from community.forms.moderation import BACK, AnswerFlagForm, DecideForm, TakeDownForm
from community.models import Flag, HelpOffer, News, Takedown
from community.permissions import Permission
from community.queries import moderation as queries
from community.views.following import posted
from core.access import needs
from core.paging import page_of
from core.refusals_shown import refusals_on
from initiatives.models import Initiative

Act = Callable[..., Takedown]


def _flagged_offers() -> QuerySet[HelpOffer]:
    """Offers that the initiator's side reported: a moderator reads no others."""
    return HelpOffer.objects.filter(state=OfferState.WAITING, flags__isnull=False).distinct()


SUBJECTS: dict[str, tuple[Callable[[], QuerySet[Any]], str, Act]] = {
    "bericht": (News.objects.public, "news", moderation.take_down_news),
    "hulp": (_flagged_offers, "offer", moderation.take_down_offer),
    "pagina": (Initiative.objects.public, "initiative", moderation.take_down_page),
}


@needs(Permission.MODERATE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the first promised first."""
    context = {"queue": queries.queue(person(request)), "today": timezone.localdate()}
    return render(request, "community/moderation/queue.html", context)


@needs(Permission.MODERATE)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Everything that was taken down, with its reason and what became of it."""
    found, pages = page_of(request.GET, queries.takedowns(), queries.PAGE_SIZE)
    return render(request, "community/moderation/history.html", {"takedowns": found, "pages": pages})


@needs(Permission.MODERATE)
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: read it, take something down, answer it."""
    found = get_object_or_404(queries.flags(person(request)), pk=pk)
    form = AnswerFlagForm(posted(request))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            flags.answer_flag(flag=found, **form.cleaned_data, by=person(request), at=timezone.now())
            messages.success(request, _("De melding is beantwoord."))
            return redirect("community_work:moderation")
    context = {"flag": found, "form": form, "removable": _removable(found), "today": timezone.localdate()}
    return render(request, "community/moderation/flag.html", context)


def _removable(flag: Flag) -> tuple[str, int] | None:
    """What can be taken down because of a report: its kind in the address and its key."""
    if flag.news:
        return ("bericht", flag.news.pk) if News.objects.public().filter(pk=flag.news.pk).exists() else None
    if flag.offer:
        return ("hulp", flag.offer.pk) if flag.offer.state == OfferState.WAITING else None
    return ("pagina", flag.initiative.pk) if flag.initiative.is_public else None


@needs(Permission.MODERATE)
@require_http_methods(["GET", "POST"])
def take_down(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take one thing down, with a reason; `?melding=` is the report it is because of."""
    if kind not in SUBJECTS:
        raise Http404
    rows, name, act = SUBJECTS[kind]
    subject = get_object_or_404(rows(), pk=pk)
    because = _report(person(request), request.GET.get("melding", ""), subject)
    form = TakeDownForm(posted(request))
    if form.is_bound and form.is_valid():
        facts = {name: subject, "reason": form.cleaned_data["reason"], "flag": because}
        with refusals_on(form):
            made = act(**facts, by=person(request), at=timezone.now())
            messages.success(request, _("Het is weggehaald. De schrijver krijgt de reden."))
            return redirect(_after(made, because))
    context = {"form": form, "subject": subject, "kind": kind, "because": because}
    return render(request, "community/moderation/take_down.html", context)


def _report(user: User, asked: str, subject: News | HelpOffer | Initiative) -> Flag | None:
    """The report this is because of, if it is about the same initiative."""
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    about = subject.pk if isinstance(subject, Initiative) else subject.initiative_id
    return queries.flags(user).filter(pk=int(asked), initiative=about).first() if known else None


def _after(made: Takedown, because: Flag | None) -> str:
    """Back to the report, which still has to be answered, or to what was taken down."""
    if because:
        return reverse("community_work:flag", args=[because.pk])
    return reverse("community_work:takedown", args=[made.pk])


@needs(Permission.MODERATE)
@require_http_methods(["GET", "POST"])
def takedown(request: HttpRequest, pk: int) -> HttpResponse:
    """One removal: why, what the writer says, and the decision of somebody else."""
    found = get_object_or_404(queries.takedowns(), pk=pk)
    user = person(request)
    form = DecideForm(posted(request))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            moderation.decide(
                takedown=found,
                puts_back=form.cleaned_data["verdict"] == BACK,
                reason=form.cleaned_data["reason"],
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Uw besluit is vastgelegd. De schrijver krijgt de reden."))
            return redirect("community_work:moderation")
    context = {"takedown": found, "form": form, "is_own": found.taken_by == user, "today": timezone.localdate()}
    return render(request, "community/moderation/takedown.html", context)
