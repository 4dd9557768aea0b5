"""Objections and complaints: what whoever handles them fills in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import DayInput, TimeInput
from core.text_fields import LineField, TextField
from stimulus_fund.enums import Verdict
from stimulus_fund.models import Decision
from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH

DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag.")}


class PaperForm(forms.Form):
    """An objection or a complaint that came on paper."""

    about = forms.TypedChoiceField(label=_("Waarover gaat het?"), widget=forms.RadioSelect, required=False)
    text = TextField(
        label=_("Wat staat er in de brief?"), max_length=ANSWER_LENGTH, missing=_("Neem over wat er in de brief staat.")
    )
    on = forms.DateField(label=_("Ontvangen op"), widget=DayInput, error_messages=DAY)
    posted_on = forms.DateField(
        label=_("Gepost op"),
        help_text=_("De dag op het poststempel, als u die weet."),
        widget=DayInput,
        required=False,
        error_messages=DAY,
    )

    def __init__(self, data: Any = None, *, decisions: Iterable[Decision], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        by_key = {str(one.pk): one for one in decisions}
        field: Any = self.fields["about"]
        bezwaar = _("Een bezwaar tegen: %(decision)s")
        field.choices = [
            *((key, bezwaar % {"decision": one.get_kind_display()}) for key, one in by_key.items()),
            ("", _("Een klacht")),
        ]
        field.coerce, field.empty_value = by_key.__getitem__, None

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        data = dict(self.cleaned_data)
        return {"decision": data.pop("about"), **data}


class InviteForm(forms.Form):
    """When and where somebody is heard."""

    day = forms.DateField(label=_("Dag"), widget=DayInput, error_messages=DAY)
    hour = forms.TimeField(
        label=_("Tijd"),
        widget=TimeInput,
        error_messages={"required": _("Kies een tijd."), "invalid": _("Kies een tijd.")},
    )
    place = LineField(
        label=_("Waar?"),
        help_text=_("Bijvoorbeeld: Stadskantoor, kamer 2.14. Of: telefonisch."),
        max_length=LINE_LENGTH,
        missing=_("Schrijf op waar het gesprek is."),
    )


class HearingForm(forms.Form):
    """What was said."""

    report = TextField(
        label=_("Wat is er besproken?"),
        help_text=_("Dit komt in de beslissing te staan."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat er is besproken."),
        rows=8,
    )


class NoHearingForm(forms.Form):
    """Why nobody is heard."""

    reason = TextField(
        label=_("Waarom is er geen gesprek?"),
        help_text=_("Bijvoorbeeld: de indiener wil niet gehoord worden, of het bezwaar kwam duidelijk te laat."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarom er geen gesprek is."),
    )


class ConsentForm(forms.Form):
    """Until when whoever filed it agrees to wait."""

    until = forms.DateField(label=_("Tot en met welke dag?"), widget=DayInput, error_messages=DAY)
    text = TextField(
        label=_("Hoe weten wij dat?"),
        help_text=_("Bijvoorbeeld: per brief van 3 maart. De aanvrager leest dit ook."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op hoe wij dit weten."),
    )


class ConcludeForm(forms.Form):
    """What is found about a complaint."""

    verdict = forms.TypedChoiceField(
        label=_("Oordeel"),
        choices=Verdict.choices,
        coerce=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een oordeel.")},
    )
    conclusion = TextField(
        label=_("Wat vonden wij, en wat doen wij?"),
        help_text=_("Dit komt zo in de brief."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat wij vonden."),
        rows=8,
    )
