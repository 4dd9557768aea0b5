"""What colleagues type in referrals."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums.hubs import HubAnswer
from community.forms.referral import ReplyForm
from community.models import Hub
from community.models.referral import TEXT_LENGTH


class ProposeForm(forms.Form):
    """Which hub, what is asked of it, and why it."""

    hub = forms.ModelChoiceField(
        label=_("Welk knooppunt?"),
        queryset=Hub.objects.none(),
        to_field_name="slug",
        empty_label=_("Kies een knooppunt"),
        error_messages={"invalid_choice": _("Dit knooppunt neemt nu geen vragen aan via deze site.")},
    )
    question = forms.CharField(
        label=_("Wat vraagt u het knooppunt?"),
        help_text=_("Deze tekst gaat letterlijk naar het knooppunt, als de initiatiefnemer dat goed vindt."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reason = forms.CharField(
        label=_("Waarom dit knooppunt?"),
        help_text=_("De initiatiefnemer leest dit. Het gaat niet naar het knooppunt."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, hubs: Iterable[Hub], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hub"]
        field.queryset = Hub.objects.askable()
        field.choices = [("", field.empty_label), *((hub.slug, hub.name) for hub in hubs)]


class DenyForm(forms.Form):
    """Why the guide does not send it on."""

    refusal = forms.CharField(
        label=_("Waarom stuurt u de vraag niet door?"),
        help_text=_("De initiatiefnemer leest dit en krijgt het per e-mail."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(ReplyForm):
    """What a colleague heard from the hub on the telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.label = _("Wat zei het knooppunt?")
        answer.choices = [choice for choice in HubAnswer.choices if choice[0] != HubAnswer.QUESTIONED]
        self.fields["text"].help_text = _("De initiatiefnemer leest dit en krijgt het per e-mail.")
