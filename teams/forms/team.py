"""Forms around the team: inviting, answering, leaving, noting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from initiatives.models.conversation import MESSAGE_LENGTH
from teams.enums import MemberState, Progress
from teams.matching import Proposal
from teams.queries.people import invitable_colleagues
from teams.records import Asked

REASON_LENGTH = 300


class ColleagueField(forms.ModelChoiceField):
    """A choice of colleagues, each with department and absence."""

    def label_from_instance(self, user: User) -> str:
        """ "Esra Polat, Groen en beheer"."""
        profile = getattr(user, "profile", None)
        department = profile.department if profile else None
        return f"{user}, {department}" if department else str(user)


class DespiteField(forms.CharField):
    """Why a colleague is asked whose week is full; only asked for when it is."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Waarom toch, nu de week vol is?"),
            help_text=_("Dit wordt bewaard bij de uitnodiging."),
            max_length=REASON_LENGTH,
            required=False,
        )


class InviteForm(forms.Form):
    """Which colleague is asked, and why that one."""

    user = ColleagueField(User.objects.none(), label=_("Welke collega vraagt u?"), empty_label=_("Kies een collega"))
    why = forms.CharField(
        label=_("Waarom juist deze collega?"),
        help_text=_("De collega leest dit in de uitnodiging."),
        max_length=REASON_LENGTH,
    )
    despite = DespiteField()

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = invitable_colleagues(initiative)  # type: ignore[attr-defined]


class TickedField(forms.CharField):
    """A reason that only whoever is ticked needs; the form asks for it, so that the others may be empty."""

    def validate(self, value: str) -> None:
        """Nothing is wrong with an empty one yet."""


@dataclass(frozen=True)
class ProposedRow:
    """A proposal with its three inputs; `asks_despite` when the week is full."""

    proposal: Proposal
    ask: forms.BoundField
    why: forms.BoundField
    despite: forms.BoundField
    asks_despite: bool


class ProposalForm(forms.Form):
    """Which of the proposed colleagues are asked, each with the reasons, which may be rewritten."""

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = {str(proposal.candidate.user): proposal for proposal in proposals}
        for key, proposal in self.proposals.items():
            self.fields[f"ask_{key}"] = forms.BooleanField(
                label=_("Vraag %(name)s") % {"name": proposal.candidate.name}, required=False
            )
            self.fields[f"why_{key}"] = TickedField(
                label=_("Waarom juist deze collega?"),
                initial=proposal.why[:REASON_LENGTH],
                max_length=REASON_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"despite_{key}"] = DespiteField()

    @property
    def rows(self) -> list[ProposedRow]:
        """The proposals in their order, with their inputs."""
        return [
            ProposedRow(
                proposal,
                ask=self[f"ask_{key}"],
                why=self[f"why_{key}"],
                despite=self[f"despite_{key}"],
                asks_despite=bool(proposal.warning),
            )
            for key, proposal in self.proposals.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Somebody is asked, each with a reason; whose week is full with a second one."""
        data = super().clean() or self.cleaned_data
        asked = [key for key in self.proposals if data.get(f"ask_{key}")]
        if not asked:
            raise forms.ValidationError(_("Kies ten minste één collega."))
        for key in asked:
            if not data.get(f"why_{key}") and f"why_{key}" not in self.errors:
                self.add_error(f"why_{key}", _("Schrijf op waarom u juist deze collega vraagt."))
            if self.proposals[key].warning and not data.get(f"despite_{key}"):
                self.add_error(f"despite_{key}", _("Schrijf op waarom u toch juist deze collega vraagt."))
        return data

    def asked(self, people: Mapping[int, User]) -> list[Asked]:
        """Who is asked, of a valid form."""
        data = self.cleaned_data
        return [
            Asked(user=people[int(key)], why=data[f"why_{key}"], despite=data[f"despite_{key}"])
            for key in self.proposals
            if data[f"ask_{key}"]
        ]


class AnswerForm(forms.Form):
    """Doe mee, kijk mee, or not now with a reason."""

    answer = forms.ChoiceField(
        label=_("Doet u mee?"),
        choices=[
            (MemberState.JOINED, _("Ik doe mee")),
            (MemberState.OBSERVING, _("Ik kijk mee")),
            (MemberState.DECLINED, _("Nu niet")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Waarom niet?"),
        help_text=_("Alleen bij “nu niet”. Wie u vroeg, leest dit."),
        max_length=REASON_LENGTH,
        required=False,
    )


class LeaveForm(forms.Form):
    """Why the member `about` stops."""

    about = 0

    reason = forms.CharField(label=_("Waarom stopt het?"), help_text=_("De gids leest dit."), max_length=REASON_LENGTH)


class HandOverForm(forms.Form):
    """Who takes over, and what they must know."""

    user = ColleagueField(User.objects.none(), label=_("Wie neemt het over?"), empty_label=_("Kies een collega"))
    why = forms.CharField(
        label=_("Wat moet uw collega weten?"),
        help_text=_("Uw collega leest dit in de uitnodiging."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    despite = DespiteField()

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = invitable_colleagues(initiative)  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    """How far one is."""

    progress = forms.ChoiceField(label=_("Mijn stand"), choices=Progress)


class NoteForm(forms.Form):
    """An internal note, and who must know of it."""

    text = forms.CharField(
        label=_("Interne notitie"),
        help_text=_("Alleen collega's lezen dit."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    named = forms.MultipleChoiceField(
        label=_("Wie krijgt de notitie ook per e-mail?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in colleagues}
        if self.people:
            self.fields["named"].choices = [(key, str(user)) for key, user in self.people.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["named"]

    def readers(self) -> list[User]:
        """The colleagues named in a valid form."""
        return [self.people[key] for key in self.cleaned_data.get("named", [])]
