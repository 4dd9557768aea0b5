"""Check what was written, prove the mailbox with a code, send it once."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from core.access import public
from core.components import Answer
from core.refusal import Refusal
from core.refusals_shown import refusals_on
from initiatives import sheet
from initiatives.actions import code, submission
from initiatives.forms.submit import CHECK, PAGES, CodeForm, Page, collect, unfinished
from initiatives.models import Draft, Initiative
from initiatives.queries import submit as queries
from initiatives.views import own_draft
from initiatives.views.submit import no_store, own_address, stages


@public
@no_store
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, each to be changed; sending begins here."""
    draft = own_draft.current(request)
    if draft is None:
        return redirect("initiatives:start")
    if draft.initiative:
        return redirect("initiatives:receipt", draft.initiative.number)
    problem = None
    if request.method == "POST":
        try:
            answer = begin_sending(request, draft)
        except Refusal as refusal:
            problem = refusal.message
        else:
            return answer or redirect("initiatives:check")
    user = own_draft.sends_as(request, draft)
    return render(
        request,
        "initiatives/submit/check.html",
        {
            "draft": draft,
            "word": queries.token(draft),
            "groups": groups(draft, user),
            "files": list(draft.files.all()),
            "missing": unfinished(draft.answers, user),
            "stages": stages(CHECK[0]),
            "similar": queries.similar(draft.answers.get("title", "")),
            "problem": problem,
            "needs_code": user is None,
        },
    )


def begin_sending(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    """Send at once when the sender is logged in, else mail a code; None when the draft is not finished."""
    user = own_draft.sends_as(request, draft)
    collected = collect(draft.answers, user, get_language())
    if collected is None:
        return None
    intake, sender = collected
    if user:
        initiative = submission.send(draft=draft, intake=intake, sender=sender, seen=draft.version, at=timezone.now())
        own_draft.forget(request)
        return redirect("initiatives:receipt", initiative.number)
    code.send_code(draft=draft, email=sender.email, asked_from=own_draft.machine(request), at=timezone.now())
    return redirect("initiatives:code")


def groups(draft: Draft, user: Any) -> list[tuple[Page, list[Answer]]]:
    """The answers per page, as people read them, each with the way to change it."""
    town = queries.town_names()
    return [(one, page_answers(one, draft, user, town)) for one in PAGES]


def page_answers(one: Page, draft: Draft, user: Any, town: sheet.TownNames) -> list[Answer]:
    """The answers of one page; a question that must be answered and is not says so."""
    form = one.form.from_answers(draft.answers, user)
    given = {**dict.fromkeys(form.fields, ""), **draft.answers}
    answers = []
    for name in form.fields:
        if name in sheet.QUESTIONS and sheet.applies(name, given):
            empty = gettext("Nog niet ingevuld") if name in form.errors else gettext("Niet ingevuld")
            shown = sheet.readable(name, given[name], town) if given[name] else ""
            address = f"{own_address(one, to_check=True)}#{form[name].auto_id}"
            answers.append(Answer(sheet.QUESTIONS[name], shown or empty, address, sheet.NAMES[name]))
    if user and "name" in form.fields:
        answers.insert(1, Answer(sheet.QUESTIONS["email"], user.email))
    return answers


@public
@no_store
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the code and send; asking for a new code is a button on the same page."""
    draft = own_draft.current(request)
    if draft is None or not (draft.code_hash or draft.initiative):
        return redirect("initiatives:start")
    form = CodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    again = ""
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            initiative = send_with_code(request, draft, form.cleaned_data["code"])
            return log_in_and_show(request, initiative)
    elif request.method == "POST" and "again" in request.POST:
        again = send_again(request, draft)
    return render(
        request,
        "initiatives/submit/code.html",
        {"draft": draft, "word": queries.token(draft), "form": form, "again": again},
    )


def send_with_code(request: HttpRequest, draft: Draft, digits: str) -> Initiative:
    """Send the draft as it stands. Raises CodeRefused, ChangedMeanwhile."""
    intake, sender = collect(draft.answers, None, get_language()) or (None, None)
    return submission.send_with_code(
        draft=draft, intake=intake, sender=sender, digits=digits, seen=draft.version, at=timezone.now()
    )


def send_again(request: HttpRequest, draft: Draft) -> str:
    """Mail a new code; returns what to tell."""
    if draft.initiative:
        return ""
    try:
        code.send_code(draft=draft, email=draft.email, asked_from=own_draft.machine(request), at=timezone.now())
    except Refusal as refusal:
        return str(refusal.message)
    return gettext("Wij hebben een code gestuurd.")


def log_in_and_show(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The code proved the mailbox: log in, with a second factor where the account has one, and show the receipt."""
    address = reverse("initiatives:receipt", args=[initiative.number])
    own_draft.forget(request)
    user = initiative.draft.user
    if user is None or request.user == user:
        return redirect(address)
    record_authentication(request, user, method="code")
    return perform_login(request, Login(user=user, email=user.email, email_verification="none", redirect_url=address))
