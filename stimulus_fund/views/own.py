"""What the pages of an applicant share: whose application it is, and the request of somebody who is logged in."""

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.seen import mark
from stimulus_fund.models import Application
from stimulus_fund.queries import own as queries
from stimulus_fund.queries.term import asked_parts
from stimulus_fund.questions import Part


class PersonRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


def own_application(request: PersonRequest, pk: int) -> Application:
    """The application, if this person is on its initiative's side now; else 404."""
    return get_object_or_404(queries.own(request.user), pk=pk)


def own_draft(request: PersonRequest, pk: int) -> Application:
    """The same, while it is a draft; else 404."""
    return get_object_or_404(queries.own(request.user).filter(state="draft"), pk=pk)


def own_writable(request: PersonRequest, pk: int, part: Part) -> Application:
    """The application while this part of it can be written: a draft, or what is asked for again; else 404."""
    found = own_application(request, pk)
    if not found.is_draft and part not in asked_parts(found):
        raise Http404
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, however little; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def browser(request: HttpRequest) -> str:
    """A mark of where somebody is logged in, which tells nothing of the session itself."""
    return mark("browser", request.session.session_key)
