"""Ruimte in regels: the rules that stood in the way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs
from core.refusals_shown import refusals_on
from teams.actions.rule import change_rule, note_rule
from teams.forms.lesson import RuleForm
from teams.models import Rule
from teams.permissions import Permission
from teams.queries.lessons import rules as all_rules
from teams.queries.lessons import visible_lessons
from teams.views.request import PersonRequest

MOST_LESSONS = 50


@needs(Permission.WORK)
@require_safe
def rules(request: PersonRequest) -> HttpResponse:
    """The list, open questions first."""
    may_add = request.user.has_perm(Permission.CARE_FOR_LESSONS)
    return render(request, "teams/rules.html", {"rules": all_rules(), "may_add": may_add})


@needs(Permission.CARE_FOR_LESSONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Put a rule on the list."""
    form = RuleForm(request.POST if request.method == "POST" else None, initial={"owner": request.user.pk})
    if form.is_valid():
        with refusals_on(form):
            rule = note_rule(facts=form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("De regel staat op de lijst."))
            return redirect("teams:rule", rule.pk)
    return render(request, "teams/rule.html", {"form": form, "rule": None, "lessons": [], "theirs": None})


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: PersonRequest, pk: int) -> HttpResponse:
    """One rule with its lessons; who cares for it, or for lessons, writes down what was tried and what changed."""
    found = get_object_or_404(Rule.objects.select_related("owner"), pk=pk)
    may_write = found.owner == request.user or request.user.has_perm(Permission.CARE_FOR_LESSONS)
    sent = request.POST if may_write and request.method == "POST" else None
    form = RuleForm(sent, initial=RuleForm.initial_of(found))
    theirs: dict[str, object] | None = None
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals_on(form) as refused:
            change_rule(rule=found, version=version, facts=form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("De regel is bijgewerkt."))
            return redirect("teams:rule", pk)
        theirs = refused.theirs
    lessons = visible_lessons(request.user).filter(rule=found).order_by("-learnt_at", "-pk")[:MOST_LESSONS]
    context = {"form": form if may_write else None, "rule": found, "lessons": lessons, "theirs": theirs}
    return render(request, "teams/rule.html", context)
