"""News of the initiator: written, corrected, taken back; on the page, in the feed, and its photo."""

from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from community.actions import news as actions
from community.actions.moderation import take_down_news
from community.enums.following import NewsState
from community.models import News
from core.files import check_upload
from core.models import AuditEntry
from core.refusal import Conflict, IllegalTransition, Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OWN = "/mijn/ZW-2026-0001/nieuws/"
PAGE = "/initiatieven/buurttuin/"
FORM = {"title": "Wij beginnen", "text": "Zaterdag om tien uur.", "key": "a" * 32}


def picture(name: str = "tuin.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def test_from_ones_own_page_to_everybody(client, clock, shown_case, initiator):
    client.force_login(initiator)
    answer = client.post(OWN, {**FORM, "photo": picture(), "description": "Een groene tuin"}, follow=True)
    assert "Uw bericht staat op de website." in answer.content.decode()
    client.logout()
    page = client.get(PAGE).content.decode()
    news = News.objects.get()
    assert "Nieuws van de initiatiefnemer" in page
    assert f'<img src="/initiatieven/bericht/foto/{news.token}/" alt="Een groene tuin" width="40" height="30"' in page
    assert '<time datetime="2026-03-11T10:00:00+01:00">11 maart 2026</time>' in page
    photo = client.get(f"/initiatieven/bericht/foto/{news.token}/")
    assert (photo.status_code, photo.headers["Content-Type"]) == (200, "image/webp")
    list(photo)
    shown_case.refresh_from_db()
    assert shown_case.news_at == news.written_at
    assert AuditEntry.objects.filter(verb="news.written", case_number="ZW-2026-0001").count() == 1


def test_paragraphs_and_links_and_nothing_we_vouch_for(client, clock, news, initiator, now):
    actions.change_news(
        news=news, version=1, title="Kop", text="Een.\n\nKijk [hier](https://tuin.example).", by=initiator, at=now
    )
    page = client.get("/initiatieven/buurttuin/berichten/").content.decode()
    link = '<a href="https://tuin.example" rel="nofollow ugc noopener noreferrer">hier</a>'
    assert f"<p>Een.</p>\n<p>Kijk {link}.</p>" in page
    assert "Kijk hier (https://tuin.example)." in client.get("/initiatieven/buurttuin/nieuws/").content.decode()


def test_it_stands_in_the_feed(client, news):
    feed = ET.fromstring(client.get("/initiatieven/buurttuin/nieuws/").content)
    names = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert names == ["Buurttuin aan de Assendorperdijk", "De eerste bollen staan in de grond"]


def test_sending_twice_is_once(client, clock, shown_case, initiator):
    client.force_login(initiator)
    assert [client.post(OWN, FORM).status_code for _time in range(2)] == [302, 302]
    assert News.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "Schrijf een kop boven uw bericht."),
        ({"text": ""}, "Schrijf eerst een bericht."),
        ({"text": "x" * 4001}, "Gebruik niet meer dan 4000 tekens. Het zijn er nu 4001."),
    ],
)
def test_what_is_missing_is_said_and_nothing_lost(client, shown_case, initiator, change, told):
    client.force_login(initiator)
    page = client.post(OWN, {**FORM, **change}).content.decode()
    assert told in page
    kept = FORM["text"] if "title" in change else FORM["title"]
    assert kept in page
    assert News.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("x.pdf", b"%PDF-1.4 x"), "beschadigd"),
        (SimpleUploadedFile("x.txt", b"Hallo allemaal"), "Dit is geen foto."),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff no"), "beschadigd of is geen foto"),
    ],
)
def test_what_is_no_photo_is_refused(client, shown_case, initiator, file, told):
    client.force_login(initiator)
    file.seek(0)
    assert told in client.post(OWN, {**FORM, "photo": file}).content.decode()
    assert News.objects.count() == 0


def test_a_photo_has_words_for_who_cannot_see_it(client, clock, shown_case, initiator):
    client.force_login(initiator)
    told = "Beschrijf wat er op de foto te zien is."
    page = client.post(OWN, {**FORM, "photo": picture()}).content.decode()
    assert (told in page, "Zaterdag om tien uur." in page, News.objects.exists()) == (True, True, False)
    client.post(OWN, {**FORM, "photo": picture(), "description": "Een tuin"})
    address = f"{OWN}{News.objects.get().pk}/"
    assert told in client.post(address, {**FORM, "version": "1", "description": ""}).content.decode()
    assert client.post(address, {**FORM, "version": "1", "description": "", "drops_photo": "on"}).status_code == 302


def test_only_the_initiators_side_writes(client, shown_case, outsider, guide):
    for user in (outsider, guide):
        client.force_login(user)
        assert client.post(OWN, FORM).status_code == 404
    assert News.objects.count() == 0


def test_of_a_page_nobody_sees_nothing_is_written(client, initiative, initiator, now):
    client.force_login(initiator)
    assert "Zodra het daar staat, kunt u nieuws schrijven." in client.get(OWN).content.decode()
    with pytest.raises(Refusal):
        actions.write_news(initiative=initiative, title="x", text="x", language="nl", by=initiator, at=now)


def test_five_a_day(shown_case, initiator, now):
    def write(at):
        return actions.write_news(initiative=shown_case, title="x", text="x", language="nl", by=initiator, at=at)

    for _number in range(5):
        write(now)
    with pytest.raises(Refusal):
        write(now + timedelta(hours=23))
    assert write(now + timedelta(hours=25)).pk


def test_correcting_shows_when(client, clock, news, initiator):
    clock.shift(timedelta(days=1))
    client.force_login(initiator)
    answer = client.post(f"{OWN}{news.pk}/", {"title": "Anders", "text": "Beter.", "version": 1})
    assert (answer.status_code, answer.headers["Location"]) == (302, OWN)
    page = client.get(PAGE).content.decode()
    assert ("Anders" in page, "aangepast op 12 maart 2026" in page) == (True, True)


def test_who_saves_second_sees_both_texts(client, clock, news, initiator, now):
    actions.change_news(news=news, version=1, title="De eerste was snel", text="x", by=initiator, at=now)
    client.force_login(initiator)
    page = client.post(f"{OWN}{news.pk}/", {"title": "De tweede", "text": "y", "version": 1}).content.decode()
    assert ("De eerste was snel" in page, "De tweede" in page) == (True, True)
    with pytest.raises(Conflict):
        actions.change_news(news=news, version=1, title="z", text="z", by=initiator, at=now)


def test_taking_back(client, clock, shown_case, initiator):
    client.force_login(initiator)
    client.post(OWN, {**FORM, "photo": picture(), "description": "Groen"})
    news = News.objects.get()
    token, stored = news.token, news.photo
    assert stored.storage.exists(stored.name)
    with CaptureQueriesContext(connection):
        client.post(f"{OWN}{news.pk}/intrekken/")
    news.refresh_from_db()
    assert (news.state, news.photo.name, news.token) == (NewsState.WITHDRAWN, "", None)
    assert client.get(f"/initiatieven/bericht/foto/{token}/").status_code == 404
    client.logout()
    assert "Wij beginnen" not in client.get(PAGE).content.decode()
    assert actions.withdraw_news(news=news, by=initiator, at=news.withdrawn_at).state == NewsState.WITHDRAWN
    with pytest.raises(Refusal):
        actions.change_news(news=news, version=1, title="x", text="x", by=initiator, at=news.withdrawn_at)


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_photo_goes_with_it(shown_case, initiator, now):
    news = actions.write_news(
        initiative=shown_case, title="x", text="x", language="nl", by=initiator, at=now, upload=check_upload(picture())
    )
    stored = news.photo
    other = actions.change_news(
        news=news, version=1, title="x", text="x", by=initiator, at=now, upload=check_upload(picture())
    )
    assert (stored.storage.exists(stored.name), other.photo.storage.exists(other.photo.name)) == (False, True)
    gone = actions.change_news(news=news, version=2, title="x", text="x", by=initiator, at=now, drops_photo=True)
    assert (gone.photo.name, other.photo.storage.exists(other.photo.name)) == ("", False)


def test_news_of_a_page_that_left_is_nowhere(client, news):
    news.initiative.published_at = None
    news.initiative.save()
    for address in (f"{PAGE}berichten/", f"{PAGE}nieuws/", f"{PAGE}berichten/{news.pk}/melden/"):
        assert client.get(address).status_code == 404


def test_a_photo_alone_opens_nothing(client, shown_case, initiator, now):
    news = actions.write_news(
        initiative=shown_case, title="x", text="x", language="nl", by=initiator, at=now, upload=check_upload(picture())
    )
    shown_case.refresh_from_db()
    shown_case.published_at = None
    shown_case.save()
    assert client.get(f"/initiatieven/bericht/foto/{news.token}/").status_code == 404
    assert client.get(f"/initiatieven/bericht/foto/{news.token}/klein/").status_code == 404


def test_all_news_a_page_at_a_time(client, shown_case, initiator, now):
    counts = []
    for number in range(12):
        News.objects.create(
            initiative=shown_case, title=f"Nummer {number}", text="x", written_by=initiator, written_at=now
        )
        if number in {0, 2}:
            with CaptureQueriesContext(connection) as seen:
                client.get(f"{PAGE}berichten/?x={number}")
            counts.append(len(seen))
    assert counts[0] == counts[1]
    first = client.get(f"{PAGE}berichten/").content.decode()
    assert (first.count("<article"), "?pagina=2" in first) == (10, True)
    assert client.get(f"{PAGE}berichten/?pagina=2").content.decode().count("<article") == 2
    assert "Lees alle berichten" in client.get(PAGE).content.decode()


def test_in_another_language_it_says_so(client, news):
    assert '<h3 lang="nl">De eerste bollen' in client.get(f"/en{PAGE}").content.decode()


def test_attacks_stay_text(client, clock, shown_case, initiator):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client.force_login(initiator)
    client.post(OWN, {"title": attack[:100], "text": attack, "key": "b" * 32})
    for address in (PAGE, f"{PAGE}berichten/", OWN):
        page = client.get(address).content.decode()
        assert ("<script>alert" in page, "<img src=x" in page, "&lt;script&gt;alert" in page) == (False, False, True)


def test_an_illegal_step_is_refused(news, initiator, guide, now):
    take_down_news(news=news, reason="x", by=guide, at=now)
    with pytest.raises(IllegalTransition):
        actions.withdraw_news(news=news, by=initiator, at=now)
    with pytest.raises(IllegalTransition):
        take_down_news(news=news, reason="x", by=guide, at=now)


def test_somebody_elses_news_cannot_be_changed(client, news):
    client.force_login(UserFactory())
    assert client.post(f"{OWN}{news.pk}/", FORM).status_code == 404
    assert client.post(f"{OWN}{news.pk}/intrekken/").status_code == 404
