"""Fields that no form asked for change nothing, whoever sends them."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import BooleanField, Field, Model
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from community.actions.event_kinds import load_event_kinds
from community.actions.hub_defaults import load_hubs
from initiatives.models import Label, StandardText
from teams.models import Profile
from tests.house.source import Module, product_modules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
# What can be typed in the admin. Every other page of it only shows, and a case changes through its buttons.
TYPED = {
    "city.Department": ["name", "slug"],
    "city.Expertise": ["name", "slug", "themes"],
    "city.Goal": ["active", "code", "kind", "name", "name_en", "text", "text_en", "wijken"],
    "city.Holiday": ["day", "kind", "name"],
    "city.Stadsdeel": ["name", "slug"],
    "city.Theme": ["name", "name_en", "position", "slug"],
    "city.Wijk": ["map_x", "map_y", "name", "resident_names", "stadsdeel"],
    "community.Hub": [
        *(
            "active",
            "does",
            "does_en",
            "email",
            "name",
            "phone",
            "referral_email",
            "themes",
            "website",
            "wijken",
        ),
    ],
    "community.ReferralTerm": ["link_days", "remind_days", "tell_days", "valid_from"],
    "community.EventKind": ["active", "name", "name_en", "position"],
    "community.ChallengeClause": ["can_object", "text", "valid_from", "weeks"],
    "community.ChallengeCriterion": ["active", "explanation", "name", "position"],
    "community.ChallengeTerm": ["kind", "source", "valid_from", "weeks"],
    "core.RetentionTerm": ["days", "kind", "source", "valid_from"],
    "initiatives.Label": ["name"],
    "initiatives.PromiseTerm": ["escalate_days", "kind", "valid_from", "warn_days", "working_days"],
    "initiatives.ProspectCriterion": ["active", "explanation", "name"],
    "initiatives.StandardText": ["active", "name", "step", "text"],
    "teams.Profile": [
        "absent_from",
        "absent_until",
        "department",
        "expertise",
        "hours_a_week",
        "job",
        "stand_in",
        "wijken",
    ],
    "teams.RoomTerm": ["hours", "kind", "valid_from"],
}


def editable_pages() -> dict[str, ModelAdmin]:
    """The pages of the admin with a form, by model."""
    pages = admin.site._registry.items()
    return {model._meta.label: page for model, page in pages if getattr(page, "change_words", ())}


def asked_by(user: User) -> HttpRequest:
    """A request of this person."""
    request = HttpRequest()
    request.user = user  # type: ignore[assignment]
    return request


@pytest.fixture
def editor(administrator: User, guide: User) -> dict[str, User]:
    """Who may change the rows of a model."""
    pages = editable_pages().items()
    return {
        label: next(user for user in (administrator, guide) if page.has_change_permission(asked_by(user)))
        for label, page in pages
    }


@pytest.fixture
def rows(editor: dict[str, User]) -> dict[str, Model]:
    """A row of every model that can be changed freely."""
    load_event_kinds()
    load_hubs()
    Label.objects.create(name="Groen")
    StandardText.objects.create(name="Welkom", text="Dag", step=StandardText.Step.values[0])
    return {label: page.model._base_manager.order_by("pk").first() for label, page in editable_pages().items()}


def sent(form: forms.BaseForm) -> dict[str, Any]:
    """What a browser sends when nobody changes anything."""
    values = {name: form[name].value() for name in form.fields}
    keys = {
        name: [str(getattr(each, "pk", each)) for each in value]
        for name, value in values.items()
        if isinstance(value, list) and hasattr(form.fields[name], "queryset")
    }
    return {name: value for name, value in {**values, **keys}.items() if value is not None and value is not False}


def alien(field: Field, row: Model) -> str:
    """A value this column does not have now."""
    now = field.value_from_object(row)
    if isinstance(field, BooleanField):
        return "" if now else "on"
    return "77" if isinstance(now, int) else "2001-01-01"


def unasked(row: Model, form: forms.BaseForm) -> dict[str, Any]:
    """The values of a row that its form does not ask for, as they stand in the database."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    return {
        each.name: each.value_from_object(fresh) for each in row._meta.concrete_fields if each.name not in form.fields
    }


def reached(client: Client, row: Model) -> dict[str, Any]:
    """What changes in a row besides what its form asks for, when everything is sent along."""
    address = f"/beheer/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    shown = client.get(address).context
    form = shown["adminform"].form
    below = [each.formset.prefix for each in shown["inline_admin_formsets"]]
    nothing_below = {f"{prefix}-{name}_FORMS": "0" for prefix in below for name in ("TOTAL", "INITIAL")}
    before = unasked(row, form)
    hidden = [field for field in row._meta.concrete_fields if field.name in before]
    extra = {name: alien(field, row) for field in hidden for name in (field.name, field.attname)}
    answer = client.post(address, {**sent(form), **nothing_below, **extra, "is_staff": "on"})
    assert answer.status_code == 302, (address, answer.context["adminform"].form.errors)
    after = unasked(row, form)
    return {name: value for name, value in after.items() if value != before[name]}


def typed(user: User, row: Model) -> list[str]:
    """The fields that the form of this row asks of this person."""
    form = admin.site._registry[type(row)].get_form(asked_by(user), row)
    return sorted(set(form.base_fields) - {"seen"})


def test_the_admin_asks_for_these_fields_and_no_other(editor: dict[str, User], rows: dict[str, Model]) -> None:
    assert {label: typed(editor[label], row) for label, row in rows.items()} == TYPED


def test_one_field_more_is_seen(editor: dict[str, User], rows: dict[str, Model], monkeypatch) -> None:
    """The negative control."""
    page = admin.site._registry[Profile]
    monkeypatch.setattr(page, "get_readonly_fields", lambda *_given: [])
    assert typed(editor["teams.Profile"], rows["teams.Profile"]) == sorted(["user", *TYPED["teams.Profile"]])


def test_a_row_keeps_what_its_form_does_not_ask(
    client: Client, editor: dict[str, User], rows: dict[str, Model]
) -> None:
    for label, row in rows.items():
        client.force_login(editor[label])
        assert (label, reached(client, row)) == (label, {})


def trusting(page: ModelAdmin, request: HttpRequest, form: forms.ModelForm, change: bool) -> Model:
    """What takes a value because it has the name of a column."""
    row = form.save(commit=False)
    row.boundary = request.POST["boundary"]
    return row


def test_a_page_that_takes_what_is_sent_is_seen(
    client: Client, editor: dict[str, User], rows: dict[str, Model], monkeypatch
) -> None:
    """The negative control."""
    monkeypatch.setattr(ModelAdmin, "save_form", trusting)
    client.force_login(editor["city.Wijk"])
    assert reached(client, rows["city.Wijk"]) == {"boundary": "2001-01-01"}


def model_forms(module: Module) -> Iterator[str]:
    """Classes that make their fields from a model by themselves."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and any("ModelForm" in ast.unparse(base) for base in node.bases):
            yield f"{module.path} {node.name}"


def test_outside_the_admin_no_form_is_made_of_a_model() -> None:
    found = [name for module in product_modules() for name in model_forms(module)]
    assert found == ["core/conflict_form.py ConflictForm"]
