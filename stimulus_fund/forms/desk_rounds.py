"""What colleagues fill in about a round."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.text_fields import LineField, TextField
from stimulus_fund.forms.desk_law import MomentInput
from stimulus_fund.models import Pot
from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH


class RoundForm(forms.Form):
    """A new meeting on a pot."""

    pot = forms.ModelChoiceField(
        label=_("Over welke pot?"),
        queryset=Pot.objects.none(),
        error_messages={"required": _("Kies een pot."), "invalid_choice": _("Kies een pot.")},
    )
    held_at = forms.DateTimeField(
        label=_("Wanneer?"),
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": _("Kies een dag en een tijd."), "invalid": _("Kies een dag en een tijd.")},
    )
    place = LineField(label=_("Waar?"), max_length=LINE_LENGTH, missing=_("Schrijf op waar."))
    agenda = TextField(
        label=_("Agenda, een punt per regel"), max_length=ANSWER_LENGTH, missing=_("Schrijf de agenda op.")
    )

    def __init__(self, data: Any = None, *, pots: QuerySet[Pot]) -> None:
        super().__init__(data)
        field: Any = self.fields["pot"]
        field.queryset = pots


class MinutesForm(forms.Form):
    """What was said and agreed."""

    minutes = TextField(
        label=_("Verslag"), max_length=ANSWER_LENGTH, missing=_("Schrijf op wat er is besproken."), rows=8
    )
