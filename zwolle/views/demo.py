"""The demonstration: log in as one of the invented people with one click, and read every mail the portal sent.

In demo mode only; a system check refuses demo mode on a public host (zwolle.checks).
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from accounts.models import RoleGrant, User
from core.access import View, public
from core.components import Pages
from core.models import OutgoingMail
from initiatives.models import Member

MOST_RESIDENTS = 60
MAILS_A_PAGE = 20


def in_demo_only(view: View) -> View:
    """Outside the demonstration there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def by_role() -> Iterator[tuple[Role, list[User]]]:
    """The people who work for the municipality, in the order of the roles."""
    grants = RoleGrant.objects.filter(withdrawn_at=None, user__is_active=True).select_related("user")
    rows = list(grants.order_by("user__display_name"))
    for role in Role:
        people = list(dict.fromkeys(grant.user for grant in rows if grant.role == role))  # one may hold it twice
        if people:
            yield role, people


def residents() -> QuerySet[User]:
    """People without a role, with their initiatives; the first so many."""
    cases = Member.objects.filter(left_at=None).select_related("initiative").order_by("pk")
    staff = RoleGrant.objects.filter(withdrawn_at=None).values("user")
    people = User.objects.filter(is_active=True, erased_at=None).exclude(pk__in=staff)
    return people.prefetch_related(Prefetch("memberships", cases)).order_by("display_name", "pk")[:MOST_RESIDENTS]


@public
@in_demo_only
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who there is; a press on a name logs in as that person."""
    if request.method == "POST":
        return become(request)
    return render(request, "demo/people.html", {"by_role": list(by_role()), "residents": residents()})


def become(request: HttpRequest) -> HttpResponse:
    """Log in as the person who was chosen."""
    key = request.POST.get("person", "")
    user = get_object_or_404(User, pk=key if key.isdecimal() and len(key) < 10 else 0, is_active=True)
    logout(request, show_message=False)
    adapter = get_adapter()
    adapter.login(request, user)
    record_authentication(request, user, method="demo")
    return redirect(adapter.get_login_redirect_url(request))


@public
@in_demo_only
@require_http_methods(["GET"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail, the newest first; of one address when that is asked."""
    address = request.GET.get("aan", "")
    mails = OutgoingMail.objects.filter(to=address) if address else OutgoingMail.objects.all()
    page = Paginator(mails.order_by("-pk"), MAILS_A_PAGE).get_page(request.GET.get("pagina"))
    pages = Pages(
        page.number,
        turn(address, page.number - 1) if page.has_previous() else "",
        turn(address, page.number + 1) if page.has_next() else "",
    )
    return render(request, "demo/mailbox.html", {"mails": page.object_list, "pages": pages, "address": address})


def turn(address: str, number: int) -> str:
    """The query of another page of the mailbox."""
    return f"?{urlencode({'aan': address, 'pagina': str(number)})}"


@public
@in_demo_only
@require_http_methods(["GET"])
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as plain text."""
    return render(request, "demo/mail.html", {"mail": get_object_or_404(OutgoingMail, pk=pk)})
