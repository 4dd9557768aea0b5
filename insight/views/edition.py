"""Making and approving editions of the learning report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.queries import person
from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from insight.actions import edition as actions
from insight.enums import EditionState
from insight.forms.edition import ChoiceForm, EditionForm, ReturnForm
from insight.models import Edition
from insight.permissions import Permission
from insight.queries.edition import shown, visible_editions
from insight.queries.report import Reach, report

BOTH = (Permission.EDIT_EDITIONS, Permission.APPROVE_EDITIONS)


@needs(*BOTH)
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, and the form that begins a new one."""
    user = person(request)
    may_make = user.has_perm(Permission.EDIT_EDITIONS)
    sent = request.POST if may_make and request.method == "POST" else None
    form = EditionForm(sent, initial=EditionForm.of_year(localdate()))
    if form.is_valid():
        edition = actions.start_edition(new=form.new_edition(), by=user, at=timezone.now())
        return redirect("insight:edition", edition.pk)
    context = {"editions": visible_editions(user), "form": form if may_make else None}
    return render(request, "insight/edit/editions.html", context)


@needs(*BOTH)
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition: its maker chooses lines while it is a draft, everybody else reads what would be published."""
    user = person(request)
    found = get_object_or_404(visible_editions(user), pk=pk)
    if found.state == EditionState.DRAFT and found.made_by == user:
        return _compose(request, found)
    return _show(request, found, ReturnForm())


@needs(Permission.EDIT_EDITIONS)
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a second person to approve."""
    found = get_object_or_404(visible_editions(person(request)), pk=pk)
    with refusals_told(request):
        actions.offer_edition(edition=found, by=person(request), at=timezone.now())
        messages.success(request, _("De editie ligt ter goedkeuring. Wie mag goedkeuren, krijgt een e-mail."))
    return redirect("insight:edition", pk)


@needs(Permission.EDIT_EDITIONS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one's own draft away."""
    found = get_object_or_404(visible_editions(person(request)), pk=pk)
    with refusals_told(request):
        actions.discard_edition(edition=found, by=person(request), at=timezone.now())
        messages.success(request, _("Het concept is weg."))
        return redirect("insight:editions")
    return redirect("insight:edition", pk)


@needs(Permission.APPROVE_EDITIONS)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve; whoever made it is refused."""
    found = get_object_or_404(visible_editions(person(request)), pk=pk)
    with refusals_told(request):
        actions.publish_edition(edition=found, by=person(request), at=timezone.now())
        messages.success(request, _("De editie staat op de website."))
    return redirect("insight:edition", pk)


@needs(Permission.APPROVE_EDITIONS)
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it back to its maker, with the reason."""
    found = get_object_or_404(visible_editions(person(request)), pk=pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            remark = form.cleaned_data["remark"]
            actions.return_edition(edition=found, remark=remark, by=person(request), at=timezone.now())
            messages.success(request, _("De editie gaat terug naar de samensteller."))
            return redirect("insight:edition", pk)
    return _show(request, found, form)


def _compose(request: HttpRequest, found: Edition) -> HttpResponse:
    now = timezone.now()
    lines = list(found.lines.order_by("position"))
    form = ChoiceForm(
        request.POST if request.method == "POST" else None,
        found=report(Reach(found.first, found.last, found.programme), at=now),
        chosen={f"{line.section}.{line.code}" for line in lines},
        texts={f"{line.section}.{line.code}": line.text for line in lines if line.text},
    )
    if form.is_valid():
        with refusals_on(form):
            actions.choose_lines(edition=found, choice=form.choice(), by=person(request), at=now)
            messages.success(request, _("Bewaard. Zo zou de editie eruitzien."))
            return redirect("insight:edition", found.pk)
    context = {"edition": found, "form": form, "shown": shown(found)}
    return render(request, "insight/edit/compose.html", context)


def _show(request: HttpRequest, found: Edition, form: ReturnForm) -> HttpResponse:
    user = person(request)
    waits = found.state == EditionState.OFFERED and user.has_perm(Permission.APPROVE_EDITIONS)
    context = {
        "edition": found,
        "shown": shown(found),
        "form": form if waits else None,
        "is_own": found.made_by == user,
        "is_published": found.state == EditionState.PUBLISHED,
    }
    return render(request, "insight/edit/edition.html", context)
