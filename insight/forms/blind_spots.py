"""How somebody looks at what is missing; an unknown value is ignored, so that an old link still shows something."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from city.models import Goal, Wijk

MOST_WEEKS = 104


class LookForm(forms.Form):
    """For which goal, in which wijk, and after how many weeks without contact."""

    doel = forms.ModelChoiceField(
        Goal.objects.active(), label=_("Doel"), to_field_name="code", required=False, empty_label=_("Alle doelen")
    )
    wijk = forms.ModelChoiceField(
        Wijk.objects.order_by("name"), label=_("Wijk"), to_field_name="slug", required=False, empty_label=_("Overal")
    )
    weken = forms.IntegerField(label=_("Weken zonder contact"), min_value=1, max_value=MOST_WEEKS, required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(
            {"weken": str(settings.BLIND_SPOT_WEEKS), **{name: value for name, value in data.items() if value}}
        )
        self.fields["weken"].widget.attrs["inputmode"] = "numeric"

    @property
    def asked(self) -> dict[str, Any]:
        """Goal, wijk and weeks; what cannot be understood falls away."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "goal": given.get("doel"),
            "wijk": given.get("wijk"),
            "weeks": given.get("weken") or settings.BLIND_SPOT_WEEKS,
        }
