"""The town as it is loaded can be kept at the desk: no row of it is refused by its own form."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from city.models import Goal


@pytest.mark.django_db
def test_every_row_that_is_loaded_passes_its_own_validation(town):
    refused = {}
    for model in admin.site._registry:
        for row in model._base_manager.all():
            try:
                row.full_clean(exclude=["password"])
            except ValidationError as error:
                refused[str(row)] = error.message_dict
    assert refused == {}


@pytest.mark.parametrize(("code", "fits"), [("7.1.1", True), ("wijk-3", True), ("7 1", False), ("7/1", False)])
@pytest.mark.django_db
def test_the_code_of_a_goal_is_a_number_of_the_budget_or_a_word(code, fits):
    form = modelform_factory(Goal, fields=["code", "name"])({"code": code, "name": "Doel"})
    assert form.is_valid() is fits
