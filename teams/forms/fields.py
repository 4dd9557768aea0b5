"""Inputs that forms of the werkplek share."""

from django import forms

from core.refusal import Refusal


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its value as 2026-03-11 in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put what an action refused at the field it belongs to, or above the form when that is not on it."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
