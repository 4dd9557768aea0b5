"""What a resident fills in to vote."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text_fields import LineField
from stimulus_fund.queries.voting import Option


class BallotForm(forms.Form):
    """The code, the plans, and that one may vote. Whoever decides on or profits from the budget does not."""

    code = LineField(
        label=_("Uw stemcode"),
        help_text=_("Twaalf tekens, van de brief of het kaartje. Streepjes en kleine letters maken niet uit."),
        max_length=40,
        missing=_("Vul uw stemcode in."),
    )
    numbers = forms.TypedMultipleChoiceField(
        label=_("Welke plannen kiest u?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één plan.")},
    )
    may_vote = forms.BooleanField(
        label=_(
            "Ik ben 12 jaar of ouder en woon in deze wijk. Ik ben geen raadslid en werk niet bij de gemeente aan dit "
            "budget, en mijn ouders, kinderen of partner ook niet."
        ),
        error_messages={"required": _("Kruis aan dat u mag stemmen.")},
    )

    def __init__(self, data: Any = None, *, options: Iterable[Option], picks: int) -> None:
        super().__init__(data)
        field: Any = self.fields["numbers"]
        field.help_text = _("Ten hoogste %(picks)s.") % {"picks": picks}
        field.choices = [
            (one.candidate.number, f"{one.candidate.number}. {one.title or _('Een plan dat niet openbaar is')}")
            for one in options
            if one.candidate.is_feasible
        ]
