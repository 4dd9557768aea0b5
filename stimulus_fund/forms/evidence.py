"""Documents and photos with an application."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files_field import FilesField
from stimulus_fund.models import RequiredFile


class EvidenceForm(forms.Form):
    """Which document it is, when the rules ask for some, and the files."""

    required = forms.TypedChoiceField(
        label=_("Wat is het?"), widget=forms.RadioSelect, required=False, empty_value=None
    )
    uploads = FilesField(
        label=_("Bestanden"), help_text=_("Foto’s tot 15 MB, documenten tot 20 MB. Alleen u en de gemeente zien ze.")
    )

    def __init__(self, *args: Any, wanted: Sequence[RequiredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wanted:
            del self.fields["required"]
            return
        by_key = {str(one.pk): one for one in wanted}
        field: Any = self.fields["required"]
        field.choices = [*((key, one.name) for key, one in by_key.items()), ("", _("Iets anders"))]
        field.coerce = by_key.__getitem__

    def clean(self) -> dict[str, Any]:
        """Without a choice it is another document."""
        data = super().clean() or self.cleaned_data
        data.setdefault("required", None)
        return data
