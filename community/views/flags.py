"""Report something wrong, on every public page of an initiative; and what the writer reads when it was taken down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.queries import person
from community.actions import flags as actions
from community.actions import moderation
from community.forms.following import AppealForm, ReportForm
from community.models import News
from community.queries import moderation as queries
from community.queries.news import public_news
from community.views.following import machine, posted
from core.access import public, signed_in
from core.refusals_shown import refusals_on
from initiatives.models import Initiative


@public
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Say what is wrong with a page, or with one piece of news on it."""
    initiative = get_object_or_404(Initiative.objects.public(), slug=slug)
    news: News | None = get_object_or_404(public_news(initiative), pk=pk) if pk else None
    form = ReportForm(posted(request))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.report(
                initiative=initiative,
                news=news,
                kind=data["kind"],
                text=data["text"],
                email=data["email"],
                language=get_language() or "nl",
                asked_from=machine(request),
                at=timezone.now(),
                idempotency_key=data["key"],
            )
            return redirect("community:reported", slug)
    return render(request, "community/report/form.html", {"initiative": initiative, "news": news, "form": form})


@public
@require_safe
def reported(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, and before which day somebody looks at it."""
    initiative = get_object_or_404(Initiative.objects.public(), slug=slug)
    due_on = actions.answer_due(timezone.now())
    return render(request, "community/report/sent.html", {"initiative": initiative, "due_on": due_on})


@signed_in
@require_http_methods(["GET", "POST"])
def takedown(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What was taken down of an initiative and why, for its initiator's side, who may ask once to look again."""
    user = person(request)
    found = get_object_or_404(queries.own_takedowns(user), initiative__number=number, pk=pk)
    form = AppealForm(posted(request))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            moderation.appeal(takedown=found, word=form.cleaned_data["word"], by=user, at=timezone.now())
            messages.success(request, _("Een andere collega kijkt ernaar. U krijgt een e-mail."))
            return redirect("community:own_takedown", number, pk)
    context = {"initiative": found.initiative, "takedown": found, "form": form}
    return render(request, "community/report/takedown.html", context)
