"""Inputs that forms of the werkplek share."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its value as 2026-03-11 in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
