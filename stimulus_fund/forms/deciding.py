"""What assessors and deciders fill in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.euro_field import EuroField
from core.text_fields import LineField, TextField
from stimulus_fund.courses import Situation
from stimulus_fund.enums import Advice, DecisionKind, InKindKind
from stimulus_fund.models import Assessment, Criterion, Decision, InKind
from stimulus_fund.models.application import ANSWER_LENGTH
from stimulus_fund.models.assessment import LEAST_POINTS, MOST_POINTS
from stimulus_fund.records import Gift, Judgement, Proposal

POINTS = [(points, str(points)) for points in range(LEAST_POINTS, MOST_POINTS + 1)]
GIFTS = 3


class AssessmentForm(forms.Form):
    """Points with a reason per criterion, and the advice. Nothing is obliged before it is handed in."""

    advice = forms.ChoiceField(label=_("Uw advies"), choices=Advice.choices, widget=forms.RadioSelect, required=False)
    cents = EuroField(label=_("Geadviseerd bedrag"), help_text=_("Niet bij afwijzen."), required=False)
    summary = TextField(label=_("Toelichting op uw advies"), max_length=ANSWER_LENGTH, required=False)

    def __init__(self, data: Any = None, *, criteria: Iterable[Criterion], own: Assessment | None) -> None:
        initial: dict[str, Any] = {}
        if own:
            initial = {"advice": own.advice, "cents": own.advised_cents, "summary": own.summary}
            for score in own.scores.all():
                initial[f"points-{score.criterion_id}"] = score.points
                initial[f"reason-{score.criterion_id}"] = score.reason
        super().__init__(data, initial=initial)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"points-{criterion.pk}"] = forms.TypedChoiceField(
                label=_("Punten, van 1 (slecht) tot 5 (goed)"),
                choices=POINTS,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"reason-{criterion.pk}"] = TextField(
                label=_("Waarom?"), max_length=ANSWER_LENGTH, required=False, rows=3
            )

    def by_criterion(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two questions."""
        return [(one, self[f"points-{one.pk}"], self[f"reason-{one.pk}"]) for one in self.criteria]

    def judgement(self) -> Judgement:
        """What was filled in."""
        data = self.cleaned_data
        return Judgement(
            scores={one.pk: (data[f"points-{one.pk}"], data[f"reason-{one.pk}"]) for one in self.criteria},
            advice=Advice(data["advice"]) if data["advice"] else None,
            cents=data["cents"],
            summary=data["summary"],
        )


class DecisionForm(forms.Form):
    """A decision as it is prepared; three lines for what is given beside money."""

    kind = forms.TypedChoiceField(
        label=_("Besluit"),
        coerce=DecisionKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een besluit.")},
    )
    cents = EuroField(label=_("Bedrag"), help_text=_("Alleen bij toekennen of vaststellen."), required=False)
    ground = forms.ChoiceField(
        label=_("Grond voor minder geven, afwijzen of intrekken"),
        required=False,
    )
    motivation = TextField(
        label=_("Motivering"),
        help_text=_("Waarom dit besluit? Dit komt zo in de brief (Awb 3:46)."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarom u dit besluit."),
        rows=6,
    )
    activities = TextField(label=_("Waarvoor is het geld?"), max_length=ANSWER_LENGTH, required=False)
    obligations = TextField(
        label=_("Wat vragen wij van de aanvrager?"),
        help_text=_("Een per regel."),
        max_length=ANSWER_LENGTH,
        required=False,
    )
    deviation = TextField(
        label=_("Waarom anders dan het advies?"),
        help_text=_("Alleen als het besluit afwijkt (Awb 3:50)."),
        max_length=ANSWER_LENGTH,
        required=False,
    )

    def __init__(self, data: Any = None, *, situation: Situation, stands: Decision | None, initial: Any = None) -> None:
        begun = dict(initial or {})
        if stands:
            names = ("kind", "cents", "ground", "motivation", "activities", "obligations", "deviation")
            begun |= {name: getattr(stands, name) for name in names}
            for place, gift in enumerate(stands.in_kind.all()[:GIFTS]):
                begun |= gift_shown(place, gift)
        super().__init__(data, initial=begun)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in situation.kinds]
        field = self.fields["ground"]
        field.choices = [("", _("Geen")), *((ground.value, ground.label) for ground in situation.grounds)]
        self.grounds = {ground.value: ground for ground in situation.grounds}
        if len(situation.kinds) == 1:
            self.initial["kind"] = situation.kinds[0]
        self.gives = bool(set(situation.kinds) & DecisionKind.giving())
        if not self.gives:
            for name in ("activities", "obligations", "deviation"):
                del self.fields[name]
            return
        for place in range(GIFTS):
            self.fields[f"gift{place}_kind"] = forms.ChoiceField(
                label=_("Soort"), choices=[("", _("Geen")), *InKindKind.choices], required=False
            )
            self.fields[f"gift{place}_amount"] = forms.IntegerField(
                label=_("Aantal uren, of euro’s van een voucher"), min_value=1, max_value=100_000, required=False
            )
            self.fields[f"gift{place}_text"] = LineField(label=_("Wat precies?"), max_length=200, required=False)

    def gift_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The lines for what is given beside money."""
        if not self.gives:
            return []
        return [
            (self[f"gift{place}_kind"], self[f"gift{place}_amount"], self[f"gift{place}_text"])
            for place in range(GIFTS)
        ]

    def clean(self) -> dict[str, Any]:
        """Hours and a voucher have an amount, a place and material have none; each says what it is."""
        data = super().clean() or self.cleaned_data
        for place in range(GIFTS if self.gives else 0):
            kind, amount = data.get(f"gift{place}_kind"), data.get(f"gift{place}_amount")
            counted = kind in {InKindKind.HOURS, InKindKind.VOUCHER}
            if kind and not data.get(f"gift{place}_text"):
                self.add_error(f"gift{place}_text", _("Schrijf op wat het is."))
            if counted and not amount:
                self.add_error(f"gift{place}_amount", _("Vul een aantal in."))
        return data

    def proposal(self) -> Proposal:
        """What was filled in; a rejection has no amount, whatever was typed."""
        data = self.cleaned_data
        gives = data["kind"] in DecisionKind.giving()
        has_amount = gives or data["kind"] == DecisionKind.SETTLEMENT
        return Proposal(
            kind=data["kind"],
            cents=(data["cents"] or 0) if has_amount else 0,
            motivation=data["motivation"],
            ground=self.grounds.get(data["ground"]),
            activities=data["activities"] if gives else "",
            obligations=data["obligations"] if gives else "",
            deviation=data.get("deviation", ""),
            gifts=tuple(self._gifts()) if gives else (),
        )

    def _gifts(self) -> Iterable[Gift]:
        for place in range(GIFTS):
            if self.cleaned_data[f"gift{place}_kind"]:
                kind = InKindKind(self.cleaned_data[f"gift{place}_kind"])
                yield Gift(kind, self._counted(kind, place), self.cleaned_data[f"gift{place}_text"])

    def _counted(self, kind: InKindKind, place: int) -> int | None:
        amount: int = self.cleaned_data[f"gift{place}_amount"] or 0
        if kind == InKindKind.HOURS:
            return amount
        return amount * 100 if kind == InKindKind.VOUCHER else None


class AgreeForm(forms.Form):
    """Agreement with a decision as the page showed it; `version` is the mark of that text."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)


class RemarkForm(AgreeForm):
    """Why a decision goes back to who prepared it."""

    remark = LineField(label=_("Wat moet er anders?"), max_length=300, missing=_("Schrijf op wat er anders moet."))


def gift_shown(place: int, gift: InKind) -> dict[str, Any]:
    """What stands in a line for something beside money; a voucher in whole euros."""
    amount = gift.amount // 100 if gift.amount and gift.kind == InKindKind.VOUCHER else gift.amount
    return {f"gift{place}_kind": gift.kind, f"gift{place}_amount": amount, f"gift{place}_text": gift.text}
