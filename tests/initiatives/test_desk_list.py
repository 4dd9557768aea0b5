"""The case list: filters, search, saved filters, bulk steps with a preview; nonsense never breaks it."""

import re
from urllib.parse import quote, urlencode

import pytest

from accounts.enums import Role
from initiatives.actions.conversation import ask_initiator
from initiatives.actions.ownership import take_up
from initiatives.actions.pace import pause
from initiatives.models import Initiative, Label, SavedFilter
from initiatives.views.desk_filters import known_part
from tests.factories import InitiativeFactory, RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import LIST, MONDAY, WEDNESDAY, came_in, letters, queries, text, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]


def names(desk, query=""):
    """Titles in the list, in its order."""
    page = text(desk.get(f"{LIST}{query}"))
    return re.findall(r'<a class="name" href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def three(guide, initiator, assendorp, theme):
    """A fresh one in Assendorp, one of the guide's that is late, one that is paused."""
    came_in("Fris", at=WEDNESDAY, place_kind="wijk", wijk=assendorp)
    take_up(initiative=came_in("Te laat", theme=theme), owner=guide, by=guide, at=MONDAY)
    paused = take_up(initiative=came_in("Op pauze", at=WEDNESDAY), owner=guide, by=guide, at=WEDNESDAY)
    pause(initiative=paused, reason="Vakantie.", by=guide, at=WEDNESDAY)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Te laat", "Fris", "Op pauze"]),
        ("?staat=submitted", ["Fris"]),
        ("?staat=pauze", ["Op pauze"]),
        ("?staat=alles", ["Op pauze", "Fris", "Te laat"]),
        ("?belofte=te-laat", ["Te laat"]),
        ("?belofte=op-tijd", ["Fris"]),
        ("?belofte=bijna", []),
        ("?belofte=geen", []),
        ("?gids=ik", ["Te laat", "Op pauze"]),
        ("?gids=geen", ["Fris"]),
        ("?positie=geen", ["Te laat", "Fris", "Op pauze"]),
        ("?positie=room", []),
        ("?wijk=assendorp", ["Fris"]),
        ("?wijk=stad", ["Te laat", "Op pauze"]),
        ("?thema=groen-en-natuur", ["Te laat"]),
        ("?thema=geen", ["Fris", "Op pauze"]),
        ("?thema=geen&gids=ik", ["Op pauze"]),
        ("?q=LAAT", ["Te laat"]),
        ("?q=zw-2026-0001", ["Fris"]),
        ("?q=nergens", []),
        ("?o=1", ["Fris", "Op pauze", "Te laat"]),
        ("?o=-1", ["Te laat", "Op pauze", "Fris"]),
    ],
)
def test_each_filter_finds_its_cases(desk, three, query, found):
    assert names(desk, query) == found


def test_labels_are_a_filter_too(desk, three):
    label = Label.objects.create(name="voorbeeld")
    Initiative.objects.get(title="Fris").labels.add(label)
    assert names(desk, f"?label={label.pk}") == ["Fris"]


def test_closed_cases_are_found_by_their_state(desk, guide):
    InitiativeFactory(title="Klaar", state="closed", ball="", outcome="independent")
    assert names(desk) == []
    assert names(desk, "?staat=closed") == ["Klaar"]


def test_dutch_words_are_found_inside_words(desk):
    came_in("Repair-café De Buurtmoestuin")
    assert names(desk, "?q=moestuin") == ["Repair-café De Buurtmoestuin"]
    assert names(desk, "?q=repaircafe") == ["Repair-café De Buurtmoestuin"]


def test_staff_find_by_an_organisation_that_is_not_shown_to_everyone(desk):
    Initiative.objects.filter(pk=came_in("Zitbank").pk).update(organisation="Timmerclub De Zaag", shown_name="none")
    assert names(desk, "?q=timmerclub") == ["Zitbank"]


def test_an_empty_list_says_what_to_do(desk):
    assert "Haal een filter weg of zoek op minder woorden." in text(desk.get(f"{LIST}?q=niets"))


def test_a_wijkmanager_lists_the_own_wijk_and_cannot_act(client, three, assendorp):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    client.force_login(manager)
    assert names(client, "?staat=alles") == ["Fris"]
    assert "_selected_action" not in text(client.get(LIST))


ODD_VALUES = ["'", "9" * 50, "ik;DROP", "../..", "＝1", "a" * 3000, "[", "\u202e", "null"]
PARAMETERS = ["staat", "belofte", "gids", "positie", "wijk", "thema", "label", "q", "o", "p"]
NONSENSE = [
    *(f"{name}={quote(value)}" for name in PARAMETERS for value in ODD_VALUES),
    "owner__password__startswith=a",
    "title__regex=(a%2B)%2B%24",
    "owner__email__contains=%40",
    "submitted_at__year=99999",
    "pk__in=1,2,x",
    "id__exact=abc",
    "_to_field=owner__password",
    "_popup=1",
    "_facets=1",
    "all=",
    "e=1",
    "p=-1",
    "p=1e12",
    "o=1.-2.x",
    "o=99",
    "label__name__iregex=.",
    "gids=1&gids=2&gids=ik",
    "staat[]=open",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_address_breaks_nothing(desk, query):
    assert desk.get(f"{LIST}?{query}").status_code in {200, 302, 400}


def test_a_secret_cannot_be_guessed_letter_by_letter(desk, three):
    """The answer is the same for a right and a wrong guess: the lookup is not there at all."""
    right, wrong = (desk.get(f"{LIST}?owner__email__startswith={letters}") for letters in ("gijs", "qqqq"))
    assert (right.status_code, wrong.status_code) == (400, 400)
    assert right.content == wrong.content


def test_the_queries_do_not_depend_on_the_rows(desk, guide, initiator):
    came_in("Een", by=initiator)
    desk.get(LIST)
    one = queries(desk, LIST)
    came_in("Twee", by=initiator)
    take_up(initiative=came_in("Drie", by=initiator), owner=guide, by=guide, at=MONDAY)
    assert queries(desk, LIST) == one


def test_above_a_thousand_it_stops_counting(desk):
    rows = InitiativeFactory.build_batch(1001)
    Initiative.objects.bulk_create(rows)
    page = text(desk.get(LIST))
    assert "meer dan 1.000 initiatieven" in page
    assert "Pagina 1 van 21" in page


# --- Saved filters --------------------------------------------------------------------------------------------------
def test_a_filter_is_kept_shown_and_thrown_away(desk, guide, three):
    response = desk.post(
        f"{LIST}filter/bewaren/", {"name": "Mijn wijk", "query": "wijk=assendorp&p=3&evil=1", "shared": "on"}
    )
    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.query, kept.shared) == (guide, "wijk=assendorp", True)
    assert response["Location"] == f"{LIST}?wijk=assendorp"
    assert f'<a href="?{kept.query}">Mijn wijk</a>' in text(desk.get(LIST))
    assert "Mijn wijk" in text(desk.get("/beheer/"))
    desk.post(f"{LIST}filter/{kept.pk}/weg/")
    assert not SavedFilter.objects.exists()


def test_a_colleague_sees_only_shared_filters_and_cannot_throw_them_away(client, guide):
    SavedFilter.objects.create(owner=guide, name="Gedeeld", query="wijk=assendorp", shared=True)
    SavedFilter.objects.create(owner=guide, name="Van mij", query="wijk=berkum")
    other = UserFactory()
    RoleGrantFactory(user=other, role=Role.GUIDE)
    client.force_login(other)
    page = text(client.get(LIST))
    assert ("Gedeeld" in page, "Van mij" in page) == (True, False)
    assert client.post(f"{LIST}filter/{SavedFilter.objects.get(name='Gedeeld').pk}/weg/").status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "", "query": "wijk=assendorp"}, "Geef het filter een naam van ten hoogste 60 tekens."),
        ({"name": "x" * 61, "query": "wijk=assendorp"}, "Geef het filter een naam van ten hoogste 60 tekens."),
        ({"name": "Leeg", "query": ""}, "Kies eerst een filter in de lijst."),
        ({"name": "Vreemd", "query": "evil=1"}, "Kies eerst een filter in de lijst."),
        ({"name": "Dubbel", "query": "wijk=assendorp"}, "U heeft al een filter met deze naam."),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(desk, guide, given, sentence):
    SavedFilter.objects.create(owner=guide, name="Dubbel", query="gids=ik")
    assert sentence in text(desk.post(f"{LIST}filter/bewaren/", given, follow=True))
    assert SavedFilter.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("wijk=assendorp&p=2", "wijk=assendorp"),
        ("q=tuin&staat=alles", "staat=alles&q=tuin"),
        ("//evil.example", ""),
        ("wijk=" + "a" * 200, ""),
        ("wijk=a%0d%0ab", ""),
        ("&".join(["x=1"] * 5000), ""),
    ],
)
def test_only_conditions_of_the_list_are_kept(query, known):
    assert known_part(query) == known


# --- Bulk -----------------------------------------------------------------------------------------------------------
def mark(desk, action, *cases):
    """Mark cases in the list and choose an action."""
    return desk.post(LIST, {"action": action, "index": "0", "_selected_action": [case.pk for case in cases]})


def carried(page):
    """The hidden fields of a page, to send them on."""
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def test_assigning_shows_what_will_happen_and_then_does_it(desk, guide, initiator):
    colleague = UserFactory(display_name="Hanneke Vloed", email="hanneke@zwolle.example")
    RoleGrantFactory(user=colleague, role=Role.GUIDE)
    new, mine = (
        came_in("Nieuw", by=initiator),
        take_up(initiative=came_in("Van mij", by=initiator), owner=guide, by=guide, at=MONDAY),
    )
    sent = len(letters())
    page = text(mark(desk, "assign", new, mine))
    given = {**carried(page), "guide": colleague.pk, "note": ""}
    preview = text(desk.post(f"{LIST}samen/gids/", given))
    assert "1 initiatief verandert" in preview
    assert "Van mij (ZW-2026-0002): Schrijf een notitie voor uw collega." in preview
    assert "1 e-mail gaat uit" in preview
    assert (len(letters()), Initiative.objects.get(pk=new.pk).owner) == (sent, None)
    preview = text(desk.post(f"{LIST}samen/gids/", {**given, "note": "Jij kent de wijk."}))
    assert "2 e-mails gaan uit" in preview
    desk.post(f"{LIST}samen/gids/", {**carried(preview), "note": "Jij kent de wijk.", "bevestig": "ja"})
    assert set(Initiative.objects.values_list("owner__display_name", flat=True)) == {"Hanneke Vloed"}
    assert len(letters()) == sent + 2
    shown = re.findall(r'<div class="mail" lang="nl">(.*?)</div>', preview, re.DOTALL)
    assert [body.strip() for _to, _subject, body in letters()[sent:]] == [body.strip() for body in shown]


def test_publishing_names_what_cannot_be_published(desk, guide, initiator):
    ready = take_up(initiative=came_in("Klaar", by=initiator), owner=guide, by=guide, at=MONDAY)
    unasked = take_up(initiative=came_in("Zonder ja", by=initiator), owner=guide, by=guide, at=MONDAY)
    Initiative.objects.filter(pk=unasked.pk).update(public_consent_at=None)
    preview = text(mark(desk, "publish", ready, unasked))
    assert "1 e-mail gaat uit" in preview
    assert "Zonder ja (ZW-2026-0002): De initiatiefnemer heeft nog geen toestemming" in preview
    response = desk.post(f"{LIST}samen/openbaar/", {**carried(preview), "bevestig": "ja"}, follow=True)
    assert "Gedaan bij 1 initiatief." in text(response)
    assert [case.published_at is not None for case in Initiative.objects.order_by("pk")] == [True, False]


def test_a_label_is_hung_on_all_and_mails_nobody(desk, initiator):
    label = Label.objects.create(name="voorbeeld")
    one, two = came_in("Een", by=initiator), came_in("Twee", by=initiator)
    one.labels.add(label)
    page = text(mark(desk, "hang_label", one, two))
    preview = text(desk.post(f"{LIST}samen/label/", {**carried(page), "label": label.pk}))
    assert "0 e-mails gaan uit" in preview
    assert "Dit label hangt er al aan." in preview
    desk.post(f"{LIST}samen/label/", {**carried(preview), "bevestig": "ja"})
    assert label.initiatives.count() == 2
    assert verbs(two)[-1] == "initiative.labelled"


def test_a_case_that_changed_since_the_preview_is_left_alone(desk, guide, initiator):
    case = take_up(initiative=came_in(by=initiator), owner=guide, by=guide, at=MONDAY)
    preview = text(mark(desk, "publish", case))
    ask_initiator(initiative=case, text="Mag het?", answer_by=WEDNESDAY.date().replace(day=20), by=guide, at=WEDNESDAY)
    response = desk.post(f"{LIST}samen/openbaar/", {**carried(preview), "bevestig": "ja"}, follow=True)
    assert "Een collega heeft dit initiatief intussen bijgewerkt" in text(response)
    assert Initiative.objects.get().published_at is None


def test_too_many_at_once_are_refused(desk):
    Initiative.objects.bulk_create(InitiativeFactory.build_batch(201))
    marked = {"action": "publish", "index": "0", "select_across": "1", "_selected_action": "1"}
    page = text(desk.post(LIST, marked, follow=True))
    assert "Kies ten hoogste 200 initiatieven tegelijk." in page


def test_cases_of_others_cannot_be_slipped_in(client, three, guide, assendorp):
    both = UserFactory()
    RoleGrantFactory(user=both, role=Role.WIJKMANAGER, scope=assendorp.scope)
    client.force_login(both)
    hidden = Initiative.objects.get(title="Te laat")
    given = {f"gezien-{hidden.pk}": hidden.changed_at.isoformat(), "bevestig": "ja"}
    assert client.post(f"{LIST}samen/openbaar/", given).status_code == 403
    assert "Uitvoeren" not in text(mark(client, "publish", hidden))
    assert Initiative.objects.get(pk=hidden.pk).published_at is None


@pytest.mark.parametrize("what", ["gids", "label", "openbaar"])
@pytest.mark.parametrize("name", ["geen", "gezien-x", "gezien-" + "9" * 30, "gezien-99999", "gezien-²"])
def test_a_selection_of_nothing_is_told_so(desk, what, name):
    given = {name: "nu", "bevestig": "ja"}
    assert "U hebt geen initiatieven gekozen." in text(desk.post(f"{LIST}samen/{what}/", given))


def test_an_unknown_bulk_step_is_not_found_and_reading_is_no_step(desk):
    assert desk.post(f"{LIST}samen/toveren/").status_code == 404
    assert desk.get(f"{LIST}samen/gids/").status_code == 405


@pytest.mark.parametrize("keys", [["x"], ["9" * 40], ["1", "abc"], [""]])
def test_marks_that_are_no_keys_are_no_trouble(desk, keys):
    response = desk.post(LIST, {"action": "publish", "index": "0", "_selected_action": keys})
    assert response.status_code in {200, 302, 400}


def test_addresses_of_lists_can_be_shared(desk, three):
    query = urlencode({"wijk": "assendorp", "staat": "alles"})
    assert names(desk, f"?{query}") == ["Fris"]
