"""What an applicant sends: the application, what was asked for later, and that the municipality is late."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text_fields import TextField
from stimulus_fund.enums import LetterKind
from stimulus_fund.models.application import ANSWER_LENGTH


class SendForm(forms.Form):
    """Sending is signing (Awb 4:2). Letters come by post unless the applicant expressly wants them here (Awb 2:8).

    Where residents decide `by_vote`, whoever decides on the budget does not take part.
    """

    agreed = forms.TypedMultipleChoiceField(
        label=_("Welke brieven wilt u digitaal?"),
        help_text=_("Wat u niet aankruist, sturen wij met de post. U kunt uw keuze later veranderen."),
        choices=[(kind.value, kind.label) for kind in LetterKind if kind not in LetterKind.receipts()],
        coerce=LetterKind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_true = forms.BooleanField(
        label=_("Ik heb alles naar waarheid ingevuld en vraag dit geld aan."),
        error_messages={"required": _("Kruis aan dat u alles naar waarheid heeft ingevuld.")},
    )

    is_no_insider = forms.BooleanField(
        label=_(
            "Ik ben geen raadslid en werk niet bij de gemeente aan dit budget, en mijn ouders, kinderen of partner ook "
            "niet."
        ),
        error_messages={"required": _("Kruis aan dat u mag meedoen.")},
    )

    def __init__(self, data: Any = None, *, by_vote: bool = False, **words: Any) -> None:
        super().__init__(data, **words)
        if not by_vote:
            del self.fields["is_no_insider"]

    def kinds(self) -> list[Any]:
        """The kinds of letters that may come electronically."""
        return list(self.cleaned_data["agreed"])


class NoticeForm(forms.Form):
    """That the municipality is too late (Awb 4:17)."""

    text = TextField(
        label=_("Wilt u er iets bij zeggen?"), help_text=_("Dit hoeft niet."), max_length=ANSWER_LENGTH, required=False
    )
    is_meant = forms.BooleanField(
        label=_("Ik stel de gemeente in gebreke."),
        error_messages={"required": _("Kruis aan dat u de gemeente in gebreke stelt.")},
    )


class CompletedForm(forms.Form):
    """That what was asked for is there."""

    is_true = forms.BooleanField(
        label=_("Ik heb alles naar waarheid aangevuld."),
        error_messages={"required": _("Kruis aan dat u alles naar waarheid heeft aangevuld.")},
    )
