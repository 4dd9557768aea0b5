"""A few questions that lead to a pot. Nothing is kept: the answers stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.euro_field import EuroField
from stimulus_fund.enums import Scale
from stimulus_fund.finder import Plan

UNKNOWN = "onbekend"
SERVES = {"ja": True, "nee": False}


class FinderForm(forms.Form):
    """For what, how much, once or every year, and whether it serves a goal."""

    plan = forms.ChoiceField(
        label=_("Waar is uw plan voor?"),
        choices=Scale,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar uw plan voor is."), "invalid_choice": _("Kies waar uw plan voor is.")},
    )
    jaarlijks = forms.ChoiceField(
        label=_("Voor hoe lang heeft u geld nodig?"),
        choices=[("nee", _("Voor één keer")), ("ja", _("Voor kosten die elk jaar terugkomen"))],
        initial="nee",
        widget=forms.RadioSelect,
    )
    doel = forms.ChoiceField(
        label=_("Helpt uw plan bij een wijkopgave of een doel van de gemeente?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee")), (UNKNOWN, _("Dat weet ik niet"))],
        initial=UNKNOWN,
        widget=forms.RadioSelect,
    )
    bedrag = EuroField(label=_("Hoeveel geld heeft u ongeveer nodig?"), help_text=_("In euro’s."), required=False)

    @classmethod
    def asked(cls, query: Any) -> "FinderForm":
        """The form of an address: filled in when it holds an answer, else empty."""
        if not set(query) & set(cls.base_fields):
            return cls()
        return cls({"jaarlijks": "nee", "doel": UNKNOWN, **query.dict()})

    def answers(self) -> Plan:
        """What was answered, for a valid form."""
        data = self.cleaned_data
        return Plan(
            scale=Scale(data["plan"]),
            wanted_cents=data["bedrag"],
            is_yearly=data["jaarlijks"] == "ja",
            serves_goal=SERVES.get(data["doel"]),
        )
