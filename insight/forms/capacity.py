"""What if a position took more hours, or fewer."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.enums import PositionKind

MOST_HOURS = 1000


class WhatIfForm(forms.Form):
    """Whole hours per position; what stands in the settings until somebody asks otherwise."""

    def __init__(self, asked: Mapping[str, str] | None, *, room: Mapping[str, int]) -> None:
        super().__init__(asked or None, initial={kind: room.get(kind, 0) // 60 for kind in PositionKind})
        for kind in PositionKind:
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label,
                min_value=0,
                max_value=MOST_HOURS,
                error_messages={
                    "required": _("Vul in hoeveel uur een initiatief met deze positie krijgt."),
                    "invalid": _("Vul een heel aantal uren in."),
                    "min_value": _("Vul 0 of meer uren in."),
                    "max_value": _("Vul ten hoogste %(limit_value)s uren in."),
                },
            )

    def minutes(self) -> dict[str, int]:
        """Minutes per position as asked; nothing when the form was not sent or has an error."""
        return {kind: hours * 60 for kind, hours in self.cleaned_data.items()} if self.is_valid() else {}
