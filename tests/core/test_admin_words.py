import re

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.test import Client

from accounts.models import User
from city.models import Stadsdeel, Theme
from core.admin_words import MasterDataAdmin, WordAdmin
from core.conflict_form import ConflictForm
from core.models import AuditEntry, RetentionTerm
from teams.models import Profile

LIST = "/beheer/city/wijk/"


@pytest.fixture
def desk(administrator: User, town: None, settings: LazySettings) -> Client:
    """The administrator's browser."""
    settings.STAFF_SECOND_FACTOR = False
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    return client


def fields(page: str) -> dict[str, str]:
    """The hidden and text fields of a form, as a browser would send them."""
    inputs = re.findall(r"<input[^>]*>", page)
    found = {}
    for each in inputs:
        facts = dict(re.findall(r'(\w+)="([^"]*)"', each))
        if facts.get("name") and facts.get("type") in {"text", "hidden", "number"}:
            found[facts["name"]] = facts.get("value", "")
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def edit(desk: Client, theme: Theme, **changes: str):
    address = f"/beheer/city/theme/{theme.pk}/change/"
    return address, fields(desk.get(address).content.decode()) | changes


def test_every_master_data_page_notices_a_second_saver():
    pages = [page for page in admin.site._registry.values() if isinstance(page, MasterDataAdmin)]
    assert len(pages) >= 8
    assert [str(page) for page in pages if not issubclass(page.form, ConflictForm)] == []


@pytest.mark.parametrize(
    "lookup",
    [
        "name__regex=^A",
        "name__iregex=(a%2B)%2B$",
        "name__startswith=A",
        "code=WK019310",
        "stadsdeel__name__startswith=N",
        "stadsdeel__wijken__name=x",
        "pk__in=1,2",
        "nonsense=1",
        "stadsdeel__nonsense=1",
        "initiatives__owner__password__startswith=pbkdf2",
    ],
)
def test_a_lookup_nobody_offers_is_a_bad_request(desk: Client, lookup: str):
    assert desk.get(f"{LIST}?{lookup}").status_code == 400


def test_right_and_wrong_guesses_look_the_same(desk: Client):
    answers = [desk.get(f"{LIST}?initiatives__owner__email__startswith={guess}") for guess in ("a", "zzzz")]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert len({re.sub(r'value="[^"]{64}"', "", answer.content.decode()) for answer in answers}) == 1


def test_the_filters_of_the_page_work(desk: Client):
    centre = Stadsdeel.objects.order_by("pk").first()
    page = desk.get(f"{LIST}?stadsdeel__id__exact={centre.pk}")
    assert page.status_code == 200
    assert len(page.context["cl"].result_list) == centre.wijken.count()


@pytest.mark.parametrize(
    "query",
    [
        "stadsdeel__id__exact=abc",
        "stadsdeel__id__exact=99999999999999999999999",
        "stadsdeel__id__exact=-1",
        "stadsdeel__id__exact=1e400",
        "stadsdeel__id__exact=%00",
        "stadsdeel__id__exact=%ff",
        "stadsdeel__id__exact=" + "9" * 3_000,
        "stadsdeel__isnull=perhaps",
        "p=1e12",
        "p=99999999999999999999",
        "p=-1",
        "o=9999.-1.abc",
        "q=%00",
        "q=" + "a" * 3_000,
        "q=%22%27%29%3B--",
        "all=",
        "e=1",
        "_facets=True",
        "_popup=1&_to_field=password",
        "stadsdeel__id__exact=%F0%9F%8C%B1",
        "stadsdeel__id__in=1,a",
        "stadsdeel__id__exact=1&stadsdeel__id__exact=x",
    ],
)
def test_nonsense_in_an_address_never_breaks_the_list(desk: Client, query: str):
    assert desk.get(f"{LIST}?{query}").status_code in {200, 302, 400}


@pytest.mark.parametrize("key", ["abc", "1%00", "9" * 40, "-1", "_5F", "%ff", "1/../2", "１x"])
def test_nonsense_as_a_key_never_breaks_a_page(desk: Client, key: str):
    for page in ("change", "delete", "history"):
        assert desk.get(f"{LIST}{key}/{page}/").status_code in {302, 400, 404}


def test_what_an_address_says_does_not_fill_a_form(desk: Client):
    for nonsense in (
        "name=x&map_x=y",
        "stadsdeel=abc",
        "resident_names=1",
        "_to_field=password",
        "_changelist_filters=%",
    ):
        page = desk.get(f"/beheer/city/wijk/add/?{nonsense}")
        assert page.status_code in {200, 400}
        if page.status_code == 200:
            assert fields(page.content.decode())["name"] == ""


@pytest.mark.parametrize("key", ["abc", "9" * 40, "-1", ""])
def test_a_selection_that_is_none_is_a_bad_request(desk: Client, key: str):
    form = {"action": "delete_selected", "_selected_action": key, "index": "0"}
    assert desk.post(LIST, form).status_code in {200, 302, 400}


def test_a_row_taken_out_of_the_form_is_not_deleted(desk: Client):
    theme = Theme.objects.create(slug="weg", name="Weg")
    form = {"action": "delete_selected", "_selected_action": str(theme.pk), "post": "yes"}
    assert desk.post("/beheer/city/theme/", form).status_code == 302
    assert not Theme.objects.filter(slug="weg").exists()
    entry = AuditEntry.objects.get(verb="theme.deleted")
    assert (entry.before["name"], entry.after, entry.subject_id) == ("Weg", {}, str(theme.pk))


def test_a_save_is_recorded_with_what_it_was(desk: Client, administrator: User, theme: Theme):
    address, form = edit(desk, theme, name="Groen")
    was = theme.name
    assert desk.post(address, form).status_code == 302
    entry = AuditEntry.objects.values("verb", "actor_id", "subject_type", "subject_id", "before", "after").get()
    assert entry == {
        "verb": "theme.changed",
        "actor_id": administrator.pk,
        "subject_type": "city.theme",
        "subject_id": str(theme.pk),
        "before": {"name": was},
        "after": {"name": "Groen"},
    }


def test_a_save_that_changes_nothing_is_not_recorded(desk: Client, theme: Theme):
    address, form = edit(desk, theme)
    assert desk.post(address, form).status_code == 302
    assert AuditEntry.objects.count() == 0


def test_an_addition_is_recorded(desk: Client):
    form = {"slug": "nieuw", "name": "Nieuw", "name_en": "", "position": "9"}
    assert desk.post("/beheer/city/theme/add/", form).status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.before, entry.after["name"]) == ("theme.added", {}, "Nieuw")


def test_personal_values_are_not_recorded(desk: Client, guide: User):
    profile = Profile.objects.get(user=guide)
    address = f"/beheer/teams/profile/{profile.pk}/change/"
    form = fields(desk.get(address).content.decode()) | {"job": "Kanarie", "hours_a_week": "4"}
    desk.post(address, form)
    kept = [{**entry.before, **entry.after} for entry in AuditEntry.objects.all()]
    assert "Kanarie" not in str(kept)


def test_who_saves_second_sees_both_texts_and_decides(desk: Client, theme: Theme):
    address, form = edit(desk, theme, name="De mijne", name_en="Mine")
    Theme.objects.filter(pk=theme.pk).update(name="De hunne")
    answer = desk.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Iemand anders heeft dit intussen veranderd." in page
    assert "is nu: De hunne" in page
    assert 'value="De mijne"' in page
    assert Theme.objects.get(pk=theme.pk).name == "De hunne"
    assert desk.post(address, fields(page)).status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "De mijne"


def test_without_the_fingerprint_the_first_text_is_lost_unseen(
    desk: Client, theme: Theme, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ConflictForm, "clean", lambda self: super(ConflictForm, self).clean())
    address, form = edit(desk, theme, name="De mijne")
    Theme.objects.filter(pk=theme.pk).update(name="De hunne")
    assert desk.post(address, form).status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "De mijne"


def test_a_row_deleted_meanwhile_is_told(desk: Client):
    theme = Theme.objects.create(slug="weg", name="Weg")
    address, form = edit(desk, theme)
    theme.delete()
    assert desk.post(address, form).status_code == 302


def test_history_leads_to_the_audit_of_the_row(desk: Client, theme: Theme):
    answer = desk.get(f"/beheer/city/theme/{theme.pk}/history/")
    assert answer["Location"] == f"/beheer/core/auditentry/?subject_type=city.theme&subject_id={theme.pk}"
    assert desk.get(answer["Location"]).status_code == 200


def test_django_s_own_log_keeps_nothing(desk: Client, theme: Theme):
    address, form = edit(desk, theme, name="Groen")
    desk.post(address, form)
    assert admin.models.LogEntry.objects.count() == 0


class Closed(WordAdmin):
    pass


def test_without_words_a_page_is_for_nobody(administrator: User):
    page, request = Closed(RetentionTerm, admin.site), type("Request", (), {"user": administrator})()
    asked = ("module", "view", "add", "change", "delete")
    assert [getattr(page, f"has_{word}_permission")(request) for word in asked] == [False] * 5
