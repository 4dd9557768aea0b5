"""Forms of colleagues who work on a challenge."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.challenge import ChallengeVerdict as Verdict
from community.enums.challenge import Fit
from community.forms.challenge import NO_DAY, EvaluationForm
from community.models import ChallengeAdvice, ChallengeAgreement, ChallengeCriterion, ChallengeDecision
from community.models.challenge import ANSWER_LENGTH
from core.euro_field import EuroField
from core.inputs import DayInput
from core.text_fields import LineField, TextField
from initiatives.enums import Outcome

REVIEW_FIELDS = 4


class NothingForm(forms.Form):
    """A step that asks nothing."""


class AskForm(forms.Form):
    """What is missing."""

    asked = TextField(
        label=_("Wat mist er nog?"),
        help_text=_("De initiatiefnemer leest dit zo, ook in de mail."),
        max_length=ANSWER_LENGTH,
        rows=6,
        missing=_("Schrijf op wat er mist."),
    )


class AskViewForm(forms.Form):
    """Who performs the task now, and what is asked."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie doet deze taak nu?"),
        empty_label=_("Kies een collega"),
        error_messages={"required": _("Kies een collega."), "invalid_choice": _("Kies een collega uit de lijst.")},
    )
    question = LineField(label=_("Wat wilt u weten?"), max_length=300, required=False)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues  # type: ignore[attr-defined]


class ViewForm(forms.Form):
    """What the colleague who performs the task says."""

    text = TextField(
        label=_("Wat vindt u ervan?"),
        help_text=_("Wat vraagt de taak, wat gaat goed, waar moeten bewoners op letten?"),
        max_length=ANSWER_LENGTH,
        rows=8,
        missing=_("Schrijf wat u ervan vindt."),
    )
    cost_cents = EuroField(
        label=_("Wat kost de taak nu per jaar?"),
        required=False,
        help_text=_("Uren en materiaal samen. Dit bedrag leest iedereen die de uitdaging mag lezen."),
    )


class ReasonForm(forms.Form):
    """Why something takes longer."""

    reason = LineField(label=_("Waarom heeft u meer tijd nodig?"), max_length=300, missing=_("Geef een reden."))


class InterestForm(forms.Form):
    """Which interest somebody has."""

    reason = LineField(
        label=_("Welk belang heeft u?"),
        help_text=_("U doet daarna niets meer met deze uitdaging."),
        max_length=300,
        missing=_("Schrijf op welk belang u heeft."),
    )


class AdviceForm(forms.Form):
    """A judgement and a reason for each criterion, and the advice. A draft may have holes."""

    verdict = forms.ChoiceField(label=_("Uw advies"), choices=Verdict, widget=forms.RadioSelect)
    text = TextField(label=_("Toelichting"), max_length=ANSWER_LENGTH, rows=6)

    def __init__(
        self, *args: Any, criteria: Iterable[ChallengeCriterion], advice: ChallengeAdvice | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        said = {row.criterion_id: row for row in advice.judgements.all()} if advice else {}
        if advice:
            self.initial = {"verdict": advice.verdict, "text": advice.text}
        for one in self.criteria:
            row = said.get(one.pk)
            self.fields[f"fit-{one.pk}"] = forms.ChoiceField(
                label=_("Oordeel"),
                choices=Fit,
                widget=forms.RadioSelect,
                initial=row.fit if row else "",
            )
            self.fields[f"reason-{one.pk}"] = TextField(
                label=_("Waarom"), max_length=ANSWER_LENGTH, rows=3, initial=row.reason if row else ""
            )

    def full_clean(self) -> None:
        """Everything is asked, and a draft may have holes all the same: what is missing says `mark_missing`."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for field in self.fields.values():
            field.required = True

    @property
    def by_criterion(self) -> list[tuple[ChallengeCriterion, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two fields."""
        return [(one, self[f"fit-{one.pk}"], self[f"reason-{one.pk}"]) for one in self.criteria]

    def judgements(self) -> dict[int, tuple[str, str]]:
        """(fit, reason) by key of the criterion."""
        data = self.cleaned_data
        return {one.pk: (data[f"fit-{one.pk}"], data[f"reason-{one.pk}"]) for one in self.criteria}

    def mark_missing(self) -> None:
        """Say at each criterion what is still missing before it is handed in."""
        for one in self.criteria:
            fit, reason = f"fit-{one.pk}", f"reason-{one.pk}"
            if not self.cleaned_data.get(fit):
                self.add_error(fit, _("Kies een oordeel bij “%(name)s”.") % {"name": one.name})
            if not self.cleaned_data.get(reason):
                self.add_error(reason, _("Geef een reden bij “%(name)s”.") % {"name": one.name})


class DecisionForm(forms.Form):
    """The decision with its reasons; `seen` is the decision the page showed, when it is a correction."""

    verdict = forms.ChoiceField(
        label=_("Uw beslissing"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een beslissing.")},
    )
    part = TextField(
        label=_("Voor welk deel?"),
        help_text=_("Alleen bij “ja, voor een deel”."),
        max_length=ANSWER_LENGTH,
        rows=3,
        required=False,
    )
    talk_until = forms.DateField(
        label=_("Tot wanneer praat u verder?"),
        help_text=_("Alleen bij “wij praten verder”. Daarna neemt u een nieuwe beslissing."),
        widget=DayInput,
        required=False,
        error_messages={"invalid": NO_DAY},
    )
    reasons = TextField(
        label=_("Motivering"),
        help_text=_("De initiatiefnemer leest dit zo. Bij een openbare uitdaging leest iedereen het."),
        max_length=2 * ANSWER_LENGTH,
        rows=8,
        missing=_("Geef de motivering."),
    )
    deviation = TextField(
        label=_("Wijkt u af van het advies? Waarom?"), max_length=ANSWER_LENGTH, rows=3, required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: ChallengeDecision | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = standing.pk if standing else ""

    def words(self) -> dict[str, str]:
        """The texts of the decision."""
        return {name: self.cleaned_data[name] for name in ("reasons", "part", "deviation")}

    def seen_key(self) -> int:
        """The key of the decision the page showed; 0 for none."""
        seen: str = self.cleaned_data["seen"]
        return int(seen) if seen.isdecimal() and seen.isascii() and len(seen) < len(str(2**63)) else 0


class ProposalForm(forms.Form):
    """What both sides do, the money, and the days."""

    initiator_does = TextField(
        label=_("Wat doen de initiatiefnemers?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat de initiatiefnemers doen."),
    )
    municipality_does = TextField(
        label=_("Wat doet de gemeente?"), max_length=ANSWER_LENGTH, missing=_("Schrijf op wat de gemeente doet.")
    )
    cents = EuroField(
        label=_("Hoeveel geld, voor de hele periode?"),
        help_text=_("Geen geld? Vul 0 in."),
        error_messages={"required": _("Vul een bedrag in. Geen geld? Vul 0 in.")},
    )
    starts_on = forms.DateField(
        label=_("Eerste dag"),
        widget=DayInput,
        error_messages={"invalid": NO_DAY, "required": _("Vul de eerste dag in.")},
    )
    ends_on = forms.DateField(
        label=_("Laatste dag"),
        widget=DayInput,
        error_messages={"invalid": NO_DAY, "required": _("Vul de laatste dag in.")},
    )

    def __init__(self, *args: Any, agreement: ChallengeAgreement | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: Sequence[date] = []
        if agreement:
            days = [row.due_on for row in agreement.reviews.order_by("due_on")]
            self.initial = {name: getattr(agreement, name) for name in self.fields}
        for place in range(max(REVIEW_FIELDS, len(days))):
            self.fields[self._review(place)] = forms.DateField(
                label=_("Samen terugkijken op (%(number)d)") % {"number": place + 1},
                widget=DayInput,
                required=False,
                initial=days[place] if place < len(days) else None,
                error_messages={"invalid": NO_DAY},
            )

    @staticmethod
    def _review(place: int) -> str:
        return "reviews" if place == 0 else f"reviews-{place}"

    def review_days(self) -> list[date]:
        """The days that were filled in."""
        names = [name for name in self.fields if name.startswith("reviews")]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]


class MunicipalEvaluationForm(EvaluationForm):
    """How the municipality looks back, and how the initiative fares now."""

    outcome = forms.ChoiceField(
        label=_("Hoe staat het initiatief er nu voor?"),
        help_text=_("Dit komt op de pagina van het initiatief, met wat u schreef bij “Wat heeft het gebracht?”."),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het initiatief ervoor staat.")},
    )
