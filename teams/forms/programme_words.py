"""Forms for what participants say: intervision, the word with a book, looking back."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from teams.enums import LessonAbout, LessonLevel, PeerWordKind, Quoting
from teams.models import Gathering, Programme
from teams.models.book import WORD_LENGTH
from teams.models.programme import TEXT_LENGTH
from teams.records import LookBack, NewLesson


class QuestionForm(forms.Form):
    """A question for intervision, perhaps about an initiative of the programme."""

    text = forms.CharField(
        label=_("Wat wilt u aan uw collega's voorleggen?"),
        help_text=_("Alleen wie meedoet aan het programma leest dit."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(),
        label=_("Gaat het over een initiatief?"),
        required=False,
        empty_label=_("Niet over één initiatief"),
    )
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=_("Bij welke bijeenkomst?"),
        required=False,
        empty_label=_("Tussendoor"),
    )

    def __init__(self, *args: Any, programme: Programme, cases: QuerySet[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = cases  # type: ignore[attr-defined]
        self.fields["gathering"].queryset = programme.gatherings.order_by("starts_at")  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """What a colleague asks or advises."""

    kind = forms.ChoiceField(
        label=_("Wat geeft u?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in PeerWordKind if kind in PeerWordKind.of_colleagues()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Uw bijdrage"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """What the bringer answers."""

    kind = forms.CharField(widget=forms.HiddenInput, initial=PeerWordKind.ANSWER)
    text = forms.CharField(label=_("Uw antwoord"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_kind(self) -> str:
        """A bringer answers, whatever was sent."""
        return PeerWordKind.ANSWER.value


class InsightForm(forms.Form):
    """What the bringer now sees."""

    insight = forms.CharField(
        label=_("Welk inzicht kreeg u?"),
        help_text=_("Alleen wie meedoet aan het programma leest dit."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KeepForm(forms.Form):
    """The lesson that leaves the room: its words, and at which initiative it is kept."""

    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Bij welk initiatief hoort de les?"), empty_label=_("Kies een initiatief")
    )
    lesson = forms.CharField(
        label=_("Wat mogen alle collega's leren?"),
        help_text=_("Dit verlaat de intervisie. Noem niet wie wat zei."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    level = forms.ChoiceField(label=_("Voor wie is de les?"), choices=LessonLevel, initial=LessonLevel.ORGANISATION)
    about = forms.ChoiceField(label=_("Waarover gaat het?"), choices=LessonAbout)

    def __init__(self, *args: Any, cases: QuerySet[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = cases  # type: ignore[attr-defined]

    def new_lesson(self) -> NewLesson:
        """The lesson of a valid form."""
        data = self.cleaned_data
        return NewLesson(text=data["lesson"], level=data["level"], about=data["about"], shareable=True)


class PassOnForm(forms.Form):
    """Who gets the book, and the word that goes with it; `seen` is where it was on the screen."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Aan wie geeft u het boek?"), empty_label=_("Kies iemand"))
    word = forms.CharField(
        label=_("Welk woord geeft u mee?"),
        help_text=_("Blijft bij het boek staan. Wie het boek krijgt, leest het ook per e-mail."),
        max_length=WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class LookBackForm(forms.Form):
    """The questions of the closing, for a participant: seed, slides 2 and 7."""

    brought = forms.CharField(
        label=_("Wat is voor u als professional de meerwaarde van werken met initiatieven?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    needed = forms.CharField(
        label=_("Wat is op organisatieniveau nodig om deze verbindende beweging te maken?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    quoting = forms.ChoiceField(
        label=_("Mogen wij uw woorden aanhalen op de website en in het leerverslag?"),
        help_text=_("U kunt dit altijd terugnemen. Dan halen wij ze meteen weg van de website."),
        choices=Quoting,
        initial=Quoting.NO,
        widget=forms.RadioSelect,
    )

    def answer(self) -> LookBack:
        """What a valid form says."""
        return LookBack(**self.cleaned_data)


class InitiatorLookBackForm(LookBackForm):
    """The questions for an initiator, who is invited to be critical: seed, slide 6."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brought"].label = _("Wat heeft het u en uw initiatief gebracht dat ambtenaren meeliepen?")
        self.fields["needed"].label = _("Wat moet de gemeente anders doen?")
        self.fields["needed"].help_text = _("U mag kritisch zijn: daar leren wij van.")


class QuotingForm(forms.Form):
    """Whether one's answer may be quoted."""

    quoting = forms.ChoiceField(choices=Quoting)
