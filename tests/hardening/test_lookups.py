"""No list of the desk answers a question that its own filters do not ask: not about secrets, not by pattern."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import CharField, ForeignKey, TextField
from django.test import Client

from accounts.models import User
from core.admin_words import WordAdmin
from tests.house.urls import opened_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def questions(page: ModelAdmin) -> Iterator[str]:
    """Lookups that would tell a secret letter by letter, or keep the database busy."""
    for field in page.model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is User:
            yield from (f"{field.name}__password__startswith", f"{field.name}__email__contains")
        elif isinstance(field, CharField | TextField):
            yield from (f"{field.name}__regex", f"{field.name}__iregex", f"{field.name}__startswith")


def answered(client: Client, person: User, page: ModelAdmin) -> list[str]:
    """The questions to which a list gives an answer."""
    client.force_login(person)
    start = f"/beheer/{page.model._meta.app_label}/{page.model._meta.model_name}/"
    asked = ((question, client.get(start, {question: "^a"}).status_code) for question in questions(page))
    return [f"{page.model._meta.label} {question}" for question, status in asked if status != 400]


def pages() -> list[ModelAdmin]:
    """The lists that anybody may see."""
    return [page for page in admin.site._registry.values() if opened_by(page, "view")]


def test_no_list_answers_what_its_filters_do_not_ask(client: Client, guide: User, administrator: User) -> None:
    given = []
    for page in pages():
        words = set(opened_by(page, "view").split(", "))
        person = guide if any(guide.has_perm(word) for word in words) else administrator
        if any(person.has_perm(word) for word in words):
            given += answered(client, person, page)
    assert given == []


def test_the_stock_admin_would_have_answered(client: Client, guide: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(WordAdmin, "lookup_allowed", lambda page, lookup, value, request=None: True)
    page = next(page for page in pages() if page.model._meta.label == "teams.Session")
    assert "teams.Session logged_by__password__startswith" in answered(client, guide, page)
