"""What colleagues fill in about a vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import DayInput
from core.text_fields import LineField, TextField
from stimulus_fund.actions.voting import MOST_CODES_AT_ONCE
from stimulus_fund.models import Pot
from stimulus_fund.models.application import LINE_LENGTH
from stimulus_fund.models.vote import MOST_PICKS
from stimulus_fund.queries.voting import pots_to_vote_on

DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag.")}


class VoteForm(forms.Form):
    """A new vote: on which pot, when, and how many plans people choose."""

    pot = forms.ModelChoiceField(
        label=_("Over welke pot?"),
        queryset=Pot.objects.none(),
        error_messages={"required": _("Kies een pot."), "invalid_choice": _("Kies een pot.")},
    )
    title = LineField(label=_("Titel"), max_length=120, missing=_("Geef de stemming een titel."))
    picks = forms.IntegerField(
        label=_("Hoeveel plannen mag iemand kiezen?"), min_value=1, max_value=MOST_PICKS, initial=3
    )
    opens_on = forms.DateField(label=_("Stemmen vanaf"), widget=DayInput, error_messages=DAY)
    closes_on = forms.DateField(label=_("Stemmen tot en met"), widget=DayInput, error_messages=DAY)

    def __init__(self, data: Any = None, *, year: int) -> None:
        super().__init__(data)
        field: Any = self.fields["pot"]
        field.queryset = pots_to_vote_on(year)


class FindingForm(forms.Form):
    """Whether a plan can be done."""

    is_feasible = forms.TypedChoiceField(
        label=_("Kan dit plan?"),
        choices=[("1", _("Ja, het kan")), ("0", _("Nee, het kan niet"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    finding = TextField(
        label=_("Wat vond het onderzoek?"),
        help_text=_("Iedereen leest dit bij het plan."),
        max_length=1000,
        missing=_("Schrijf op wat het onderzoek vond."),
        rows=3,
    )


class CodesForm(forms.Form):
    """How many codes, and for whom."""

    number = forms.IntegerField(label=_("Hoeveel codes?"), min_value=1, max_value=MOST_CODES_AT_ONCE)
    batch = LineField(
        label=_("Waarvoor?"),
        help_text=_("Bijvoorbeeld: brieven Holtenbroek, of inloop buurthuis 12 mei."),
        max_length=LINE_LENGTH,
        missing=_("Schrijf op waarvoor de codes zijn."),
    )
