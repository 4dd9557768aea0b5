"""The pages of the submit form: Idee, Plek, Hulp, U. They validate and normalise; they never write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.actions.name import check_name
from accounts.models import User
from core.files_field import FilesField
from core.refusal import Refusal
from core.text_fields import LineField, TextField
from initiatives.enums import HelpKind, PlaceKind, ShownName
from initiatives.forms.fields import (
    EmailField,
    GoalsField,
    NameField,
    PhoneField,
    ThemeField,
    WijkField,
    YesNoField,
)
from initiatives.intake import Intake, Sender
from initiatives.models.initiative import ANSWER_LENGTH, TITLE_LENGTH
from initiatives.sheet import NO, QUESTIONS, YES

LONGEST_KEPT = 20_000
AUTOCOMPLETE_NAME = {"autocomplete": "name"}


class StepForm(forms.Form):
    """One page. Prefilled from the answers of a draft or a case.

    `user` is whoever is logged in, if anyone; `young` says that the initiator is known to be under 16.
    """

    def __init__(self, *args: Any, user: User | None = None, young: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.young = young
        if self.is_bound:
            for name in self.pointless(self.data):
                self.fields[name].required = False

    def pointless(self, data: Mapping[str, Any]) -> Iterable[str]:
        """The questions that need no answer, given the other answers."""
        return ()

    @classmethod
    def typed(cls, data: MultiValueDict[str, str], *, whole: bool = True) -> dict[str, str | list[str]]:
        """What was typed on this page, before any validation, by name of the field.

        `whole` when the page was sent: boxes that are not there are not ticked. Else only what is there counts.
        """
        answers: dict[str, str | list[str]] = {}
        for name, field in cls.base_fields.items():
            if isinstance(field, forms.FileField):
                continue
            if isinstance(field, forms.MultipleChoiceField) and (whole or name in data):
                answers[name] = [value for value in data.getlist(name) if field.valid_value(value)]
            elif name in data:
                answers[name] = str(data[name]).replace("\x00", "")[:LONGEST_KEPT]
        return answers

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any], user: User | None = None) -> "StepForm":
        """The page as if these answers had been sent, to see what is missing."""
        values = {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
        return cls(MultiValueDict(values), user=user)


class IdeaForm(StepForm):
    """What it is, for whom, with whom and when."""

    title = NameField(
        label=QUESTIONS["title"],
        help_text=_("Een korte naam. Bijvoorbeeld: Buurttuin achter de school."),
        max_length=TITLE_LENGTH,
        missing=_("Vul in hoe uw initiatief heet."),
    )
    summary = TextField(
        label=QUESTIONS["summary"],
        help_text=_("Vertel het zoals u het aan een buur vertelt. Wat gaat er gebeuren?"),
        max_length=ANSWER_LENGTH,
        rows=6,
        missing=_("Schrijf op wat u wilt doen."),
    )
    for_whom = TextField(
        label=QUESTIONS["for_whom"],
        help_text=_("Wie heeft er iets aan?"),
        max_length=ANSWER_LENGTH,
        rows=3,
        missing=_("Schrijf op voor wie u het doet."),
    )
    with_whom = TextField(
        label=QUESTIONS["with_whom"],
        help_text=_("Wie doen er al mee? Noem liever groepen dan namen van mensen."),
        max_length=ANSWER_LENGTH,
        rows=3,
        required=False,
    )
    planned_when = TextField(
        label=QUESTIONS["planned_when"],
        help_text=_("Een datum hoeft niet. “Dit voorjaar” of “zo snel mogelijk” mag ook."),
        max_length=ANSWER_LENGTH,
        rows=2,
        required=False,
    )
    theme = ThemeField(label=QUESTIONS["theme"])
    goals = GoalsField(
        label=QUESTIONS["goals"],
        help_text=_("Weet u het niet? Kies dan niets. Uw gids kijkt er later met u naar."),
    )


class PlaceForm(StepForm):
    """Where it is, as precisely as the initiator wants to say."""

    place_kind = forms.ChoiceField(
        label=QUESTIONS["place_kind"],
        choices=PlaceKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar het is.")},
    )
    wijk = WijkField(
        label=QUESTIONS["wijk"],
        help_text=_("Weet u het niet zeker? Kies de wijk die het dichtstbij ligt. Wij kijken het na."),
    )
    address = LineField(
        label=QUESTIONS["address"],
        help_text=_("Een adres, of een omschrijving. Bijvoorbeeld: het veldje naast de sporthal."),
        max_length=200,
        missing=_("Vul het adres of de plek in."),
    )
    address_public = YesNoField(
        label=QUESTIONS["address_public"],
        help_text=_("Kiest u nee? Dan ziet iedereen alleen de wijk."),
        missing=_("Kies of iedereen het adres mag zien."),
    )
    uploads = FilesField(
        label=_("Foto’s en documenten"),
        help_text=_(
            "Foto’s (JPEG, PNG, WebP of GIF, tot 15 MB) ziet iedereen, als uw initiatief op de website komt. "
            "Documenten (PDF, Word, Excel, PowerPoint, OpenDocument of tekst, tot 20 MB) ziet alleen de gemeente. "
            "Alles samen tot 50 MB."
        ),
        required=False,
    )

    def pointless(self, data: Mapping[str, Any]) -> Iterable[str]:
        """A plan for the whole town has no wijk, a wijk no address."""
        kind = data.get("place_kind")
        if kind == PlaceKind.ADDRESS:
            return ()
        return ("address", "address_public") if kind == PlaceKind.WIJK else ("wijk", "address", "address_public")

    def clean(self) -> dict[str, Any]:
        """Forget what was filled in before the kind of place changed."""
        answers = super().clean() or {}
        return {name: self.emptied(name, value) for name, value in answers.items()}

    def emptied(self, name: str, value: Any) -> Any:
        """The answer, or an empty one when the question is pointless."""
        return value if name not in self.pointless(self.data) else None if name == "wijk" else ""


class HelpForm(StepForm):
    """Which help is asked, and the concrete question."""

    help_kinds = forms.MultipleChoiceField(
        label=QUESTIONS["help_kinds"],
        help_text=_("Kies alles wat u zoekt. Zoekt u geen hulp? Kies dan niets."),
        choices=HelpKind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    question = TextField(
        label=QUESTIONS["question"],
        help_text=_("Hoe preciezer uw vraag, hoe sneller wij kunnen helpen. Wat heeft u nodig, en van wie?"),
        max_length=ANSWER_LENGTH,
        rows=5,
        missing=_("Schrijf op wat uw vraag is bij de hulp die u zoekt."),
    )

    def pointless(self, data: Mapping[str, Any]) -> Iterable[str]:
        """Whoever asks for no help has no question; a question alone is kept all the same."""
        return () if data.get("help_kinds") else ("question",)


class PersonForm(StepForm):
    """Who the initiator is, how to reach them, and what everyone may see."""

    name = NameField(
        label=QUESTIONS["name"],
        max_length=100,
        widget=forms.TextInput(attrs=AUTOCOMPLETE_NAME),
        missing=_("Vul uw naam in."),
    )
    email = EmailField(
        label=QUESTIONS["email"],
        help_text=_("Hierop krijgt u antwoord. Dit adres komt nooit op de website."),
        missing=_("Vul uw e-mailadres in."),
    )
    phone = PhoneField(
        label=QUESTIONS["phone"],
        help_text=_("Dan kan uw gids u bellen. Dit nummer komt nooit op de website."),
        required=False,
    )
    organisation = NameField(
        label=QUESTIONS["organisation"],
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    under_sixteen = YesNoField(label=QUESTIONS["under_sixteen"], missing=_("Kies of u jonger bent dan 16 jaar."))
    guardian_name = NameField(
        label=QUESTIONS["guardian_name"],
        max_length=100,
        missing=_("Vul de naam van uw ouder of verzorger in."),
    )
    guardian_agrees = YesNoField(
        label=QUESTIONS["guardian_agrees"],
        missing=_("Vraag eerst aan uw ouder of verzorger of het goed is."),
    )
    shown_name = forms.ChoiceField(
        label=QUESTIONS["shown_name"],
        choices=ShownName,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies welke naam iedereen mag zien.")},
    )
    may_be_public = YesNoField(
        label=QUESTIONS["may_be_public"],
        help_text=_("Eerst kijkt een gids ernaar. U kunt uw keuze later veranderen."),
        words=(_("Ja, dat mag"), _("Nee, nu niet")),
        missing=_("Kies of uw initiatief op deze website mag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user:
            del self.fields["email"]
            self.fields["name"].initial = self.user.display_name
            self.fields["phone"].initial = self.user.phone

    def pointless(self, data: Mapping[str, Any]) -> Iterable[str]:
        """A parent's word counts under 16 only."""
        return () if data.get("under_sixteen") == YES else ("guardian_name", "guardian_agrees")

    def clean_name(self) -> str:
        """The name, unless it passes for the municipality or a colleague."""
        name: str = self.cleaned_data["name"]
        try:
            check_name(name, staff=bool(self.user and self.user.is_staff))
        except Refusal as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        return name

    def clean(self) -> dict[str, Any]:
        """Somebody under 16 has a parent's word, and no surname on the website."""
        answers = super().clean() or {}
        if answers.get("shown_name") == ShownName.ORGANISATION and not answers.get("organisation"):
            self.add_error("organisation", _("Vul de naam van uw groep of organisatie in."))
        if answers.get("under_sixteen") != YES:
            return answers | {"guardian_name": "", "guardian_agrees": ""}
        if answers.get("guardian_agrees") == NO:
            self.add_error("guardian_agrees", _("Vraag eerst aan uw ouder of verzorger of het goed is."))
        if answers.get("shown_name") == ShownName.FULL:
            self.add_error("shown_name", _("Bent u jonger dan 16? Kies dan een naam zonder achternaam."))
        return answers


class CodeForm(forms.Form):
    """The six digits from the mail."""

    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("Zes cijfers. Spaties maken niet uit."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20"}),
        error_messages={"required": _("Vul de code uit de e-mail in.")},
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(character for character in self.cleaned_data["code"] if character in "0123456789")


class LinkForm(forms.Form):
    """Where to mail the link to the draft."""

    email = EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij sturen u een link. Daarmee gaat u verder, ook op een ander apparaat."),
        missing=_("Vul uw e-mailadres in."),
    )


@dataclass(frozen=True)
class Page:
    """A page of the form: `slug` is its address, `name` its word in the row of steps."""

    slug: str
    name: str | LazyText
    title: str | LazyText
    form: type[StepForm]


PAGES: tuple[Page, ...] = (
    Page("idee", _("Idee"), _("Wat is uw idee?"), IdeaForm),
    Page("plek", _("Plek"), _("Waar is uw initiatief?"), PlaceForm),
    Page("hulp", _("Hulp"), _("Wat heeft u nodig?"), HelpForm),
    Page("u", _("U"), _("Wie bent u?"), PersonForm),
)
CHECK = ("controleren", _("Controleren"))


NOT_IN_INTAKE = {"name", "email", "phone", "guardian_agrees", "uploads"}


def page(slug: str) -> Page | None:
    """The page at this address."""
    return next((one for one in PAGES if one.slug == slug), None)


def unfinished(answers: Mapping[str, Any], user: User | None) -> Page | None:
    """The first page that was not seen yet, or is not filled in well."""
    return next((one for one in PAGES if not _finished(one, one.form.from_answers(answers, user))), None)


def _finished(one: Page, form: StepForm) -> bool:
    """True when the page was sent and is filled in well; a page where nothing is required must be seen too."""
    return any(name in form.data for name in one.form.base_fields) and form.is_valid()


def collect(answers: Mapping[str, Any], user: User | None, language: str) -> tuple[Intake, Sender] | None:
    """What these answers say when every page is filled in well, and who sends it; else None."""
    values: dict[str, Any] = {}
    for one in PAGES:
        form = one.form.from_answers(answers, user)
        if not _finished(one, form):
            return None
        values |= form.cleaned_data
    facts = {name: value for name, value in values.items() if name not in NOT_IN_INTAKE}
    facts["help_kinds"] = frozenset(facts["help_kinds"])
    for name in ("address_public", "under_sixteen", "may_be_public"):
        facts[name] = facts[name] == YES
    sender = Sender(
        name=values["name"],
        email=user.email if user else values["email"],
        phone=values["phone"],
        language=language,
    )
    return Intake(language=language, **facts), sender
