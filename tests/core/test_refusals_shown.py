import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from core.refusal import Conflict, IllegalTransition, Refusal
from core.refusals_shown import refusals_on, refusals_told, renew


class TextForm(forms.Form):
    text = forms.CharField()
    days = forms.MultipleChoiceField(choices=[("ma", "ma"), ("di", "di")], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def sent(prefix: str | None = None) -> TextForm:
    start = f"{prefix}-" if prefix else ""
    form = TextForm(QueryDict(f"{start}text=mijn&{start}version=1&{start}days=ma&{start}days=di"), prefix=prefix)
    assert form.is_valid()
    return form


def answer(form: TextForm, refusal: Refusal | None) -> str:
    """What a view shows: what the `with` returned, or the form again."""
    with refusals_on(form):
        if refusal:
            raise refusal
        return "gelukt"
    return "opnieuw"


def test_what_goes_well_goes_on_inside_the_with():
    form = sent()
    assert answer(form, None) == "gelukt"
    assert form.errors == {}


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        (Refusal("Te kort.", field="text"), {"text": ["Te kort."]}),
        (Refusal("Te laat."), {"__all__": ["Te laat."]}),
        (Refusal("Te weinig.", field="elsewhere"), {"__all__": ["Te weinig."]}),
        (IllegalTransition("Al klaar."), {"__all__": ["Al klaar."]}),
    ],
)
def test_what_is_refused_stands_at_its_field_or_above_the_form(refusal, errors):
    form = sent()
    assert answer(form, refusal) == "opnieuw"
    assert form.errors == errors


def test_after_a_conflict_the_form_keeps_the_words_and_carries_the_version_that_stands_now():
    form = sent()
    with refusals_on(form) as refused:
        raise Conflict("Intussen anders.", {"text": "hun tekst", "version": 2})
    assert refused.theirs == {"text": "hun tekst", "version": 2}
    assert form.errors == {"__all__": ["Intussen anders."]}
    assert (form["text"].value(), form["version"].value(), form["days"].value()) == ("mijn", 2, ["ma", "di"])


def test_a_conflict_finds_the_version_of_a_form_among_others_on_the_page():
    form = sent(prefix="punt-3")
    with refusals_on(form):
        raise Conflict("Intussen anders.", {"version": 2})
    assert form["version"].value() == 2


def test_without_a_conflict_nothing_is_theirs():
    form = sent()
    with refusals_on(form) as refused:
        raise Refusal("Te kort.")
    assert refused.theirs is None
    assert form["version"].value() == "1"


def test_any_other_exception_goes_on():
    with pytest.raises(ZeroDivisionError), refusals_on(sent()):
        raise ZeroDivisionError


def test_a_button_without_a_form_tells_it_in_a_message():
    request = RequestFactory().post("/")
    SessionMiddleware(lambda given: HttpResponse()).process_request(request)
    MessageMiddleware(lambda given: HttpResponse()).process_request(request)
    with refusals_told(request):
        raise Refusal("Dit mag niet.")
    assert [(message.level_tag, message.message) for message in get_messages(request)] == [("error", "Dit mag niet.")]


def test_a_form_shown_again_may_carry_another_value():
    form = sent()
    renew(form, {"text": "ander"})
    assert (form["text"].value(), form["days"].value()) == ("ander", ["ma", "di"])
