"""Colleagues and their roles, at the desk. Every change goes through an action and asks to be confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actions import roles
from accounts.actions.arrival import add_colleague
from accounts.forms.desk import ColleagueForm, GrantForm
from accounts.models import RoleGrant, User
from accounts.permissions import Permission
from accounts.queries import person as me
from core.access import needs
from core.refusals_shown import refusals_on
from core.roles import scope_choices


@dataclass(frozen=True)
class Deed:
    """Something that can be done to an account besides giving roles: what it is called, what it means, what does it."""

    name: LazyText
    meaning: LazyText
    done: LazyText
    act: Callable[..., Any]


DEEDS = {
    "sluiten": Deed(
        _("Account sluiten"),
        _("Deze persoon kan niet meer inloggen. Lopende bezoeken stoppen meteen. De rollen blijven staan."),
        _("Het account is gesloten."),
        roles.close_account,
    ),
    "openen": Deed(
        _("Account openen"),
        _("Deze persoon kan weer inloggen, met de rollen die er nog zijn."),
        _("Het account is weer open."),
        roles.reopen_account,
    ),
    "tweede-stap-wissen": Deed(
        _("Tweede stap wissen"),
        _("Voor een collega die zijn telefoon of sleutel kwijt is. Controleer eerst of u echt deze collega spreekt."),
        _("De tweede stap is gewist."),
        roles.reset_second_factor,
    ),
}


def page(request: HttpRequest, template: str, title: str | LazyText, **facts: Any) -> HttpResponse:
    """A page of the desk."""
    context = {**admin.site.each_context(request), "title": title, "subtitle": "", **facts}
    context["may_grant"] = request.user.has_perm(Permission.GRANT_ROLES)
    return render(request, f"accounts/desk/{template}.html", context)


@needs(Permission.SEE_PEOPLE)
@require_http_methods(["GET"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's account: who it is, which roles, what can be done."""
    user = get_object_or_404(User, pk=pk)
    grants = list(user.role_grants.select_related("granted_by", "withdrawn_by"))
    places = dict(scope_choices())
    rows = [(grant, places.get(grant.scope, grant.scope)) for grant in grants]
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    return page(request, "person", str(user), person=user, rows=rows, factors=factors)


@needs(Permission.GRANT_ROLES)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make an account for a colleague, then give a role."""
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            user = add_colleague(**form.cleaned_data, by=me(request), at=timezone.now())
            messages.success(request, _("Het account is gemaakt. Geef nu een rol."))
            return redirect("admin:accounts_user_grant", user.pk)
    return page(request, "form", _("Collega toevoegen"), form=form, go=_("Account maken"), person=None)


@needs(Permission.GRANT_ROLES)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role."""
    user = get_object_or_404(User, pk=pk)
    form = GrantForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            roles.grant_role(user=user, **form.cleaned_data, by=me(request), at=timezone.now())
            messages.success(request, _("De rol is gegeven. Deze persoon krijgt een e-mail."))
            return redirect("admin:accounts_user_change", user.pk)
    return page(request, "form", _("Rol geven"), form=form, go=_("Rol geven"), person=user)


@needs(Permission.GRANT_ROLES)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role back."""
    held = get_object_or_404(RoleGrant.objects.select_related("user"), pk=grant, user_id=pk, withdrawn_at=None)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            roles.withdraw_role(grant=held, by=me(request), at=timezone.now())
            messages.success(request, _("De rol is ingetrokken. Deze persoon krijgt een e-mail."))
            return redirect("admin:accounts_user_change", pk)
    meaning = _("Deze persoon kan vanaf de volgende klik niets meer met deze rol.")
    title = _("Rol intrekken: %(role)s") % {"role": held.get_role_display()}
    return page(request, "confirm", title, form=form, person=held.user, meaning=meaning, go=_("Rol intrekken"))


@needs(Permission.GRANT_ROLES)
@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Close or open an account, or forget its second factor."""
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    user = get_object_or_404(User, pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            deed.act(user=user, by=me(request), at=timezone.now())
            messages.success(request, str(deed.done))
            return redirect("admin:accounts_user_change", pk)
    return page(request, "confirm", deed.name, form=form, person=user, meaning=deed.meaning, go=deed.name)
