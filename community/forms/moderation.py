"""What moderators fill in. Validate and normalise; never write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models.moderation import REASON_LENGTH, REPORT_LENGTH
from core.text_fields import TextField

BACK, AWAY = "back", "away"


class TakeDownForm(forms.Form):
    """Why something leaves the website."""

    reason = TextField(
        label=_("Waarom haalt u dit weg?"),
        help_text=_("De schrijver leest dit, en kan één keer vragen om opnieuw te kijken."),
        max_length=REASON_LENGTH,
        rows=4,
        missing=_("Schrijf op waarom u dit weghaalt. De schrijver leest het."),
    )


class AnswerFlagForm(forms.Form):
    """What was done with a report."""

    answer = TextField(
        label=_("Wat heeft u met de melding gedaan?"),
        help_text=_("Wie een e-mailadres achterliet, leest dit."),
        max_length=REPORT_LENGTH,
        rows=4,
        missing=_("Schrijf op wat u met de melding deed."),
    )


class DecideForm(forms.Form):
    """Whether it comes back, and why."""

    verdict = forms.ChoiceField(
        label=_("Wat besluit u?"),
        choices=[(BACK, _("Zet het terug")), (AWAY, _("Het blijft weg"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u besluit.")},
    )
    reason = TextField(
        label=_("Waarom?"),
        help_text=_("De schrijver leest dit."),
        max_length=REASON_LENGTH,
        rows=4,
        missing=_("Schrijf op waarom. De schrijver leest het."),
    )
