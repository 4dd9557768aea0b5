"""Forms of the steps about what the municipality thinks: position, goals, kansrijk."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from core.inputs import DayInput
from initiatives.enums import GoalStage, GoalVerdict, PositionKind, RoomKind
from initiatives.forms.desk_fields import StepForm, TextField
from initiatives.models import GoalLink, ProspectCriterion
from initiatives.models.initiative import ANSWER_LENGTH

REVIEW_IN = timedelta(days=182)
WAITS_AT = GoalStage.CONFIRMED  # at the outcome, what was confirmed is looked back on


class PositionForm(StepForm):
    """The position of the municipality; which of the last fields count depends on the kind."""

    kind = forms.ChoiceField(label=_("Welke positie neemt de gemeente in?"), widget=forms.RadioSelect)
    reason = TextField(label=_("Waarom?"), max_length=ANSWER_LENGTH, rows={"rows": 6})
    may_expect = TextField(label=_("Wat mag de initiatiefnemer wel verwachten?"), max_length=ANSWER_LENGTH)
    may_not_expect = TextField(label=_("Wat mag de initiatiefnemer niet verwachten?"), max_length=ANSWER_LENGTH)
    review_on = forms.DateField(widget=DayInput, label=_("Wanneer bekijken wij dit opnieuw?"))
    question = TextField(
        label=_("Wat is de concrete vraag?"),
        max_length=ANSWER_LENGTH,
        required=False,
        help_text=_("Nodig bij ontwikkelingsruimte en meesamenwerken."),
    )
    room_kind = forms.ChoiceField(
        label=_("Welke ruimte is gereserveerd?"),
        required=False,
        help_text=_("Nodig bij ontwikkelingsruimte en meesamenwerken."),
    )
    room_amount = forms.DecimalField(
        label=_("Hoeveel uur of euro?"), required=False, max_digits=9, decimal_places=2, min_value=0, localize=True
    )
    goal = forms.ModelChoiceField(
        label=_("Welk gemeentelijk doel?"),
        queryset=Goal.objects.none(),
        required=False,
        help_text=_("Nodig bij meesamenwerken."),
    )

    def prepare(self) -> None:
        """The four kinds with what they mean, and the initiator's own question as a beginning."""
        meanings = [(kind.value, f"{kind.label}: {kind.meaning}") for kind in PositionKind]
        self.fields["kind"].choices = meanings  # type: ignore[attr-defined]
        self.fields["room_kind"].choices = [("", _("Geen")), *RoomKind.choices]  # type: ignore[attr-defined]
        self.fields["room_amount"].widget.attrs["inputmode"] = "decimal"
        self.fields["goal"].queryset = Goal.objects.active()  # type: ignore[attr-defined]
        self.fields["review_on"].initial = self.today + REVIEW_IN
        self.fields["question"].initial = self.case.question
        self.fields["kind"].initial = self.case.position_kind

    def clean(self) -> dict[str, Any]:
        """Positions 3 and 4 take a question and room, position 4 a goal; the sentences are those of the action."""
        given = super().clean() or {}
        kind = PositionKind(given["kind"]) if given.get("kind") else None
        if kind and kind.needs_room:
            self._demand("question", _("Deze positie kan alleen bij een concrete vraag van de initiatiefnemer."))
            self._demand("room_kind", _("Deze positie kan alleen als er ruimte is gereserveerd. Kies welke."))
            self._demand("room_amount", _("Vul in hoeveel ruimte er is gereserveerd."))
        if kind and kind.needs_goal:
            self._demand("goal", _("Meesamenwerken kan alleen bij een gemeentelijk doel. Kies welk doel."))
        if (given.get("review_on") or self.today + REVIEW_IN) <= self.today:
            self.add_error("review_on", _("Kies een datum na vandaag."))
        return given

    def _demand(self, name: str, message: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


class GoalForm(StepForm):
    """How sure it is that the initiative serves a goal; at the outcome also whether it held."""

    goal = forms.ModelChoiceField(label=_("Gemeentelijk doel"), queryset=Goal.objects.none())
    stage = forms.ChoiceField(
        label=_("Hoe zeker is dat?"), choices=GoalStage.choices, initial=GoalStage.CONFIRMED, widget=forms.RadioSelect
    )
    verdict = forms.ChoiceField(
        label=_("Klopte het? Of was het te mooi om waar te zijn?"),
        choices=[("", _("Ik kijk nog niet terug")), *GoalVerdict.choices],
        required=False,
        help_text=_("Nodig als u terugkijkt. Iedereen ziet dit antwoord op de pagina van het doel."),
    )
    remark = TextField(
        label=_("Opmerking"),
        max_length=1000,
        required=False,
        help_text=_("Nodig als u terugkijkt, of als het doel niet past. De initiatiefnemer leest dit."),
    )

    def prepare(self) -> None:
        """Goals in use; first what the initiator named and nobody judged, or what waits to be looked back on."""
        self.fields["goal"].queryset = Goal.objects.active()  # type: ignore[attr-defined]
        links = list(self.case.goal_links.all())
        waiting = [link for link in links if link.stage == (WAITS_AT if self.case.outcome else GoalStage.CLAIMED)]
        if waiting:
            self.fields["goal"].initial = waiting[0].goal_id
            self.fields["stage"].initial = GoalStage.REVISITED if self.case.outcome else GoalStage.CONFIRMED

    def clean(self) -> dict[str, Any]:
        """A verdict belongs to looking back."""
        given = super().clean() or {}
        if given.get("stage") != GoalStage.REVISITED:
            given["verdict"] = ""
        return given


class UnlinkGoalForm(StepForm):
    """Take away a goal that was linked by mistake."""

    link = forms.ModelChoiceField(
        label=_("Welk doel haalt u weg?"), queryset=GoalLink.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        """The goals of this case."""
        links = self.case.goal_links.select_related("goal")
        self.fields["link"].queryset = links  # type: ignore[attr-defined]


class ProspectForm(StepForm):
    """Is the initiative promising, and by which criteria?"""

    promising = forms.TypedChoiceField(
        label=_("Is het kansrijk?"),
        choices=[("ja", _("Ja, kansrijk")), ("nee", _("Nee, niet kansrijk"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    criteria = forms.ModelMultipleChoiceField(
        label=_("Waaraan voldoet het?"),
        queryset=ProspectCriterion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = TextField(label=_("Waarom?"), max_length=1000)

    def prepare(self) -> None:
        """The criteria in use."""
        self.fields["criteria"].queryset = ProspectCriterion.objects.filter(active=True)  # type: ignore[attr-defined]
