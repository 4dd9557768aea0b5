"""The three questions of "Past dit hier?"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.routes import Doer, Scale, Wish


class GuideForm(forms.Form):
    """What, how far and who; the last two only count for a plan."""

    wish = forms.ChoiceField(
        label=_("Wat wilt u doen?"),
        choices=Wish,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u wilt doen.")},
    )
    scale = forms.ChoiceField(
        label=_("Voor wie of waar is het?"),
        choices=Scale,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies voor wie of waar het is.")},
    )
    doer = forms.ChoiceField(
        label=_("Wie gaat het doen?"),
        choices=Doer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie het gaat doen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("wish") != Wish.PLAN:
            self.fields["scale"].required = self.fields["doer"].required = False
