"""What the initiator's side says of a summary, what a colleague replies, and files with a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files_field import FilesField
from teams.enums import SummaryState
from teams.models.summary import WORDS_LENGTH


class AnswerForm(forms.Form):
    """Is the summary right, and if not, how it was; `seen` is the mark of the text on the screen."""

    answer = forms.ChoiceField(
        label=_("Klopt dit verslag?"),
        choices=[
            (SummaryState.CONFIRMED, _("Ja, het klopt")),
            (SummaryState.CORRECTED, _("Nee, het was anders")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Hoe was het volgens u?"),
        help_text=_("Uw woorden komen naast het verslag te staan. De gemeente leest ze en kan reageren."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A correction needs words."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") == SummaryState.CORRECTED and not data.get("words"):
            self.add_error("words", _("Schrijf op hoe het volgens u wel was."))
        return data


class ReplyForm(forms.Form):
    """What a colleague says to a correction."""

    reply = forms.CharField(
        label=_("Uw reactie"),
        help_text=_("De initiatiefnemer leest dit en krijgt het per e-mail."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about: int | None = None


class FilesForm(forms.Form):
    """Photos and documents with a session, and who may open them."""

    uploads = FilesField(
        label=_("Foto's of documenten"),
        help_text=_("JPEG, PNG, WebP, GIF tot 15 MB; PDF, Word, Excel, PowerPoint, OpenDocument of tekst tot 20 MB."),
    )
    shared = forms.BooleanField(label=_("Zichtbaar voor de initiatiefnemer"), required=False)
