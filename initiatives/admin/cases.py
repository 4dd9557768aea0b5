"""The case list, and the way to the case page. Nothing here edits a case: buttons lead to views that call actions."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import PAGE_VAR
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from core import search
from core.admin_words import SafeChangeList, WordAdmin
from core.components import Pages
from initiatives.admin.filters import CASE_FILTERS, StateFilter
from initiatives.forms.desk_bulk import FilterForm
from initiatives.models import Initiative
from initiatives.permissions import Permission
from initiatives.queries import desk, queue
from initiatives.views import desk_bulk, desk_case, desk_export, desk_filters, desk_step, desk_versions

MOST_COUNTED = 1_000
LONGEST_NUMBER = 20


class CappedPaginator(Paginator):
    """Counts to just over a thousand: nobody pages further, they filter."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, or one more than a thousand."""
        return cast(QuerySet, self.object_list).order_by().values("pk")[: MOST_COUNTED + 1].count()


class CaseList(SafeChangeList):
    """The list of cases, with the rows as the desk shows them."""

    def get_results(self, request: HttpRequest) -> None:
        """Fetch a page and what the rows need besides."""
        super().get_results(request)
        self.rows = queue.rows(self.result_list, queue.today(timezone.now()))
        self.headers = [header for header in result_headers(self) if header["sortable"]]
        self.saved = desk.saved_filters(person(request))
        self.filter_form = FilterForm()
        self.may_export = person(request).has_perm(Permission.EXPORT)
        self.pages = Pages(
            number=self.page_num,
            previous_url=self._page_url(self.page_num - 1) if self.page_num > 1 else "",
            next_url=self._page_url(self.page_num + 1) if self.page_num < self.paginator.num_pages else "",
        )

    def _page_url(self, number: int) -> str:
        return self.get_query_string({PAGE_VAR: number})


@admin.register(Initiative)
class InitiativeAdmin(WordAdmin):
    """Cases: filtered, searched and opened; changed only through actions."""

    view_words = (Permission.SEE_CASES,)
    list_display = ["initiative", "waits", "due", "guide"]
    list_display_links = None
    list_filter = CASE_FILTERS
    list_select_related = ["wijk", "theme", "owner"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    search_fields = ["title"]
    search_help_text = _("Zoek op woorden uit de tekst, of op nummer.")
    actions = ["assign", "hang_label", "publish"]
    change_list_template = "initiatives/desk/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        """Only cases this person may see, with the dates the list shows."""
        cases = Initiative.objects.for_desk(person(request)).prefetch_related("labels")
        return queue.with_dates(cases, queue.today(timezone.now()))

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Open cases by oldest promise, everything else by newest: thousands of closed cases have no promise."""
        if request.GET.get(StateFilter.parameter_name):
            return ("-submitted_at", "-pk")
        return (F("due_on").asc(nulls_last=True), "submitted_at", "pk")

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[CaseList]:
        """Our own list."""
        return CaseList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Initiative], search_term: str
    ) -> tuple[QuerySet[Initiative], bool]:
        """Words as residents type them, or a number."""
        asked = search_term.strip()
        if not asked:
            return queryset, False
        by_number = Q(number__iexact=asked[:LONGEST_NUMBER])
        if not search.terms(asked):
            return queryset.filter(by_number), False
        by_words = search.matching(Initiative.objects.all(), asked).values("pk")
        by_organisation = Q(organisation__icontains=asked)  # staff read it too where it is not shown to everyone
        return queryset.filter(by_number | by_organisation | Q(pk__in=by_words)), False

    @admin.display(description=_("initiatief"), ordering="title")
    def initiative(self, case: Initiative) -> str:
        """For sorting; the row shows more."""
        return case.title

    @admin.display(description=_("wacht"), ordering="changed_at")
    def waits(self, case: Initiative) -> str:
        """For sorting."""
        return case.ball

    @admin.display(description=_("volgende stap"), ordering="due_on")
    def due(self, case: Initiative) -> str:
        """For sorting."""
        return case.ball

    @admin.display(description=_("gids"), ordering="owner__display_name")
    def guide(self, case: Initiative) -> str:
        """For sorting."""
        return str(case.owner)

    def has_triage_permission(self, request: HttpRequest) -> bool:
        """Who may take up, assign and label."""
        return person(request).has_perm(Permission.TRIAGE)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may publish."""
        return person(request).has_perm(Permission.PUBLISH)

    @admin.action(description=_("Aan een gids geven"), permissions=["triage"])
    def assign(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> HttpResponse:
        """Choose a guide for the marked cases, then see what will happen."""
        return desk_bulk.begin(request, "gids", queryset)

    @admin.action(description=_("Label ophangen"), permissions=["triage"])
    def hang_label(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> HttpResponse:
        """Choose a label for the marked cases."""
        return desk_bulk.begin(request, "label", queryset)

    @admin.action(description=_("Openbaar maken"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> HttpResponse:
        """See which of the marked cases can become public."""
        return desk_bulk.begin(request, "openbaar", queryset)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The case page, with the step that comes first."""
        return cast(HttpResponse, desk_case.show(request, object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who saw and changed what in this case."""
        return cast(HttpResponse, desk_case.trail(request, object_id))

    def get_urls(self) -> list[URLPattern]:
        """The pages of a case and of the list, before the admin's own."""

        def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"initiatives_initiative_{name}")

        return [
            page("samen/<slug:what>/", desk_bulk.carry_out, "bulk"),
            page("uitvoer/<slug:form>/", desk_export.export, "export"),
            page("filter/bewaren/", desk_filters.keep, "keep_filter"),
            page("filter/<int:pk>/weg/", desk_filters.drop, "drop_filter"),
            page("<int:pk>/doe/<slug:key>/", desk_step.take, "step"),
            page("<int:pk>/versies/", desk_versions.compare, "versions"),
            *super().get_urls(),
        ]
