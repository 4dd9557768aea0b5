"""What people fill in about requests on their data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import RequestKind
from core.text import clean_text


class WishField(forms.CharField):
    """What somebody wants to say with a request."""

    def __init__(self, label: Any, *, required: bool, hint: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Vul dit in.")},
        )

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean_text(super().to_python(value) or "")


class RequestForm(forms.Form):
    """A request; what is asked follows from the page."""

    def __init__(self, *args: Any, kind: RequestKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == RequestKind.CORRECTION:
            self.fields["wish"] = WishField(_("Wat klopt niet, en wat moet het zijn?"), required=True)
        else:
            self.fields["wish"] = WishField(_("Wilt u er iets bij zeggen?"), required=False)
