"""What who received a grant fills in afterwards, and what the handler answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.euro_field import EuroField
from core.files_field import FilesField
from core.inputs import DayInput
from core.text_fields import TextField
from stimulus_fund.models import BudgetLine, Report
from stimulus_fund.models.application import ANSWER_LENGTH
from stimulus_fund.records import Account

NEEDED = ("done", "spent_cents")


class ReportForm(forms.Form):
    """How it went. Nothing is obliged before it is sent; what each line of the budget cost only where that is asked."""

    done = TextField(label=_("Wat heeft u gedaan?"), max_length=ANSWER_LENGTH, required=False)
    result = TextField(label=_("Wat is er nu anders in de buurt?"), max_length=ANSWER_LENGTH, required=False)
    differently = TextField(label=_("Wat ging anders dan gepland?"), max_length=ANSWER_LENGTH, required=False, rows=3)
    learnt = TextField(
        label=_("Wat heeft u geleerd?"),
        help_text=_("Anderen in de stad kunnen daar veel aan hebben."),
        max_length=ANSWER_LENGTH,
        required=False,
        rows=3,
    )
    spent_cents = EuroField(
        label=_("Wat kostte het alles bij elkaar?"), help_text=_("Bedrag in euro’s."), required=False
    )

    def __init__(self, data: Any = None, *, lines: Iterable[BudgetLine], report: Report | None) -> None:
        initial: dict[str, Any] = {}
        if report:
            names = ("done", "result", "differently", "learnt", "spent_cents")
            initial = {name: getattr(report, name) for name in names}
            initial |= {f"line-{one.line_id}": one.cents for one in report.spendings.all()}
        super().__init__(data, initial=initial)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = EuroField(label=line.name, required=False)
        for name in NEEDED:
            self.fields[name].required = True

    def full_clean(self) -> None:
        """What has to be there to send it may be empty for now, yet the page does not call it optional."""
        for name in NEEDED:
            self.fields[name].required = False
        super().full_clean()
        for name in NEEDED:
            self.fields[name].required = True

    def account(self) -> Account:
        """What was filled in."""
        data = self.cleaned_data
        spent = {line.pk: data[f"line-{line.pk}"] for line in self.lines if data[f"line-{line.pk}"] is not None}
        return Account(
            done=data["done"],
            result=data["result"],
            differently=data["differently"],
            learnt=data["learnt"],
            spent_cents=data["spent_cents"],
            spent=spent,
        )


class ReportFilesForm(forms.Form):
    """Receipts and photos."""

    uploads = FilesField(
        label=_("Foto’s en bonnen"),
        help_text=_("Foto’s tot 15 MB, documenten tot 20 MB. Alleen u en de gemeente zien ze."),
    )


class ChangeForm(forms.Form):
    """What changes in a plan that has a grant."""

    text = TextField(
        label=_("Wat verandert er?"),
        help_text=_("En waarom?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op wat er verandert."),
    )
    ends_on = forms.DateField(
        label=_("Nieuwe laatste dag van uw activiteiten"),
        help_text=_("Alleen als die verandert."),
        widget=DayInput,
        required=False,
        error_messages={"invalid": _("Kies een dag.")},
    )
