"""Forms of the steps on the case page. They validate and normalise; the actions decide and write."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput
from initiatives.enums import Outcome, Party, PromiseKind
from initiatives.forms.desk_fields import LONG, DeskForm, StepForm, TextField
from initiatives.models import Initiative, Label, Promise
from initiatives.models.conversation import MESSAGE_LENGTH
from initiatives.models.initiative import ANSWER_LENGTH
from initiatives.queries.desk import guides
from initiatives.queries.related import possible_doubles

ANSWER_IN = timedelta(days=14)


class TakeUpForm(StepForm):
    """Who owns the passage through the municipality."""

    owner = forms.ModelChoiceField(
        label=_("Wie wordt de gids?"), queryset=User.objects.none(), help_text=_("De initiatiefnemer krijgt deze naam.")
    )

    def prepare(self) -> None:
        """The gidsteam, with whoever acts as the first thought."""
        self.fields["owner"].queryset = guides()  # type: ignore[attr-defined]
        self.fields["owner"].initial = self.user.pk


class HandOverForm(StepForm):
    """Give the passage to a colleague."""

    to = forms.ModelChoiceField(label=_("Wie neemt het over?"), queryset=User.objects.none())
    note = TextField(
        label=_("Wat moet uw collega weten?"), max_length=ANSWER_LENGTH, help_text=_("Dit wordt een interne notitie.")
    )

    def prepare(self) -> None:
        """The gidsteam without the present guide."""
        self.fields["to"].queryset = guides().exclude(pk=self.case.owner_id or 0)  # type: ignore[attr-defined]


class AskForm(StepForm):
    """A question to the initiator with a date."""

    text = TextField(label=_("Uw vraag aan de initiatiefnemer"), max_length=MESSAGE_LENGTH, rows=LONG)
    answer_by = forms.DateField(
        widget=DayInput,
        label=_("Graag antwoord uiterlijk op"),
        help_text=_("De initiatiefnemer is aan zet tot het antwoord er is."),
    )

    def prepare(self) -> None:
        """Two weeks from now, unless staff choose another day."""
        self.fields["answer_by"].initial = self.today + ANSWER_IN


class WriteForm(StepForm):
    """A message to the initiator."""

    text = TextField(label=_("Uw bericht aan de initiatiefnemer"), max_length=MESSAGE_LENGTH, rows=LONG)


class NoteForm(StepForm):
    """A note for colleagues only."""

    text = TextField(
        label=_("Interne notitie"),
        max_length=MESSAGE_LENGTH,
        rows={"rows": 6},
        help_text=_("Alleen voor collega's. De initiatiefnemer leest dit niet, maar mag er wel om vragen."),
    )


class PromiseForm(StepForm):
    """What we promise to do, and before when."""

    text = forms.CharField(
        label=_("Wat gaat de gemeente doen?"), max_length=200, help_text=_("Bijvoorbeeld: een proefplek zoeken.")
    )
    due_on = forms.DateField(widget=DayInput, label=_("Uiterlijk op"))


class KeepPromiseForm(StepForm):
    """Which promised step is done."""

    promise = forms.ModelChoiceField(
        label=_("Wat is gedaan?"), queryset=Promise.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        """Steps that were promised by hand; the others are kept by the answer or the position itself."""
        steps = self.case.promises.filter(kept_on=None, withdrawn_on=None, kind=PromiseKind.NEXT_STEP)
        self.fields["promise"].queryset = steps  # type: ignore[attr-defined]


class WithdrawPromiseForm(StepForm):
    """Which promise will not be kept, and why."""

    promise = forms.ModelChoiceField(
        label=_("Welke belofte vervalt?"),
        queryset=Initiative.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=200, help_text=_("De initiatiefnemer leest deze reden."))

    def prepare(self) -> None:
        """Everything still open."""
        self.fields["promise"].queryset = self.case.promises.filter(  # type: ignore[attr-defined]
            kept_on=None, withdrawn_on=None
        )


class BallForm(StepForm):
    """Who has to do something now."""

    to = forms.ChoiceField(label=_("Wie is aan zet?"), choices=Party.choices, widget=forms.RadioSelect)
    third_party = forms.CharField(
        label=_("Welke andere partij?"), max_length=120, required=False, help_text=_("Alleen bij een andere partij.")
    )
    reason = TextField(
        label=_("Waarom?"), max_length=1000, required=False, help_text=_("De initiatiefnemer leest deze reden.")
    )


class ReasonForm(StepForm):
    """A reason that the initiator reads."""

    reason = TextField(label=_("Waarom?"), max_length=1000, help_text=_("De initiatiefnemer leest deze reden."))


class NothingForm(StepForm):
    """A step that needs no answers."""


class OutcomeForm(StepForm):
    """How the initiative fares, in the words of real life."""

    outcome = forms.ChoiceField(label=_("Hoe gaat het nu?"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("Vertel het in een zin of twee"), max_length=ANSWER_LENGTH, help_text=_("Iedereen kan dit lezen.")
    )
    closes = forms.BooleanField(label=_("Hiermee is het traject met de gemeente klaar"), required=False)

    def prepare(self) -> None:
        """What was last known."""
        self.fields["outcome"].initial = self.case.outcome


class MergeForm(StepForm):
    """Into which case this double goes: one that looks like it, or any other by number."""

    OTHER = "ander"

    choice = forms.ChoiceField(
        label=_("Met welk initiatief?"),
        widget=forms.RadioSelect,
        help_text=_("Dat initiatief blijft. Dit initiatief sluit en verwijst ernaar."),
    )
    number = forms.CharField(
        label=_("Nummer van een ander initiatief"),
        max_length=20,
        required=False,
        help_text=_("Bijvoorbeeld ZW-2026-0147."),
    )

    def prepare(self) -> None:
        """Cases of the same people, at the same place or with the same words."""
        doubles = possible_doubles(self.case, self.user)
        offered = [(str(one.case.pk), f"{one.case.title} ({one.case.number}): {one.why}") for one in doubles]
        self.fields["choice"].choices = [*offered, (self.OTHER, _("Een ander"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The case that stays, under the name the action knows."""
        given = super().clean() or {}
        others = Initiative.objects.for_desk(self.user)
        if given.get("choice") == self.OTHER:
            into = others.filter(number__iexact=given.get("number") or "").first()
            if into is None:
                self.add_error("number", _("Er is geen initiatief met dit nummer."))
        else:
            into = others.filter(pk=given["choice"]).first() if given.get("choice") else None
        return {"into": into}


class ClaimForm(StepForm):
    """To whom an initiative that we entered is offered."""

    email = forms.EmailField(
        label=_("E-mailadres van de initiatiefnemer"),
        help_text=_("Deze persoon krijgt een link om het initiatief over te nemen. De link werkt 30 dagen."),
    )


class LabelsForm(StepForm):
    """Words to find cases together."""

    labels = forms.ModelMultipleChoiceField(
        label=_("Labels"), queryset=Label.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """All labels, those of this case marked."""
        self.fields["labels"].queryset = Label.objects.all()  # type: ignore[attr-defined]
        self.fields["labels"].initial = [label.pk for label in self.case.labels.all()]


class AgendaForm(StepForm):
    """At which meeting the case is talked about, and why."""

    held_on = forms.DateField(widget=DayInput, label=_("Overleg op"))
    why = forms.CharField(label=_("Waarom op de agenda?"), max_length=200, required=False)


class QuietForm(DeskForm):
    """Mend a mistake without mailing anyone."""

    quiet = forms.BooleanField(label=_("Mail niemand: ik herstel alleen een fout"), required=False)
    why = forms.CharField(
        label=_("Welke fout herstelt u?"),
        max_length=300,
        required=False,
        help_text=_("Alleen nodig als u niemand mailt. Dit wordt een interne notitie."),
    )

    def clean(self) -> dict[str, Any]:
        """Silence has a reason."""
        given = super().clean() or {}
        if given.get("quiet") and not given.get("why"):
            self.add_error("why", _("Schrijf op welke fout u herstelt."))
        return given
