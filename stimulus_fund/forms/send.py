"""Send: that it is true, and which letters may come electronically."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import LetterKind


class SendForm(forms.Form):
    """Sending is signing (Awb 4:2). Letters come by post unless the applicant expressly wants them here (Awb 2:8)."""

    agreed = forms.TypedMultipleChoiceField(
        label=_("Welke brieven wilt u digitaal?"),
        help_text=_("Wat u niet aankruist, sturen wij met de post. U kunt uw keuze later veranderen."),
        choices=[(kind.value, kind.label) for kind in LetterKind if kind != LetterKind.RECEIPT],
        coerce=LetterKind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_true = forms.BooleanField(
        label=_("Ik heb alles naar waarheid ingevuld en vraag dit geld aan."),
        error_messages={"required": _("Kruis aan dat u alles naar waarheid heeft ingevuld.")},
    )

    def kinds(self) -> list[Any]:
        """The kinds of letters that may come electronically."""
        return list(self.cleaned_data["agreed"])
