"""What every page of the admin stands on: permission words, a closed list of filters, saves that leave a trace."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path, unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import DataError, models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from core import audit
from core.conflict_form import ConflictForm
from core.permissions import Permission

FILTER_LOOKUPS = frozenset({"exact", "isnull", "isempty", "in", "gte", "gt", "lte", "lt"})
DATE_PARTS = ("year", "month", "day")
LONGEST_VALUE = 200
LARGEST_KEY = 2**63 - 1
NOT_KEPT = "…"


class SafeChangeList(ChangeList):
    """A list whose filter values cannot break the page: nonsense leads back to the unfiltered list."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str | None] | None = None) -> models.QuerySet:
        """The rows of the list; raises IncorrectLookupParameters on values nobody clicked together."""
        if any(len(value) > LONGEST_VALUE or not value.isprintable() for value in self._values()):
            raise IncorrectLookupParameters
        self._check_dates()
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request: HttpRequest) -> None:
        """Count and fetch; what only the database finds out to be nonsense is treated as such."""
        try:
            super().get_results(request)
        except (DataError, ValueError, TypeError, ArithmeticError) as error:
            raise IncorrectLookupParameters from error

    def _values(self) -> Iterable[str]:
        return (value for values in self.filter_params.values() for value in values)

    def _check_dates(self) -> None:
        if not self.date_hierarchy:
            return
        given = [self.params.get(f"{self.date_hierarchy}__{part}") for part in DATE_PARTS]
        try:
            date(*(int(value) if value else default for value, default in zip(given, (2024, 1, 1), strict=True)))
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error


class WordAdmin(admin.ModelAdmin):
    """An admin page opened by permission words, one of which suffices; an empty tuple means nobody.

    Filters are those of `list_filter` and `date_hierarchy` and no other lookups, so that no address can ask for a
    regular expression or look through a relation. Nothing typed in an address fills a form.
    """

    view_words: tuple[str, ...] = ()
    add_words: tuple[str, ...] = ()
    change_words: tuple[str, ...] = ()
    delete_words: tuple[str, ...] = ()
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown in the index to whoever may see a list."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Who may change may see too."""
        return _holds(request, self.view_words, obj) or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Adding has words of its own; inlines pass the parent as `obj`."""
        return _holds(request, self.add_words)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Changing freely, in a form; what goes through buttons asks its own words."""
        return _holds(request, self.change_words, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Deleting is off unless a page names words for it."""
        return _holds(request, self.delete_words, obj)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that nonsense cannot break."""
        return SafeChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the page's own filters produce."""
        if self.date_hierarchy and lookup in _date_lookups(self.date_hierarchy):
            return True
        wanted = self.get_list_filter(request) if request is not None else self.list_filter
        return any(lookup in self._filter_lookups(item) for item in wanted)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing: values from the address would reach the widgets unchecked."""
        return {}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list and its bulk actions; a selection that is no list of keys is a bad request."""
        key = self.model._meta.pk
        try:
            for value in request.POST.getlist("_selected_action"):
                if isinstance(cleaned := key.to_python(value), int) and abs(cleaned) > LARGEST_KEY:
                    raise BadRequest
        except ValidationError as error:
            raise BadRequest from error
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """Nothing: Django's own log would keep names of people outside the rules for erasure. See core.audit."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """Nothing, as with `log_addition`."""

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet) -> None:  # type: ignore[override]
        """Nothing, as with `log_addition`."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit entries of this row, for whoever may see the audit."""
        if not request.user.has_perm(Permission.SEE_AUDIT):
            raise PermissionDenied
        address = reverse(f"{self.admin_site.name}:core_auditentry_changelist")
        asked = urlencode({"subject_type": self.model._meta.label_lower, "subject_id": unquote(object_id)})
        return HttpResponseRedirect(f"{address}?{asked}")

    def _filter_lookups(self, item: Any) -> set[str]:
        if isinstance(item, type) and issubclass(item, admin.SimpleListFilter):
            return {str(item.parameter_name)}
        path = item[0] if isinstance(item, list | tuple) else item
        field = get_fields_from_path(self.model, path)[-1]
        stems = {path}
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            stems |= {f"{path}__{field.target_field.name}", f"{path}__pk"}
        return stems | {f"{stem}{LOOKUP_SEP}{lookup}" for stem in stems for lookup in FILTER_LOOKUPS}


class MasterDataAdmin(WordAdmin):
    """A page for data that staff keep themselves. Every save and deletion goes into the audit, with what it was.

    Values of fields that `class Privacy` calls personal are not written there, only that they changed. Whoever saves
    second is told what the first made of it (`ConflictForm`).
    """

    form = ConflictForm

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Who may change may add, unless adding has words of its own."""
        return _holds(request, self.add_words or self.change_words)

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """The fields, with the fingerprint of a row that may be changed hidden among the first."""
        fieldsets = super().get_fieldsets(request, obj)
        if "seen" in flatten_fieldsets(fieldsets) or not issubclass(self.form, ConflictForm):
            return fieldsets
        (title, options), *others = fieldsets
        hidden = ["seen"] if obj is not None and self.has_change_permission(request, obj) else []
        return [(title, {**options, "fields": [*options["fields"], *hidden]}), *others]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """A choice of rows without the library's buttons to change those rows in a window of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs below the row, then record what changed in the row and below it."""
        super().save_related(request, form, formsets, change)
        _record_form(request, form, "changed" if change else "added")
        for formset in formsets:
            added = {id(row) for row in formset.new_objects}
            for row_form in formset.forms:
                if row_form.has_changed() and row_form not in formset.deleted_forms:
                    _record_form(request, row_form, "added" if id(row_form.instance) in added else "changed")
            for row in formset.deleted_objects:
                _record_deletion(request, row)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Delete one row and record what it was."""
        _record_deletion(request, obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Delete the chosen rows and record what they were."""
        for row in queryset:
            _record_deletion(request, row)
        super().delete_queryset(request, queryset)


def _holds(request: HttpRequest, words: tuple[str, ...], subject: models.Model | None = None) -> bool:
    return any(request.user.has_perm(word, subject) for word in words)


def _date_lookups(field: str) -> set[str]:
    return {f"{field}{LOOKUP_SEP}{part}" for part in (*DATE_PARTS, "gte", "lt")}


def _record_form(request: HttpRequest, form: BaseModelForm, deed: str) -> None:
    row = form.instance
    names = [name for name in form.changed_data if name in form.cleaned_data and name != "seen"]
    before = {name: _plain(row, name, form.initial.get(name)) for name in names} if deed == "changed" else {}
    after = {name: _plain(row, name, form.cleaned_data[name]) for name in names}
    if names or deed == "added":
        _record(request, row, deed, before, after)


def _record_deletion(request: HttpRequest, row: models.Model) -> None:
    fields = [field.attname for field in row._meta.concrete_fields]
    _record(request, row, "deleted", {name: _plain(row, name, getattr(row, name)) for name in fields}, {})


def _record(request: HttpRequest, row: models.Model, deed: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    by = request.user if isinstance(request.user, models.Model) else None
    verb = f"{row._meta.model_name}.{deed}"
    audit.record(verb=verb, subject=row, by=by, at=timezone.now(), before=before, after=after)


def _plain(row: models.Model, name: str, value: Any) -> Any:
    """A value as the audit keeps it; personal ones are not kept."""
    personal = getattr(getattr(row, "Privacy", None), "personal", {})
    if name in personal or name.removesuffix("_id") in personal:
        return NOT_KEPT
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set | models.QuerySet):
        return sorted(str(item.pk if isinstance(item, models.Model) else item) for item in value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)
