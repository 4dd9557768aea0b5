"""Form fields that keep what people type as `core.text` cleans it, and say in Dutch what to do."""

from typing import Any

from django import forms
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from core.text import clean_line, clean_text

TOO_LONG = _("Gebruik niet meer dan %(limit_value)d tekens. Het zijn er nu %(show_value)d.")


def told(**messages: Any) -> dict[str, Any]:
    """The messages of a field, with our own for a text that is too long."""
    return {"max_length": TOO_LONG, **messages}


class LineField(forms.CharField):
    """One line of text; `missing` is what to say when it is empty."""

    def __init__(self, *, missing: str | LazyText = "", **kwargs: Any) -> None:
        super().__init__(error_messages=told(required=missing), **kwargs)

    def to_python(self, value: Any) -> str:
        """The cleaned line."""
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """A text of several lines; `missing` is what to say when it is empty."""

    widget = forms.Textarea

    def __init__(self, *, missing: str | LazyText = "", rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(error_messages=told(required=missing), **kwargs)

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean_text(super().to_python(value) or "")
