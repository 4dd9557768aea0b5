"""A form that notices when somebody else saved the same row after it was shown."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.seen import mark

OTHERS_FIRST = ValidationError(
    _("Iemand anders heeft dit intussen veranderd. Uw tekst staat hieronder. Bewaar opnieuw als die moet gelden.")
)


class ConflictForm(forms.ModelForm):
    """Carries a fingerprint of the row as it was shown. Who saves second sees both texts and decides.

    The row is locked while it is compared, so it belongs in a transaction, as the admin's change form is.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["seen"] = fingerprint(self.instance)

    def clean(self) -> dict[str, Any] | None:
        """Raise ValidationError with what stands now, if that is not what was shown."""
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned
        now = type(self.instance)._base_manager.select_for_update().filter(pk=self.instance.pk).first()
        if now is None:
            raise ValidationError(_("Iemand anders heeft dit intussen verwijderd."))
        if self.cleaned_data.get("seen") != fingerprint(now):
            data: Any = self.data
            self.data = data.copy()
            self.data[self.add_prefix("seen")] = fingerprint(now)  # type: ignore[index] # a copy of a QueryDict
            raise ValidationError([OTHERS_FIRST, *self._differences(now)])
        return cleaned

    def _differences(self, now: Model) -> Iterator[ValidationError]:
        theirs = forms.model_to_dict(now)
        for name, field in self.fields.items():
            if name in theirs and field.has_changed(theirs[name], field.prepare_value(self.cleaned_data.get(name))):
                said = {"field": field.label, "value": _in_words(now, name)}
                yield ValidationError(_("“%(field)s” is nu: %(value)s"), params=said)


def fingerprint(row: Model) -> str:
    """Changes when any column of the row changes."""
    return mark(*(field.value_to_string(row) for field in row._meta.concrete_fields))


def _in_words(row: Model, name: str) -> str:
    value = getattr(row, name)
    return ", ".join(str(other) for other in value.all()) if hasattr(value, "all") else str(value)
