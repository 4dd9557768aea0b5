"""The yardstick: a Django view without middleware, one indexed query of 20 rows and a template of 30 KB."""

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from initiatives.models import Initiative

ROWS = 20
TEMPLATE = Engine(dirs=[str(Path(__file__).parent / "templates")]).get_template("bench/bare.html")


def bare(request: HttpRequest) -> HttpResponse:
    """Twenty rows by the primary key, in a page of 30 KB."""
    rows = Initiative.objects.order_by("-pk").values("number", "title", "submitted_at")[:ROWS]
    return HttpResponse(TEMPLATE.render(Context({"rows": rows})))


def only_this(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The one middleware: it makes the view above the only page there is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.bare"
        return get_response(request)

    return middleware


urlpatterns = [path("", bare)]
