"""One search over everything everyone may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.components import Pages
from core.kept_pages import kept_for_visitors
from insight.forms.open import MOST_PAGES, SearchForm
from insight.queries.search import PAGE_SIZE, Found, found


@everyone
@kept_for_visitors
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind with how many; the pages of one kind when it was chosen."""
    form = SearchForm(request.GET)
    results = found(form.words, kind=form.kind, page=form.page, today=localdate())
    chosen = next((each for each in results if each.kind == form.kind), None)
    context = {
        "form": form,
        "kinds": [(each, form.query(kind=each.kind)) for each in results if each.count],
        "groups": [each for each in results if each.hits],
        "total": sum(each.count for each in results),
        "is_capped": any(each.is_capped for each in results),
        "everything": form.query(),
        "pages": _pages(form, chosen) if chosen else None,
    }
    return render(request, "insight/open/search.html", context)


def _pages(form: SearchForm, chosen: Found) -> Pages:
    number, kind = form.page, chosen.kind.value
    following = number < MOST_PAGES and chosen.count > number * PAGE_SIZE
    return Pages(
        number=number,
        previous_url=form.query(kind=kind, page=number - 1) if number > 1 else "",
        next_url=form.query(kind=kind, page=number + 1) if following else "",
    )
