"""The list of applications, one application, and the letters that go by post."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from core.access import needs
from core.components import Pages
from core.refusals_shown import refusals_told
from stimulus_fund.actions.letters import post_letter
from stimulus_fund.acts import Act
from stimulus_fund.enums import Post, State
from stimulus_fund.forms.list import ListForm
from stimulus_fund.models import Application, Letter, Report
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import desk as queries
from stimulus_fund.queries.assessing import advices, own_assessment, percentage, side_by_side
from stimulus_fund.queries.gaps import differences, gaps
from stimulus_fund.queries.own import budget_of, lines_of
from stimulus_fund.queries.shown import everything
from stimulus_fund.views.desk import desk_application, shown
from stimulus_fund.views.own import PersonRequest
from stimulus_fund.views.sent import as_pdf


@needs(Permission.SEE_FUND)
@require_safe
def applications(request: PersonRequest) -> HttpResponse:
    """What waits for a decision, due first; or what was decided."""
    form = ListForm(request.GET, user=request.user)
    page = form.page()
    rows = queries.applications(request.user, form.choice(), page)
    pages = Pages(
        number=page,
        previous_url=form.url(page - 1) if page > 1 else "",
        next_url=form.url(page + 1) if len(rows) > queries.PAGE else "",
    )
    context = {
        "form": form,
        "rows": rows[: queries.PAGE],
        "pages": pages,
        "today": timezone.localdate(),
        "may_handle": request.user.has_perm(Permission.HANDLE),
        "may_report_outages": request.user.has_perm(Permission.REPORT_OUTAGES),
        "may_edit_law": request.user.has_perm(Permission.EDIT_LAW),
        "may_edit": request.user.has_perm(Permission.EDIT_SCHEMES),
        "may_pay": request.user.has_perm(Permission.PAY),
    }
    return render(request, "fund/staff/applications.html", context)


@needs(Permission.SEE_FUND)
@require_safe
def application(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything about one application, and what this person can do with it now."""
    found = desk_application(request, pk)
    rules, lines = found.ruleset, lines_of(found)
    stored = list(found.files.select_related("required"))
    handed_in = advices(found)
    acts = queries.acts_for(found, request.user)
    criteria = list(rules.criteria.all()) if rules else []
    context = shown(found, timezone.localdate()) | {
        "parts": everything(found, lines),
        "files": stored,
        "gaps": gaps(found, rules, lines, stored) if found.is_undecided else [],
        "differences": misfits(found) if found.is_undecided else [],
        "acts": [act for act in acts if act != Act.DECLARE],
        "may_declare": Act.DECLARE in acts,
        "advices": handed_in,
        "side_by_side": side_by_side(criteria, handed_in),
        "percentage": percentage(handed_in),
        "change": found.changes.filter(answer="").first() if found.state == State.GRANTED else None,
        "report": Report.objects.filter(application=found).first(),
        "disputes": found.disputes.select_related("handler"),
        "may_handle": request.user.has_perm(Permission.HANDLE, found),
        "own": own_assessment(found, request.user),
        "interests": found.interests.select_related("person"),
        "is_interested": any(one.person_id == request.user.pk for one in found.interests.all()),
    }
    return render(request, "fund/staff/application.html", context)


def misfits(application: Application) -> list[str]:
    """Where it does not fit the rules it was sent under, judged on the day it was received."""
    rules, received = application.ruleset, application.received_at
    if rules is None or received is None:
        return []
    return differences(application, rules, budget_of(application, rules), timezone.localdate(received))


@needs(Permission.SEE_FUND)
@require_safe
def file(request: PersonRequest, pk: int, number: int) -> FileResponse:
    """A document or photo of an application."""
    found = get_object_or_404(desk_application(request, pk).files.all(), pk=number)
    return files.send(found.file, name=found.name, content_type=found.content_type)


@needs(Permission.HANDLE)
@require_safe
def post(request: PersonRequest) -> HttpResponse:
    """Letters that must go by post, because the applicant did not choose to have them electronically."""
    return render(request, "fund/staff/post.html", {"letters": list(queries.letters_to_post(request.user)[:100])})


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest, pk: int) -> HttpResponse:
    """A letter as it was sent, to read and to print; a button says that it went by post."""
    found = get_object_or_404(letters_of(request), pk=pk)
    if request.method == "POST":
        with refusals_told(request):
            post_letter(letter=found, by=request.user, at=timezone.now())
            messages.success(request, _("De brief staat als gepost."))
        return redirect("fund_staff:post")
    waits = found.post == Post.PAPER and not found.posted_at and request.user.has_perm(Permission.HANDLE)
    context = {"letter": found, "waits": waits, "pdf_url": reverse("fund_staff:letter_pdf", args=[pk])}
    return render(request, "fund/staff/letter.html", context)


@needs(Permission.SEE_FUND)
@require_safe
def letter_pdf(request: PersonRequest, pk: int) -> FileResponse:
    """The same as tagged PDF for the archive, until its text was destroyed."""
    return as_pdf(get_object_or_404(letters_of(request).filter(wiped_at=None), pk=pk))


def letters_of(request: PersonRequest) -> QuerySet[Letter]:
    """Letters about applications this person may open."""
    mine = queries.one(request.user).values("pk")
    return Letter.objects.select_related("application__initiative").filter(application__in=mine)
