"""Keep a filter of the case list, and throw it away."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.queries import person
from core.access import needs
from core.refusals_shown import refusals_told
from initiatives.actions.saved_filter import drop_filter, keep_filter
from initiatives.forms.desk_bulk import FilterForm
from initiatives.models import SavedFilter
from initiatives.permissions import Permission

FILTERS = ("staat", "belofte", "gids", "positie", "wijk", "thema", "label", "q")
LONGEST_QUERY = 500
LONGEST_VALUE = 100


def known_part(query: str) -> str:
    """The conditions of the list in a query string, in a fixed order; everything else falls away."""
    asked = dict(parse_qsl(query[: 4 * LONGEST_QUERY]))
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        value = asked.get(name, "")
        if value and len(value) <= LONGEST_VALUE and value.isprintable():
            kept[name] = value
    return kept.urlencode()[:LONGEST_QUERY]


@needs(Permission.SEE_CASES)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filter that stands in the list."""
    query = known_part(request.POST.get("query", ""))
    form = FilterForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            keep_filter(query=query, by=person(request), at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Filter bewaard. Het staat nu boven de lijst en op de werkbank."))
    else:
        messages.error(request, _("Geef het filter een naam van ten hoogste 60 tekens."))
    return redirect(f"{reverse('admin:initiatives_initiative_changelist')}?{query}")


@needs(Permission.SEE_CASES)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one's own filter away."""
    saved = get_object_or_404(SavedFilter, pk=pk, owner=person(request))
    drop_filter(saved=saved, by=person(request), at=timezone.now())
    messages.success(request, _("Filter weggegooid."))
    return redirect("admin:initiatives_initiative_changelist")
