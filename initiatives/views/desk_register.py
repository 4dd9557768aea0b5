"""Enter an initiative for somebody at the desk or on the telephone, or one that was seen in the city."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.queries import person
from core.access import needs
from core.refusals_shown import refusals_on
from initiatives.actions import registration
from initiatives.forms.desk_register import RegisterForm
from initiatives.models import Initiative
from initiatives.permissions import Permission
from initiatives.queries.related import with_words
from initiatives.views.desk_case import case_url
from initiatives.views.desk_page import desk_page


@needs(Permission.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The form; when cases look like this one they are shown first, once."""
    form = RegisterForm(request.POST or None, user=person(request))
    alike: list[Initiative] = []
    if form.is_valid():
        alike = _alike(request, form)
        if not alike:
            with refusals_on(form):
                return _registered(request, form)
    return desk_page(
        request, "initiatives/desk/register.html", title=_("Voer een initiatief in"), form=form, alike=alike
    )


def _alike(request: HttpRequest, form: RegisterForm) -> list[Initiative]:
    """Cases this person may see that share words with the title, unless they said it is another."""
    if "toch" in request.POST:
        return []
    seen = Initiative.objects.for_desk(person(request)).select_related("wijk")
    return list(with_words(form.cleaned_data["title"], seen).order_by("-pk")[:5])


def _registered(request: HttpRequest, form: RegisterForm) -> HttpResponse:
    case = registration.register(
        intake=form.intake(),
        origin=form.cleaned_data["origin"],
        email=form.cleaned_data["email"],
        contact=form.cleaned_data["contact"],
        by=person(request),
        at=timezone.now(),
    )
    messages.success(
        request, _("Ingevoerd: %(title)s, nummer %(number)s.") % {"title": case.title, "number": case.number}
    )
    if person(request).has_perm(Permission.SEE_CASES, case):
        return redirect(case_url(case.pk))
    return redirect("admin:index")
