"""Every model says what of it is personal, what everyone may read, and how long it is kept."""

import pytest
from django.apps import apps
from django.db import models

from tests.house.source import APPS

OURS = [model for model in apps.get_models() if model._meta.app_label in APPS]


def privacy_faults(model: type[models.Model]) -> list[str]:
    """What is missing or wrong in a model's declaration of personal data."""
    declared = vars(model).get("Privacy")
    if declared is None:
        return [f"{model.__name__} has no class Privacy"]
    missing = {"personal", "open", "retention"} - set(vars(declared))
    if missing:
        return [f"{model.__name__}.Privacy lacks {', '.join(sorted(missing))}"]
    fields = {field.name for field in model._meta.get_fields()}
    personal, free, chosen = set(declared.personal), set(declared.open), set(getattr(declared, "by_choice", ()))
    return [
        *(f"{model.__name__}.Privacy names {name}, which is no field" for name in (personal | free | chosen) - fields),
        *(f"{model.__name__}.{name} is open, and open by choice" for name in chosen & free),
        *(f"{model.__name__}.{name} is both personal and open" for name in personal & free),
    ]


def constraint_faults(model: type[models.Model]) -> list[str]:
    """Constraints that would answer a person with their own name; Django words plain uniqueness itself."""
    silent = models.BaseConstraint.default_violation_error_message
    return [
        f"{model.__name__}: {constraint.name} has no message"
        for constraint in model._meta.constraints
        if constraint.violation_error_message == silent
        and (getattr(constraint, "condition", None) is not None or not getattr(constraint, "fields", ()))
    ]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_personal_data_is_declared(model):
    assert privacy_faults(model) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_constraints_have_a_sentence_for_people(model):
    assert constraint_faults(model) == []


def test_a_model_without_a_declaration_is_seen():
    bare = type("Bare", (), {})
    assert privacy_faults(bare) == ["Bare has no class Privacy"]


def test_a_declaration_of_a_field_that_is_not_there_is_seen():
    wrong = type("Privacy", (), {"personal": {"nickname": "to be called"}, "open": set(), "retention": "keep"})
    model = type("Wrong", (), {"Privacy": wrong, "_meta": OURS[0]._meta})
    assert privacy_faults(model) == ["Wrong.Privacy names nickname, which is no field"]


def test_a_field_that_is_open_and_open_by_choice_is_seen():
    wrong = type("Privacy", (), {"personal": {}, "open": {"id"}, "by_choice": {"id": "sometimes"}, "retention": "keep"})
    model = type("Wrong", (), {"Privacy": wrong, "_meta": OURS[0]._meta})
    assert privacy_faults(model) == ["Wrong.id is open, and open by choice"]
