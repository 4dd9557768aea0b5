"""What the handler of an application fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import DayInput
from core.text_fields import LineField, TextField
from stimulus_fund.clock import Happening
from stimulus_fund.enums import Answer
from stimulus_fund.models.application import ANSWER_LENGTH
from stimulus_fund.questions import Part

NOTED = [
    Happening.AGREED,
    Happening.DELAYED,
    Happening.DELAY_OVER,
    Happening.HINDERED,
    Happening.HINDRANCE_OVER,
    Happening.DEFAULT,
]


class CompleteForm(forms.Form):
    """That everything is there, and why the handler thinks so."""

    reason = LineField(
        label=_("Waarom is de aanvraag volledig?"),
        max_length=300,
        missing=_("Schrijf op waarom de aanvraag volledig is."),
    )


class AskForm(forms.Form):
    """What is missing, where, and until when."""

    parts = forms.TypedMultipleChoiceField(
        label=_("Wat moet de aanvrager aanvullen?"),
        help_text=_("Alleen deze onderdelen gaan weer open."),
        choices=Part.choices,
        coerce=Part,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één onderdeel.")},
    )
    text = TextField(
        label=_("Wat ontbreekt er?"),
        help_text=_("Dit komt zo in de brief. Vraag alleen wat nodig is om te beslissen."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat er ontbreekt."),
    )
    until = forms.DateField(
        label=_("Tot en met wanneer?"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )


class ExtendForm(forms.Form):
    """The new last day, and why."""

    until = forms.DateField(
        label=_("Wij beslissen uiterlijk op"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )
    reason = TextField(
        label=_("Waarom duurt het langer?"),
        help_text=_("Dit komt zo in de brief."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarom het langer duurt."),
    )


class NoteForm(forms.Form):
    """What happened to the term outside the portal."""

    kind = forms.TypedChoiceField(
        label=_("Wat gebeurde er?"),
        choices=[(kind.value, kind.label) for kind in NOTED],
        coerce=Happening,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er gebeurde.")},
    )
    on = forms.DateField(
        label=_("Op welke dag?"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )
    until = forms.DateField(
        label=_("Tot en met welke dag?"),
        help_text=_("Alleen bij instemming met uitstel."),
        widget=DayInput,
        required=False,
    )
    text = TextField(
        label=_("Hoe weten wij dat?"),
        help_text=_("Bijvoorbeeld: per brief van 3 maart. De aanvrager leest dit ook."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op hoe wij dit weten."),
    )


class InterestForm(forms.Form):
    """Which interest somebody has; the words are for colleagues, never for the applicant."""

    reason = LineField(
        label=_("Welk belang heeft u?"),
        help_text=_("Bijvoorbeeld: de aanvrager is familie. U kunt het kort houden."),
        max_length=300,
        missing=_("Schrijf kort op welk belang u heeft."),
    )


class AnswerChangeForm(forms.Form):
    """What the municipality says to a change."""

    answer = forms.TypedChoiceField(
        label=_("Antwoord"),
        choices=Answer.choices,
        coerce=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord.")},
    )
    reason = TextField(
        label=_("Waarom?"),
        help_text=_("Dit komt zo in de brief."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarom."),
    )


class ReopenForm(forms.Form):
    """What a report still misses."""

    remark = TextField(
        label=_("Wat ontbreekt er nog in het verslag?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat er nog ontbreekt."),
    )
