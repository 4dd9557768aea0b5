"""What the initiator's side fills in on the pages of a case. Validate and normalise; never write."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from core.files_field import FilesField
from core.text_fields import LineField, TextField
from initiatives.enums import InvitationKind, ShownName
from initiatives.forms.fields import EmailField, GoalsField, NameField
from initiatives.forms.submit import HelpForm, IdeaForm, PlaceForm, StepForm
from initiatives.models import PhaseReview
from initiatives.models.conversation import MESSAGE_LENGTH
from initiatives.sheet import QUESTIONS

REASON_LENGTH = 2000


class MessageForm(forms.Form):
    """A message to the municipality, with files. The key makes that sending twice is sending once."""

    text = TextField(label=_("Uw bericht"), max_length=MESSAGE_LENGTH, rows=4, missing=_("Schrijf eerst een bericht."))
    uploads = FilesField(
        label=_("Bestanden"),
        help_text=_("Foto’s tot 15 MB, documenten tot 20 MB. Alleen u en de gemeente zien ze."),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex


class FilesForm(forms.Form):
    """Photos and documents for the case itself."""

    uploads = FilesField(
        label=_("Foto’s en documenten"),
        help_text=_(
            "Foto’s (tot 15 MB) ziet iedereen, als uw initiatief op de website staat. Documenten (tot 20 MB) ziet "
            "alleen de gemeente."
        ),
    )


class DescriptionForm(forms.Form):
    """What a photo shows."""

    description = LineField(label=_("Wat is te zien?"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why the initiator pauses or stops."""

    reason = TextField(
        label=_("Waarom?"),
        help_text=_("Uw gids leest dit. Het komt niet op de website."),
        max_length=REASON_LENGTH,
        rows=3,
        missing=_("Schrijf kort op waarom."),
    )


class InviteForm(forms.Form):
    """Whom to invite, and for what."""

    email = EmailField(label=_("E-mailadres"), missing=_("Vul het e-mailadres in van wie u uitnodigt."))
    kind = forms.ChoiceField(
        label=_("Waarvoor?"),
        choices=[
            (InvitationKind.CO_INITIATOR, _("Meedoen: alles lezen, meepraten en de tekst aanpassen")),
            (InvitationKind.HAND_OVER, _("Overnemen: de ander wordt de initiatiefnemer, u doet nog mee")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarvoor u deze persoon uitnodigt.")},
    )


class ReviewForm(forms.Form):
    """How a phase went; for a closed case also whether we must look again."""

    grade = forms.ChoiceField(
        label=_("Hoe ging het?"),
        choices=PhaseReview.Grade,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het ging.")},
    )
    text = TextField(
        label=_("Wilt u er iets over vertellen?"),
        help_text=_("U mag kritisch zijn. Uw gids leest dit zoals u het schrijft. Het komt niet op de website."),
        max_length=2000,
        rows=5,
        required=False,
    )
    reopens = forms.BooleanField(label=_("Kijk er opnieuw naar: dit is voor mij niet klaar"), required=False)

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_open:
            del self.fields["reopens"]


class PlaceChangeForm(PlaceForm):
    """The place without files, which have a page of their own."""

    uploads = None  # type: ignore[assignment]


class IdeaChangeForm(IdeaForm):
    """The idea without goals, which have a page of their own."""

    goals = None  # type: ignore[assignment]


class GoalsForm(forms.Form):
    """Which goals the initiative serves: those of the whole municipality, and wijkopgaven of its own wijk."""

    goals = GoalsField(label=QUESTIONS["goals"])

    def __init__(self, *args: Any, offered: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"] = GoalsField(label=QUESTIONS["goals"], offered=lambda: offered)


class NameForm(StepForm):
    """Under which name everyone sees the initiative."""

    organisation = NameField(label=QUESTIONS["organisation"], max_length=120, required=False)
    shown_name = forms.ChoiceField(label=QUESTIONS["shown_name"], choices=ShownName, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """A name of a group must be there; somebody under 16 shows no surname."""
        answers = super().clean() or {}
        if answers.get("shown_name") == ShownName.ORGANISATION and not answers.get("organisation"):
            self.add_error("organisation", _("Vul de naam van uw groep of organisatie in."))
        if answers.get("shown_name") == ShownName.FULL and self.young:
            self.add_error("shown_name", _("Bent u jonger dan 16? Kies dan een naam zonder achternaam."))
        return answers


CHANGE_FORMS: dict[str, type[StepForm]] = {
    "idee": IdeaChangeForm,
    "plek": PlaceChangeForm,
    "hulp": HelpForm,
    "naam": NameForm,
}
