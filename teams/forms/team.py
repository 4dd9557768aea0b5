"""Forms around the team: inviting, answering, leaving, noting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from initiatives.models.conversation import MESSAGE_LENGTH
from teams.enums import MemberState
from teams.queries.people import invitable_colleagues

REASON_LENGTH = 300


class ColleagueField(forms.ModelChoiceField):
    """A choice of colleagues, each with department and absence."""

    def label_from_instance(self, user: User) -> str:
        """ "Esra Polat, Groen en beheer"."""
        profile = getattr(user, "profile", None)
        department = profile.department if profile else None
        return f"{user}, {department}" if department else str(user)


class InviteForm(forms.Form):
    """Which colleague is asked, and why that one."""

    user = ColleagueField(User.objects.none(), label=_("Welke collega vraagt u?"), empty_label=_("Kies een collega"))
    why = forms.CharField(
        label=_("Waarom juist deze collega?"),
        help_text=_("De collega leest dit in de uitnodiging."),
        max_length=REASON_LENGTH,
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = invitable_colleagues(initiative)  # type: ignore[attr-defined]


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


class NoteForm(forms.Form):
    """An internal note."""

    text = forms.CharField(
        label=_("Interne notitie"),
        help_text=_("Alleen collega's lezen dit."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
