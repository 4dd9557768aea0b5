"""Names people may not give themselves."""

import pytest

from accounts.actions.account import change_details, introduce
from accounts.actions.name import MisleadingName, check_name, clean_name
from accounts.forms.fields import NameField, TelephoneField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Gemeente Zwolle", "Deze naam lijkt op die van de gemeente. Vul uw eigen naam in."),
        ("Gemeente Zwоlle", "Deze naam heeft letters uit twee alfabetten door elkaar. Typ hem opnieuw."),
        ("Het Gidsteam", "Deze naam lijkt op die van de gemeente. Vul uw eigen naam in."),
        ("Gíjs Wolters", "Deze naam lijkt te veel op die van een medewerker. Vul uw eigen naam in."),
    ],
)
def test_a_resident_does_not_pass_for_the_municipality(guide, name, sentence):
    with pytest.raises(MisleadingName) as caught:
        check_name(name, staff=False)
    assert (str(caught.value), caught.value.field) == (sentence, "display_name")


@pytest.mark.parametrize("name", ["Gijs Wolters", "Noor Velthuis", "Ірина Шевченко", "Renée Wöltërs"])
def test_a_resident_keeps_an_honest_name(guide, name):
    check_name(name, staff=False)


def test_a_colleague_may_be_named_after_the_work():
    check_name("Beheerder gidsteam", staff=True)


def test_a_name_is_kept_composed_and_without_hidden_signs():
    assert clean_name("  Rene\u0301e\u202e  van\u200b Dam\x00 ") == "Renée van Dam"


def test_every_action_that_keeps_a_name_checks_it(initiator, now):
    with pytest.raises(MisleadingName):
        introduce(user=initiator, display_name="Gemeente Zwolle", phone="", at=now)
    with pytest.raises(MisleadingName):
        change_details(user=initiator, display_name="Gemeente Zwolle", phone="", language="nl", at=now)


def test_the_form_says_it_at_the_field():
    field = NameField()
    with pytest.raises(Exception, match="lijkt op die van de gemeente"):
        field.clean("Gеmееntе Zwоllе".replace("е", "e").replace("о", "o"))


@pytest.mark.parametrize(
    ("typed", "kept"), [("038 - 000 01 01", "0380000101"), ("+31 (0)38-000 01 01", "+31380000101"), ("", "")]
)
def test_a_telephone_number_is_kept_without_signs(typed, kept):
    assert TelephoneField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["bel mij", "12", "=1+1", "1" * 16, "１２３４５６７８９０"])
def test_what_no_telephone_can_dial_is_refused(typed):
    with pytest.raises(Exception, match="8 tot 15 cijfers"):
        TelephoneField().clean(typed)
