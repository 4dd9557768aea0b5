"""Forms for many cases at once, for the list and for the meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput
from initiatives.forms.desk_fields import DeskForm, TextField
from initiatives.models import Label
from initiatives.models.initiative import ANSWER_LENGTH
from initiatives.queries.desk import guides

FILTER_NAME = 60


class AssignForm(DeskForm):
    """To which guide."""

    guide = forms.ModelChoiceField(label=_("Wie wordt de gids?"), queryset=User.objects.none())
    note = TextField(
        label=_("Wat moet deze collega weten?"),
        max_length=ANSWER_LENGTH,
        required=False,
        help_text=_("Nodig als een initiatief al een gids heeft. Dit wordt een interne notitie."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["guide"].queryset = guides()  # type: ignore[attr-defined]


class LabelForm(DeskForm):
    """Which label."""

    label = forms.ModelChoiceField(label=_("Welk label?"), queryset=Label.objects.all())


class NoChoiceForm(DeskForm):
    """Nothing to choose."""


class FilterForm(DeskForm):
    """The name under which a filter is kept."""

    name = forms.CharField(label=_("Naam van dit filter"), max_length=FILTER_NAME)
    shared = forms.BooleanField(label=_("Deel dit filter met het gidsteam"), required=False)


class MeetingForm(DeskForm):
    """The day of a meeting."""

    held_on = forms.DateField(widget=DayInput, label=_("Datum van het overleg"))


class SharedTextForm(DeskForm):
    """A text that colleagues write together; it carries a mark of what the screen showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class DecisionForm(SharedTextForm):
    """What was decided about one case."""

    decision = TextField(label=_("Wat is besloten?"), max_length=2000)


class MinutesForm(SharedTextForm):
    """Who was there, and what else was said."""

    present = forms.ModelMultipleChoiceField(
        label=_("Wie is er?"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = TextField(label=_("Verslag"), max_length=5000, required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["present"].queryset = guides()  # type: ignore[attr-defined]
