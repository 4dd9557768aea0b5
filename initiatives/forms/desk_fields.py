"""What the forms of the desk are made of."""

from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Initiative

SHORT = {"rows": 3}
LONG = {"rows": 9}


class TextField(forms.CharField):
    """A text of several lines; the same text whatever the line ends of the browser, never with a NUL byte."""

    def __init__(self, *, rows: dict[str, int] | None = None, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs=rows or SHORT), **options)

    def to_python(self, value: Any) -> str:
        """The text with single line feeds."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class DeskForm(forms.Form):
    """A form whose errors name their field, so that the list of errors above it can be read by itself."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = _("Vul in: %(label)s") % {"label": str(field.label).rstrip("?")}
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = _("Kies") if field.required else _("Geen keuze")


class StepForm(DeskForm):
    """What every step knows: the case, who acts, and what day it is."""

    def __init__(self, *args: Any, case: Initiative, user: User, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case, self.user, self.today = case, user, today
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values that depend on the case."""

    def answers(self) -> dict[str, Any]:
        """What the action of the step is given. Only after `is_valid`."""
        return self.cleaned_data

    def differences(self, case: Initiative) -> list[tuple[str, str]]:
        """(question, what stands there now) after somebody else saved; for steps that change a text."""
        return []

    def hidden_copies(self) -> list[SafeString]:
        """Every field as a hidden input, to carry the answers over the preview."""
        return [bound.as_hidden() for bound in self]
