"""The agenda for everyone: the list, the calendar to subscribe to, one event."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import appointments
from community.forms.agenda import EARLIER, AgendaFilter, ComeForm
from community.models import Event
from community.queries import agenda as queries
from community.queries.registration import standing_of, token_of
from core import ical
from core.access import public
from core.components import Pages
from core.kept_pages import kept_for_visitors
from core.paging import PAGE, number_in


@public
@kept_for_visitors
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What comes, or what was; narrowed by kind and wijk."""
    at = timezone.now()
    chosen = AgendaFilter(request.GET, kinds=queries.kind_options(), wijken=queries.wijk_options())
    rows = Event.objects.public().filter(**(narrowed := chosen.chosen()))
    earlier = request.GET.get("wanneer") == EARLIER
    found = queries.agenda(rows, number_in(request.GET), earlier=earlier, at=at)
    context = {
        "form": chosen,
        "is_narrowed": bool(narrowed),
        "earlier": earlier,
        "found": found,
        "pages": pages(request, found),
        "coming_url": address(request, without=("wanneer", PAGE)),
        "earlier_url": address(request, without=("wanneer", PAGE), wanneer=EARLIER),
    }
    return render(request, "community/agenda/agenda.html", context)


@public
@kept_for_visitors
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The public events as a calendar to subscribe to."""
    return calendar_file(appointments.feed(queries.fed(timezone.now())), "agenda.ics", ical.Method.PUBLISH)


@public
@kept_for_visitors
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, with the way to register and afterwards the report."""
    at = timezone.now()
    found = get_object_or_404(Event.objects.public().select_related("kind", "wijk", "theme", "series"), slug=slug)
    person = request.user if request.user.is_authenticated else None
    own = standing_of(person, found) if person else None
    context = {
        "page": queries.event_page(found, at),
        "event": found,
        "is_open": found.is_open(at),
        "is_full": queries.is_full(found),
        "is_over": found.is_over(at),
        "form": ComeForm() if person and found.is_open(at) and person.display_name and not own else None,
        "own": own,
        "own_token": token_of(own) if own else "",
    }
    return render(request, "community/agenda/event.html", context)


@public
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a file for a calendar."""
    found = get_object_or_404(Event.objects.public().select_related("kind"), slug=slug)
    method = ical.Method.CANCEL if found.is_cancelled else ical.Method.PUBLISH
    return calendar_file(appointments.download(found), f"{found.slug}.ics", method)


def calendar_file(content: bytes, name: str, method: ical.Method) -> HttpResponse:
    """A file that calendars open."""
    response = HttpResponse(content, content_type=f"{ical.MIME_TYPE}; charset=utf-8; method={method}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def pages(request: HttpRequest, found: queries.Lines) -> Pages:
    """Addresses of the pages before and after, with the same filters."""
    return Pages(
        number=found.number,
        previous_url=address(request, without=(PAGE,), pagina=str(found.number - 1)) if found.number > 1 else "",
        next_url=address(request, without=(PAGE,), pagina=str(found.number + 1)) if found.has_next else "",
    )


def address(request: HttpRequest, *, without: tuple[str, ...], **besides: str) -> str:
    """This page with other values in its address; the first page is not named in it."""
    kept = [(name, value) for name, value in request.GET.items() if value and name not in without]
    more = [(name, value) for name, value in besides.items() if (name, value) != (PAGE, "1")]
    return f"{request.path}?{query}" if (query := urlencode([*kept, *more])) else request.path
