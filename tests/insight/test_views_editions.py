"""Making an edition on screen, and reading it as everyone."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import Note
from insight.actions.edition import choose_lines, offer_edition, publish_edition, start_edition
from insight.models import Edition
from insight.records import Choice, NewEdition
from teams.models import Lesson
from tests.initiatives.public_rows import body
from tests.initiatives.test_weight import too_heavy
from tests.insight.test_editions import PERIOD

pytestmark = pytest.mark.usefixtures("town", "clock")
EDITIONS = "/werkplek/verslag/edities/"
PUBLIC = "/leren/verslag/2026-1/"
CANARY = "GEHEIME-ZIN"


def test_from_a_new_edition_to_the_website(client, year, editor, guide, lesson):
    client.force_login(editor)
    sent = {"title": "Voorjaar", "first": "2026-03-01", "last": "2026-03-11", "programme": ""}
    address = client.post(EDITIONS, sent)["Location"]
    page = body(client, address)
    assert "Loopt zelfstandig: 5" in page
    assert "Adviesgesprek: minder dan 5" in page
    key = f"lessons.{lesson.pk}"
    lines = {"line-outcomes.independent": "on", f"line-{key}": "on", f"text-{key}": "Vraag van wie de grond is."}
    assert client.post(address, lines)["Location"] == address
    assert "De gekozen regels zijn geteld en bewaard op 11 maart 2026, 10:00 uur." in body(client, address)
    client.post(f"{address}aanbieden/")
    assert client.post(f"{address}goedkeuren/").status_code == 403
    client.force_login(guide)
    assert "Mag iedereen dit lezen?" in body(client, address)
    client.post(f"{address}goedkeuren/")
    client.logout()
    page = body(client, PUBLIC)
    assert "Leerverslag 2026-1, over 1 maart 2026 tot en met 11 maart 2026." in page
    assert ("Vraag van wie de grond is." in page, "Loopt zelfstandig" in page) == (True, True)


def test_who_made_it_is_refused_on_screen(client, year, guide, now):
    edition = start_edition(new=NewEdition(title="Eigen", **PERIOD), by=guide, at=now)
    choice = Choice(keys=frozenset({"outcomes.independent"}), texts={})
    choose_lines(edition=edition, choice=choice, by=guide, at=now)
    offer_edition(edition=edition, by=guide, at=now)
    client.force_login(guide)
    page = client.post(f"{EDITIONS}{edition.pk}/goedkeuren/", follow=True).content.decode()
    assert "Wie een editie samenstelde, keurt haar niet zelf goed. Vraag een collega." in page
    assert Edition.objects.get().state == "offered"


def test_an_edition_goes_back_with_a_reason(client, published, editor, guide, now):
    edition = start_edition(new=NewEdition(title="Terug", **PERIOD), by=editor, at=now)
    choose_lines(edition=edition, choice=Choice(keys=frozenset({"outcomes.idle"}), texts={}), by=editor, at=now)
    offer_edition(edition=edition, by=editor, at=now)
    client.force_login(guide)
    address = f"{EDITIONS}{edition.pk}/"
    assert "Dit veld is verplicht" in client.post(f"{address}teruggeven/", {"remark": ""}).content.decode()
    client.post(f"{address}teruggeven/", {"remark": "Te weinig."})
    client.force_login(editor)
    assert "Te weinig." in body(client, address)


def test_nothing_chosen_is_said(client, editor, now):
    edition = start_edition(new=NewEdition(title="Leeg", **PERIOD), by=editor, at=now)
    client.force_login(editor)
    assert "Kies ten minste één regel." in client.post(f"{EDITIONS}{edition.pk}/", {}).content.decode()


def test_an_edition_that_is_not_published_is_nowhere(client, year, editor, now):
    edition = start_edition(new=NewEdition(title="Nog niet", **PERIOD), by=editor, at=now)
    choose_lines(edition=edition, choice=Choice(keys=frozenset({"outcomes.idle"}), texts={}), by=editor, at=now)
    assert client.get("/leren/verslag/None/").status_code == 404
    assert ("Nog niet" in body(client, "/leren/"), "Nog niet" in body(client, "/sitemap.xml")) == (False, False)


def test_the_edition_as_a_file_and_as_a_list(client, published):
    response = client.get(f"{PUBLIC}bestand/")
    assert response["Content-Disposition"] == 'attachment; filename="leerverslag-2026-1.html"'
    assert "Vraag eerst wie de grond beheert." in response.content.decode()
    rows = body(client, f"{PUBLIC}csv/").splitlines()
    assert rows[1:] == [
        '"Initiatieven";"kwamen binnen";"minder dan 5";"aantal";"";""',
        '"Adviesgesprekken";"adviesgesprek";"minder dan 5";"aantal";"";""',
        '"Wat wij leerden";"een werkwijze";"";"";"Vraag eerst wie de grond beheert.";""',
        '"Wat mensen zeggen";"";"";"";"Ik wist eindelijk wie ik kon bellen.";"Noor Velthuis, initiatiefnemer"',
    ]


def test_what_the_city_learnt(client, published):
    page = body(client, "/leren/")
    assert ("Vraag eerst wie de grond beheert." in page, PUBLIC in page, "/leren/ep-2026/" in page) == (True,) * 3
    assert "Geen les past" in body(client, "/leren/?zoek=zwaan")
    assert "Vraag eerst wie" in body(client, "/leren/?zoek=GROND&waarover=process")
    assert "Vraag eerst wie" not in body(client, "/leren/?waarover=goal")
    assert "Vraag eerst wie" in body(client, "/leren/?waarover=onzin&pagina=0")
    assert "Vraag eerst wie" not in body(client, "/leren/?pagina=2")


def test_a_public_programme(client, published, season, initiative):
    type(initiative).objects.update(published_at=published.made_at, public_consent_at=published.made_at)
    page = body(client, "/leren/ep-2026/")
    assert ("Wij leren samen." in page, PUBLIC in page, initiative.title in page) == (True,) * 3
    assert "2 adviesgesprekken" in page
    type(season).objects.update(is_public=False)
    assert client.get("/leren/ep-2026/").status_code == 404


def test_everything_is_there_in_english(client, published):
    page = body(client, "/en/leren/verslag/2026-1/")
    assert ("How" in page or "Initiatives" in page, "fewer than 5" in page, 'lang="nl"' in page) == (True,) * 3
    assert "What the city learns" in body(client, "/en/leren/")


def test_the_sitemap_has_what_was_learnt(client, published):
    page = body(client, "/sitemap.xml")
    assert [f"<loc>http://localhost:8000{path}</loc>" in page for path in ("/leren/", "/leren/ep-2026/", PUBLIC)] == [
        True,
        True,
        True,
    ]


def test_an_internal_sentence_is_nowhere(client, published, year, initiative, season, team, ep_member, now):
    """Planted in everything colleagues write; what was chosen stays the only thing that shows."""
    Lesson.objects.update(text=CANARY, subject=CANARY, follow_up="")
    team.lessons.create(text=CANARY, learnt_by=ep_member, learnt_at=now, shareable=False)
    team.sessions.update(agreed=CANARY)
    Note.objects.create(initiative=initiative, text=CANARY, author=ep_member, written_at=now)
    season.parts.update(left_reason=CANARY)
    season.closing_answers.update(needed=CANARY)
    season.closing_answers.create(user=ep_member, brought=CANARY, answered_at=now)
    Edition.objects.create(title=CANARY, remark=CANARY, made_by=ep_member, made_at=now, **PERIOD)
    pages = ["/leren/", f"/leren/?zoek={CANARY[:5]}", PUBLIC, f"{PUBLIC}bestand/", f"{PUBLIC}csv/", "/sitemap.xml"]
    assert [page for page in pages if CANARY in body(client, page)] == []


def test_the_same_sentence_is_everywhere_once_it_is_published(client, editor, guide, year, lesson, now):
    """The control: the search of the test above finds what is there."""
    Lesson.objects.update(text=CANARY)
    edition = start_edition(new=NewEdition(title=CANARY, **PERIOD), by=editor, at=now)
    choice = Choice(keys=frozenset({f"lessons.{lesson.pk}"}), texts={})
    choose_lines(edition=edition, choice=choice, by=editor, at=now)
    publish_edition(edition=offer_edition(edition=edition, by=editor, at=now), by=guide, at=now)
    pages = ["/leren/", PUBLIC, f"{PUBLIC}bestand/", f"{PUBLIC}csv/"]
    assert [page for page in pages if CANARY not in body(client, page)] == []


def test_a_kept_edition_is_one_query(client, published):
    caches["local"].clear()
    counted = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(PUBLIC)
        counted.append(len(queries))
    assert counted[0] <= 4


def test_what_everyone_reads_is_light(client, published):
    assert too_heavy(client, ["/leren/", "/leren/ep-2026/", PUBLIC]) == {}
