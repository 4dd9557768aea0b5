"""What is typed in referrals by the initiator's side, and by the hub without an account."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.hubs import HubAnswer, ReferralOutcome
from community.models.referral import CONTACT_LENGTH, TEXT_LENGTH
from community.records import Contact, HubReply


class ContactForm(forms.Form):
    """What of the initiator goes along; `seen` is the mark of the text that is on the screen."""

    share_name = forms.BooleanField(required=False)
    share_email = forms.BooleanField(required=False)
    share_phone = forms.BooleanField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.facts = {"share_name": person.display_name, "share_email": person.email, "share_phone": person.phone}
        words = {
            "share_name": _("Mijn naam: %(fact)s"),
            "share_email": _("Mijn e-mailadres: %(fact)s"),
            "share_phone": _("Mijn telefoonnummer: %(fact)s"),
        }
        for name, fact in self.facts.items():
            if fact:
                self.fields[name].label = words[name] % {"fact": fact}
                self.fields[name].initial = name != "share_phone"
            else:
                del self.fields[name]

    def chosen(self) -> Contact:
        """What goes along by what is ticked, on a form that was sent or as it opens."""

        def value(name: str) -> str:
            if name not in self.fields:
                return ""
            ticked = name in self.data if self.is_bound else self.get_initial_for_field(self.fields[name], name)
            return self.facts[name] if ticked else ""

        return Contact(name=value("share_name"), email=value("share_email"), phone=value("share_phone"))

    def boxes(self) -> list[forms.BoundField]:
        """The boxes there are."""
        return [self[name] for name in self.fields if name in self.facts]


class AskForm(ContactForm):
    """The initiator asks to be brought into contact with a hub."""

    initiative = forms.ChoiceField(label=_("Voor welk initiatief?"))
    question = forms.CharField(
        label=_("Wat wilt u vragen?"),
        help_text=_("Uw gids leest dit. Daarna gaat het letterlijk naar het knooppunt."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("initiative", "question", "share_name", "share_email", "share_phone", "seen")

    def __init__(self, *args: Any, initiatives: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["initiative"]
        field.choices = list(initiatives)


class RefusalForm(forms.Form):
    """A word why not; the initiator's side may leave it out."""

    refusal = forms.CharField(
        label=_("Wilt u zeggen waarom niet?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class WordsForm(forms.Form):
    """What the initiator answers to a question of the hub."""

    text = forms.CharField(
        label=_("Uw antwoord"),
        help_text=_("Dit gaat letterlijk naar het knooppunt, met uw vraag en de gegevens die u al deelde."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(forms.Form):
    """What the hub answers; for the telephone the same without a question back."""

    answer = forms.ChoiceField(label=_("Kunt u helpen?"), choices=HubAnswer.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Toelichting"),
        help_text=_("Wat gaat u doen, wat wilt u weten, of waarom lukt het niet? De initiatiefnemer leest dit."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    contact = forms.CharField(
        label=_("Met wie kan de initiatiefnemer contact opnemen?"),
        help_text=_("Naam, en telefoon of e-mail. De initiatiefnemer en de gemeente lezen dit."),
        max_length=CONTACT_LENGTH,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A question back and a no need words."""
        data = super().clean() or self.cleaned_data
        needs = {
            HubAnswer.QUESTIONED: _("Schrijf op wat u wilt weten."),
            HubAnswer.DECLINED: _("Schrijf op waarom niet."),
        }
        missing = needs.get(data.get("answer", ""))
        if missing and not data.get("text") and "text" not in self.errors:
            self.add_error("text", missing)
        return data

    def reply(self) -> HubReply:
        """What was answered."""
        data = self.cleaned_data
        return HubReply(answer=HubAnswer(data["answer"]), text=data["text"], contact=data["contact"])


class OutcomeForm(forms.Form):
    """What came of it in the end."""

    outcome = forms.ChoiceField(label=_("Wat kwam ervan?"), choices=ReferralOutcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Toelichting"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
