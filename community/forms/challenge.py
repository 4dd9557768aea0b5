"""Forms of the initiator's side of a challenge: the parts, sending, completing, agreeing, looking back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.challenge_questions import OBLIGED, QUESTIONS, Part
from community.enums.challenge import Onward
from community.models.challenge import ANSWER_LENGTH, LONGEST_MONTHS, NAME_LENGTH
from core.euro_field import EuroField
from core.files_field import FilesField
from core.inputs import DayInput
from core.text_fields import LineField, TextField

MOST_SUPPORTERS = 150_000  # more than live in the town
EMPTY: dict[str, Any] = dict.fromkeys(("supporters", "known_cents", "then_cents", "starts_on", "months"))
NO_DAY = _("Vul een dag in zoals 11-03-2027.")
NO_NUMBER = _("Vul een heel getal in, bijvoorbeeld 40.")
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def long_text(name: str, rows: int = 5, **words: Any) -> TextField:
    """A text of several lines for one of the questions."""
    return TextField(label=QUESTIONS[name], max_length=ANSWER_LENGTH, rows=rows, required=False, **words)


def number(name: str, most: int, too_much: Any, **words: Any) -> forms.IntegerField:
    """A whole number from 1 up for one of the questions."""
    told = {"invalid": NO_NUMBER, "min_value": NO_NUMBER, "max_value": too_much}
    widget = forms.TextInput(attrs=NUMBER)
    return forms.IntegerField(
        label=QUESTIONS[name], min_value=1, max_value=most, required=False, widget=widget, error_messages=told, **words
    )


class PartForm(forms.Form):
    """A part that is kept as it is typed: `concept` and `version` say what was shown, for who saves second.

    A question may be left empty for now: `kept` saves what is right, and the page says what is still missing.
    """

    concept = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OBLIGED.keys() & self.fields.keys():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = OBLIGED[name]

    def kept(self) -> dict[str, Any]:
        """The answers that are right or empty, by name: they are saved, whatever is wrong with the others."""
        self.full_clean()
        right = {name: value for name, value in self.cleaned_data.items() if name in QUESTIONS}
        empty = {name: EMPTY.get(name, "") for name in self.errors if name in QUESTIONS and self.is_left_empty(name)}
        return right | empty

    def is_left_empty(self, name: str) -> bool:
        """True when nothing is wrong with this question but that it has no answer yet."""
        return all(error.code == "required" for error in self.errors[name].as_data())

    @property
    def is_right(self) -> bool:
        """True when nothing that was typed is wrong."""
        return all(name in self.fields and self.is_left_empty(name) for name in self.errors)


class TaskForm(PartForm):
    """Which task, and why the initiators can do it better."""

    name = LineField(
        label=QUESTIONS["name"],
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Bijvoorbeeld: het groen in de Bloemenbuurt onderhouden."),
    )
    task = long_text("task", help_text=_("Noem de taak, de plek, en wat wel en niet bij u hoort."))
    better = long_text("better", help_text=_("Wat merken bewoners ervan? Denk aan kwaliteit, geld, of meer contact."))


class TogetherForm(PartForm):
    """With whom, and how they know that people want it."""

    with_whom = long_text("with_whom", rows=4, help_text=_("Noem groepen en organisaties, en wat elk van hen doet."))
    support = long_text(
        "support", rows=4, help_text=_("Bijvoorbeeld: wij gingen langs de deuren, of hielden een avond.")
    )
    supporters = number(
        "supporters", MOST_SUPPORTERS, _("Zoveel mensen wonen er niet in Zwolle. Vul een kleiner getal in.")
    )


class CostForm(PartForm):
    """What it costs now, if they know, and what it will cost."""

    known_cents = EuroField(
        label=QUESTIONS["known_cents"],
        required=False,
        help_text=_("Weet u het niet? Laat het leeg. De gemeente zoekt het uit en zet het erbij."),
    )
    then_cents = EuroField(label=QUESTIONS["then_cents"], required=False, help_text=_("Uw eigen schatting, in euro’s."))
    cost_note = long_text("cost_note", rows=4, help_text=_("Tel ook vrijwillige uren, materiaal en verzekering mee."))


class PeriodForm(PartForm):
    """From when, how long, and what they need."""

    starts_on = forms.DateField(
        label=QUESTIONS["starts_on"], widget=DayInput, required=False, error_messages={"invalid": NO_DAY}
    )
    months = number(
        "months", LONGEST_MONTHS, _("Vul hoogstens 120 maanden in."), help_text=_("Bijvoorbeeld 12 voor een jaar.")
    )
    needs = long_text(
        "needs", rows=4, help_text=_("Denk aan geld, kennis, gereedschap, een sleutel of een vast contact.")
    )


PART_FORMS: dict[Part, type[PartForm]] = {
    Part.TASK: TaskForm,
    Part.TOGETHER: TogetherForm,
    Part.COST: CostForm,
    Part.PERIOD: PeriodForm,
}


class EvidenceForm(forms.Form):
    """Documents and photos that show the support, or explain the plan."""

    uploads = FilesField(
        label=_("Bestanden"), help_text=_("Foto’s tot 15 MB, documenten tot 20 MB. Alleen u en de gemeente zien ze.")
    )


class SendForm(forms.Form):
    """That it is true, and whether everyone may read it."""

    may_be_public = forms.BooleanField(
        label=_("Iedereen mag mijn uitdaging lezen op deze site"),
        help_text=_(
            "Dit hoeft niet. Dan staan de taak, uw reden, de beslissing en de afspraak op de website, zonder namen en "
            "zodra uw initiatief zelf openbaar is. U kunt het altijd terugdraaien."
        ),
        required=False,
    )
    is_true = forms.BooleanField(
        label=_("Ik heb alles naar waarheid ingevuld en mag dit namens ons initiatief doen."),
        error_messages={"required": _("Kruis aan dat alles klopt.")},
    )


class CompleteForm(forms.Form):
    """What the municipality still missed."""

    answer = TextField(
        label=_("Uw aanvulling"), max_length=ANSWER_LENGTH, rows=6, missing=_("Schrijf uw aanvulling op.")
    )
    uploads = FilesField(label=_("Bestanden"), required=False, help_text=_("Foto’s tot 15 MB, documenten tot 20 MB."))


class AgreeForm(forms.Form):
    """Agreement with the proposal as the page showed it; `version` is the mark of that text."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    is_meant = forms.BooleanField(
        label=_("Wij gaan akkoord met deze afspraak."),
        error_messages={"required": _("Kruis aan dat u akkoord gaat.")},
    )


class RemarkForm(forms.Form):
    """What must be different in the proposal."""

    text = TextField(
        label=_("Wat moet er anders?"), max_length=ANSWER_LENGTH, rows=4, missing=_("Schrijf op wat er anders moet.")
    )


class ReviewForm(forms.Form):
    """One sentence of one side."""

    words = LineField(
        label=_("Hoe gaat het, in één zin?"), max_length=300, missing=_("Schrijf in één zin hoe het gaat.")
    )


class StopForm(forms.Form):
    """Why an agreement ends earlier."""

    reason = TextField(
        label=_("Waarom stopt de afspraak eerder?"),
        max_length=ANSWER_LENGTH,
        rows=4,
        missing=_("Zeg waarom de afspraak eerder stopt."),
    )


class EvaluationForm(forms.Form):
    """How one side looks back."""

    brought = TextField(
        label=_("Wat heeft het gebracht?"),
        help_text=_("Voor bewoners, voor de buurt, in geld of in tijd."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat het heeft gebracht."),
    )
    otherwise = TextField(
        label=_("Wat ging anders dan gedacht?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat anders ging."),
    )
    learnt = TextField(
        label=_("Wat kunnen anderen hiervan leren?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat anderen kunnen leren."),
    )
    onward = forms.ChoiceField(
        label=_("Hoe wilt u verder?"),
        choices=Onward,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe u verder wilt.")},
    )
