"""Forms of stories: the text, a quote, a photo, an answer, what to look for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme
from community import marks
from community.actions.story import StoryText
from community.actions.story_parts import QuoteFacts
from community.enums.story import QuoteTopic, StoryKind
from community.models import Story, StoryPhoto, StoryQuote, StoryVersion
from community.models.story import BODY_LENGTH, LEAD_LENGTH, NAME_LENGTH, REASON_LENGTH, TITLE_LENGTH
from community.models.story_part import DESCRIPTION_LENGTH, QUOTE_LENGTH, ROLE_LENGTH, WORD_LENGTH
from core.files import FileRefused, Upload, check_upload
from core.text import clean_line, holds_web_address
from core.text_fields import LineField, TextField
from initiatives.models import Initiative
from teams.models import Lesson

MARKDOWN = _(
    "Een lege regel begint een nieuwe alinea. ## maakt een tussenkop, **vet** maakt vet, een streepje begint een "
    "lijst, [tekst](https://adres) maakt een link."
)


class PlainLineField(LineField):
    """One line that ends up in mails: a web address in it would become a link to elsewhere."""

    def validate(self, value: str) -> None:
        """Refuse a web address."""
        super().validate(value)
        if holds_web_address(value):
            raise ValidationError(_("Zet hier geen webadres neer."), code="web_address")


class ThemeChoice(forms.ModelChoiceField):
    """Themes in the language of the page."""

    def label_from_instance(self, theme: Theme) -> str:
        """The name of a theme."""
        return theme.name_en if get_language() == "en" else theme.name


class StoryTextForm(forms.Form):
    """What a story says; `seen` is the mark of the text on the screen."""

    title = PlainLineField(label=_("Titel"), max_length=TITLE_LENGTH, missing=_("Geef het verhaal een titel."))
    lead = LineField(
        label=_("Inleiding"),
        help_text=_("Eén of twee zinnen. Iedereen leest ze ook in de lijst met verhalen."),
        max_length=LEAD_LENGTH,
        missing=_("Schrijf een korte inleiding."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = TextField(
        label=_("Het verhaal"),
        help_text=MARKDOWN,
        max_length=BODY_LENGTH,
        missing=_("Schrijf het verhaal."),
        rows=14,
    )
    theme = ThemeChoice(Theme.objects.order_by("name"), label=_("Thema"), required=False, empty_label=_("Geen thema"))
    language = forms.ChoiceField(
        label=_("In welke taal schrijft u?"), choices=[("nl", "Nederlands"), ("en", "English")]
    )
    author = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Van wie is deze tekst?"),
        help_text=_("Die naam staat erboven, en die persoon keurt de tekst eerst goed."),
        required=False,
        empty_label=_("Van de redactie"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = people  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, version: StoryVersion) -> dict[str, Any]:
        """A version as the form shows it."""
        names = ("title", "lead", "body", "language")
        shown = {name: getattr(version, name) for name in names}
        return shown | {"theme": version.story.theme_id, "author": version.author_id, "seen": marks.of_text(version)}

    def text(self) -> StoryText:
        """What a valid form says."""
        return StoryText(**{name: self.cleaned_data[name] for name in ("title", "lead", "body", "language", "author")})


class BeginStoryForm(StoryTextForm):
    """A new story: also its kind and, at the werkplek, the number of its initiative."""

    kind = forms.ChoiceField(
        label=_("Wat voor verhaal wordt het?"), choices=StoryKind, widget=forms.RadioSelect, initial=StoryKind.PAIRED
    )
    number = LineField(
        label=_("Nummer van het initiatief"),
        help_text=_("Zoals ZW-2026-0001. Een verhaal van twee kanten hoort bij een initiatief."),
        max_length=20,
        required=False,
    )
    field_order = ["kind", "number"]

    def __init__(self, *args: Any, cases: QuerySet[Initiative], initiative: Initiative | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases, self.initiative = cases, initiative
        if initiative:
            del self.fields["number"], self.fields["kind"]

    def clean_number(self) -> str:
        """The number of an initiative this person may tell about."""
        number = clean_line(self.cleaned_data["number"]).upper()
        if number:
            self.initiative = self.cases.filter(number=number).first()
            if self.initiative is None:
                raise ValidationError(_("Dit nummer kennen wij niet. Kijk het na, bijvoorbeeld ZW-2026-0001."))
        return number

    def kind_of_story(self) -> StoryKind:
        """The kind that was chosen; about an initiative it has two sides."""
        return StoryKind(self.cleaned_data.get("kind", StoryKind.PAIRED))


class QuoteForm(forms.Form):
    """What somebody says, with the name and role everyone reads beside it; `seen` is the mark of what was shown."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie zegt dit?"),
        help_text=_("Deze persoon krijgt het citaat te lezen en keurt het goed, of niet."),
        empty_label=_("Kies een persoon"),
        error_messages={"required": _("Kies wie dit zegt.")},
    )
    topic = forms.ChoiceField(label=_("Waarover gaat het?"), choices=QuoteTopic, widget=forms.RadioSelect)
    text = TextField(label=_("Het citaat"), max_length=QUOTE_LENGTH, missing=_("Schrijf het citaat op."))
    name = PlainLineField(
        label=_("Naam bij het citaat"),
        help_text=_("Leeg is de naam van het account. Alleen een voornaam mag ook."),
        max_length=NAME_LENGTH,
        required=False,
    )
    role = PlainLineField(
        label=_("Rol bij het citaat"),
        help_text=_("Bijvoorbeeld: initiatiefnemer, of adviseur groen bij de gemeente."),
        max_length=ROLE_LENGTH,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, quote: StoryQuote) -> dict[str, Any]:
        """A quote as the form shows it."""
        said = {name: getattr(quote, name) for name in ("topic", "text", "name", "role")}
        return said | {"user": quote.user_id, "seen": marks.of_quote(quote)}

    def facts(self) -> QuoteFacts:
        """What a valid form says."""
        return QuoteFacts(**{name: self.cleaned_data[name] for name in ("user", "topic", "text", "name", "role")})


class PhotoForm(forms.Form):
    """What a photo shows, and who decides over it; `seen` is the mark of what was shown."""

    description = LineField(
        label=_("Wat is er te zien?"),
        help_text=_("Voor wie de foto niet kan zien. Bijvoorbeeld: drie buren planten een appelboom."),
        max_length=DESCRIPTION_LENGTH,
        missing=_("Beschrijf wat er op de foto te zien is."),
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Wie beslist over deze foto?"),
        help_text=_("Iedereen die erop staat, en wie hem maakte. Zij keuren de foto allemaal goed."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie over deze foto beslist: wie erop staat, of wie hem maakte.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, photo: StoryPhoto) -> dict[str, Any]:
        """A photo as the form shows it."""
        people = list(photo.subjects.values_list("user", flat=True))
        return {"description": photo.description, "people": people, "seen": marks.of_photo_facts(photo)}


class NewPhotoForm(PhotoForm):
    """The same, with the file itself."""

    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("JPEG, PNG, WebP of GIF, hoogstens 15 MB. Wij halen plaats en toestel eruit."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={"required": _("Kies een foto."), "empty": _("Dit bestand is leeg. Kies een ander.")},
    )
    field_order = ["photo"]

    def clean_photo(self) -> Upload:
        """The checked photo. Raises ValidationError with a sentence that names the file."""
        try:
            upload = check_upload(self.cleaned_data["photo"])
        except FileRefused as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        if upload.kind != "photo":
            raise ValidationError(_("Kies een foto: JPEG, PNG, WebP of GIF."))
        return upload


class ApproveForm(forms.Form):
    """Yes to what is on the screen, of which `seen` is the mark."""

    seen = forms.CharField(widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """What must be different."""

    word = TextField(
        label=_("Wat moet er anders?"),
        help_text=_("Wie het verhaal schrijft, leest dit en vraagt u daarna opnieuw."),
        max_length=WORD_LENGTH,
        missing=_("Schrijf op wat er anders moet."),
        rows=3,
    )


class TakeOffForm(forms.Form):
    """Why a story leaves the website."""

    reason = LineField(
        label=_("Waarom gaat het verhaal eraf?"),
        help_text=_("Wie erin staat, krijgt dit per e-mail."),
        max_length=REASON_LENGTH,
        missing=_("Schrijf op waarom het verhaal eraf gaat."),
    )


class LessonsForm(forms.Form):
    """Which lessons a story tells of."""

    lessons = forms.ModelMultipleChoiceField(
        Lesson.objects.none(), label=_("Lessen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, story: Story, lessons: QuerySet[Lesson], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"lessons": list(story.lessons.values_list("pk", flat=True))})
        super().__init__(*args, **kwargs)
        self.fields["lessons"].queryset = lessons  # type: ignore[attr-defined]


class StoryFilter(forms.Form):
    """What to look for among the stories; what is not a choice is left out."""

    thema = forms.ChoiceField(label=_("Thema"), required=False)
    soort = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"].choices = [("", _("Alle thema’s")), *themes]  # type: ignore[attr-defined]
        self.fields["soort"].choices = [("", _("Alle soorten")), *StoryKind.choices]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """The chosen value of a field, "" for none."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() or name in self.cleaned_data else ""
