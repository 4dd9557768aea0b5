"""What each page of the submit form takes, refuses and makes of it."""

import pytest
from django.http import QueryDict

from initiatives.enums import PlaceKind
from initiatives.forms.submit import (
    PAGES,
    CodeForm,
    HelpForm,
    IdeaForm,
    PersonForm,
    PlaceForm,
    collect,
    unfinished,
)
from tests.initiatives.submitting import ANSWERS, HELP, IDEA, PERSON, PLACE

pytestmark = pytest.mark.usefixtures("town")


def errors(form_class, answers, user=None):
    return {name: list(found) for name, found in form_class.from_answers(answers, user).errors.items()}


@pytest.mark.parametrize(
    ("form_class", "answers"), [(IdeaForm, IDEA), (PlaceForm, PLACE), (HelpForm, HELP), (PersonForm, PERSON)]
)
def test_a_page_that_is_filled_in_well(form_class, answers):
    assert errors(form_class, answers) == {}


@pytest.mark.parametrize(
    ("form_class", "answers", "changed", "found"),
    [
        (IdeaForm, IDEA, {"title": " "}, {"title": ["Vul in hoe uw initiatief heet."]}),
        (IdeaForm, IDEA, {"title": "x" * 81}, {"title": ["Gebruik niet meer dan 80 tekens. Het zijn er nu 81."]}),
        (IdeaForm, IDEA, {"title": "Kijk op www.evil.example"}, {"title": ["Zet hier geen webadres neer."]}),
        (IdeaForm, IDEA, {"summary": ""}, {"summary": ["Schrijf op wat u wilt doen."]}),
        (IdeaForm, IDEA, {"for_whom": ""}, {"for_whom": ["Schrijf op voor wie u het doet."]}),
        (PlaceForm, PLACE, {"place_kind": ""}, {"place_kind": ["Kies waar het is."]}),
        (PlaceForm, PLACE, {"wijk": ""}, {"wijk": ["Kies een wijk."]}),
        (
            PlaceForm,
            PLACE,
            {"place_kind": "address"},
            {"address": ["Vul het adres of de plek in."], "address_public": ["Kies of iedereen het adres mag zien."]},
        ),
        (HelpForm, HELP, {"question": ""}, {"question": ["Schrijf op wat uw vraag is bij de hulp die u zoekt."]}),
        (PersonForm, PERSON, {"name": ""}, {"name": ["Vul uw naam in."]}),
        (
            PersonForm,
            PERSON,
            {"name": "Gemeente Zwolle"},
            {"name": ["Deze naam lijkt op die van de gemeente. Vul uw eigen naam in."]},
        ),
        (PersonForm, PERSON, {"email": "noor"}, {"email": ["Vul een e-mailadres in zoals naam@voorbeeld.nl."]}),
        (PersonForm, PERSON, {"email": ""}, {"email": ["Vul uw e-mailadres in."]}),
        (
            PersonForm,
            PERSON,
            {"phone": "12"},
            {"phone": ["Vul een telefoonnummer in met 8 tot 15 cijfers, zoals 038 498 2092."]},
        ),
        (PersonForm, PERSON, {"under_sixteen": ""}, {"under_sixteen": ["Kies of u jonger bent dan 16 jaar."]}),
        (PersonForm, PERSON, {"shown_name": ""}, {"shown_name": ["Kies welke naam iedereen mag zien."]}),
        (
            PersonForm,
            PERSON,
            {"shown_name": "organisation"},
            {"organisation": ["Vul de naam van uw groep of organisatie in."]},
        ),
        (PersonForm, PERSON, {"may_be_public": ""}, {"may_be_public": ["Kies of uw initiatief op deze website mag."]}),
    ],
)
def test_what_is_wrong_is_said_at_the_field(form_class, answers, changed, found):
    assert errors(form_class, answers | changed) == found


def test_under_sixteen_takes_a_parents_word_and_shows_no_surname():
    young = PERSON | {"under_sixteen": "yes", "shown_name": "full", "guardian_agrees": "no"}
    assert errors(PersonForm, young) == {
        "guardian_name": ["Vul de naam van uw ouder of verzorger in."],
        "guardian_agrees": ["Vraag eerst aan uw ouder of verzorger of het goed is."],
        "shown_name": ["Bent u jonger dan 16? Kies dan een naam zonder achternaam."],
    }
    agreed = young | {"guardian_name": "Ria Velthuis", "guardian_agrees": "yes", "shown_name": "first"}
    assert errors(PersonForm, agreed) == {}


def test_what_was_filled_in_before_the_kind_of_place_changed_is_forgotten():
    form = PlaceForm.from_answers(
        {"place_kind": "city", "wijk": "WK019313", "address": "Dijk 1", "address_public": "yes"}
    )
    assert form.is_valid()
    assert form.cleaned_data == {
        "place_kind": "city",
        "wijk": None,
        "address": "",
        "address_public": "",
        "uploads": [],
    }


def test_whoever_is_logged_in_is_not_asked_for_an_address(initiator):
    form = PersonForm(user=initiator)
    assert "email" not in form.fields
    assert form["name"].value() == "Noor Velthuis"


def test_input_is_cleaned():
    person = PersonForm.from_answers(PERSON | {"name": "  Noor\u202e \t Velthuis ", "phone": "+31 (0)6-1234.5678"})
    assert person.is_valid()
    assert (person.cleaned_data["name"], person.cleaned_data["email"], person.cleaned_data["phone"]) == (
        "Noor Velthuis",
        "noor@example.nl",
        "+310612345678",
    )


@pytest.mark.parametrize(
    ("typed", "digits"), [("123456", "123456"), (" 123 456 ", "123456"), ("12-34-56", "123456"), ("１２３", "")]
)
def test_digits_of_a_code(typed, digits):
    form = CodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == digits


def test_only_the_fields_of_a_page_are_typed():
    data = QueryDict("title=Tuin&owner=1&state=closed&is_staff=1&summary=a%00b")
    assert IdeaForm.typed(data) == {"title": "Tuin", "summary": "ab", "goals": []}


def test_typed_text_is_kept_also_where_it_is_too_long():
    typed = IdeaForm.typed(QueryDict(f"title={'x' * 30_000}"))
    assert len(typed["title"]) == 20_000


def test_unknown_choices_are_not_kept():
    assert HelpForm.typed(QueryDict("help_kinds=place&help_kinds=gold")) == {"help_kinds": ["place"]}


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_the_first_page_that_is_not_finished(slug):
    page = next(page for page in PAGES if page.slug == slug)
    answers = dict(ANSWERS)
    for name in page.form.base_fields:
        answers.pop(name, None)
    found = unfinished(answers, None)
    assert found
    assert found.slug == slug
    assert collect(answers, None, "nl") is None


def test_collecting_what_was_answered():
    intake, sender = collect(ANSWERS, None, "nl")
    assert (intake.title, intake.place_kind, intake.wijk.name) == (
        "Boekenruil in het bushokje",
        PlaceKind.WIJK,
        "Assendorp",
    )
    assert (intake.help_kinds, intake.may_be_public, intake.address_public) == (
        frozenset({"place", "rules"}),
        True,
        False,
    )
    assert (sender.name, sender.email, sender.phone) == ("Noor Velthuis", "noor@example.nl", "0612345678")


def test_nothing_is_collected_of_a_draft_that_is_not_finished():
    assert collect(ANSWERS | {"title": ""}, None, "nl") is None
