"""Writing a story through its pages: by an initiator, by a colleague, by an editor; and who is kept out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.actions.story import StoryText, begin_story
from community.actions.story_consent import ask_contributors
from community.actions.story_parts import QuoteFacts, put_quote, remove_quote
from community.models import Story, StoryPhoto, StoryQuote
from core.models import OutgoingMail
from teams.models import Lesson
from tests.community.stories.conftest import INITIATOR_SAYS, TEXT, approve_as, newest, picture, states

pytestmark = pytest.mark.usefixtures("town", "clock")
BEGIN = "/mijn/ZW-2026-0001/verhaal/"
TYPED = {"title": "Onze tuin", "lead": "Kort.", "body": "## Het begin\n\nMet **drie**.", "language": "nl"}


def as_(user) -> Client:
    """A browser of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return client


def test_an_initiator_tells(case, initiator, ep_member, guide):
    browser = as_(initiator)
    assert "Vertel uw verhaal" in browser.get("/mijn/ZW-2026-0001/").content.decode()
    page = browser.get(BEGIN).content.decode()
    assert f'<option value="{initiator.pk}" selected>Noor Velthuis</option>' in page
    response = browser.post(BEGIN, TYPED | {"author": initiator.pk, "theme": case.theme_id})
    story = Story.objects.get()
    assert response["Location"] == f"/mijn/verhalen/{story.pk}/"
    assert (story.kind, story.initiative, story.theme, newest(story).author) == ("paired", case, case.theme, initiator)
    page = browser.get(f"/mijn/verhalen/{story.pk}/citaat/").content.decode()
    assert [name in page for name in ("Noor Velthuis", "Esra Polat", "Gijs Wolters", "Bas Holtrop")] == [
        True, True, True, False
    ]  # fmt: skip
    said = {"user": ep_member.pk, "topic": "less", "text": "Het duurde lang.", "name": "", "role": "adviseur"}
    browser.post(f"/mijn/verhalen/{story.pk}/citaat/", said)
    quote = StoryQuote.objects.get()
    assert (quote.name, quote.role, quote.side) == ("Esra Polat", "adviseur", "municipality")
    assert "Onze tuin" in browser.get("/mijn/ZW-2026-0001/").content.decode()
    assert "Onze tuin" in browser.get("/mijn/verhalen/").content.decode()


def test_a_preview_saves_nothing_and_loses_nothing(case, initiator):
    page = as_(initiator).post(BEGIN, TYPED | {"author": "", "voorbeeld": "ja"}).content.decode()
    assert "<h2>Het begin</h2>" in page
    assert "<strong>drie</strong>" in page
    assert "## Het begin" in page
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Geef het verhaal een titel."),
        ("title", "Kijk op www.evil.example", "Zet hier geen webadres neer."),
        ("lead", "", "Schrijf een korte inleiding."),
        ("body", "", "Schrijf het verhaal."),
    ],
)
def test_what_is_wrong_stands_at_the_field(case, initiator, field, value, sentence):
    page = as_(initiator).post(BEGIN, TYPED | {"author": "", field: value}).content.decode()
    assert page.count(sentence) == 2
    assert "Fout: Begin een verhaal" in page
    assert "Er gaat iets mis" in page
    assert not Story.objects.exists()


def test_a_photo_needs_words_and_somebody_who_decides(draft, guide, initiator):
    browser, address = as_(guide), f"/mijn/verhalen/{draft.pk}/foto/"
    page = browser.post(address, {}).content.decode()
    for sentence in ("Kies een foto.", "Beschrijf wat er op de foto te zien is.", "Kies wie over deze foto beslist"):
        assert sentence in page
    sent = {"description": "Drie buren", "people": [initiator.pk]}
    wrong = SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    page = browser.post(address, sent | {"photo": wrong}).content.decode()
    assert "“foto.jpg” kan hier niet." in page
    assert "Drie buren" in page
    text = SimpleUploadedFile("brief.txt", b"Beste gemeente", "text/plain")
    assert "Kies een foto: JPEG, PNG, WebP of GIF." in browser.post(address, sent | {"photo": text}).content.decode()
    good = SimpleUploadedFile("foto.svg.php", picture(), "image/svg+xml")
    assert browser.post(address, sent | {"photo": good}).status_code == 302
    photo = StoryPhoto.objects.get()
    assert photo.name.endswith(".webp")
    response = browser.get(f"/mijn/verhalen/foto/{photo.token}/")
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "no-store, private")
    assert b"".join(response.streaming_content).startswith(b"RIFF")


def test_reading_approving_and_taking_back(asked, initiator, ep_member, guide):
    browser, here = as_(initiator), f"/mijn/verhalen/{asked.pk}/"
    assert "Lees het en geef antwoord" in browser.get("/mijn/ZW-2026-0001/").content.decode()
    page = browser.get(f"{here}toestemming/")
    assert INITIATOR_SAYS in page.content.decode()
    seen = page.context["mine"].seen
    assert (
        browser.post(f"{here}goedkeuren/", {"seen": "onzin"}, follow=True)
        .content.decode()
        .count("De tekst is intussen veranderd.")
        == 1
    )
    browser.post(f"{here}goedkeuren/", {"seen": seen})
    assert newest(asked).quotes.get(user=initiator).approved_at is not None
    other = as_(ep_member)
    assert "Schrijf op wat er anders moet." in other.post(f"{here}wijzigen/", {"word": ""}).content.decode()
    assert other.post(f"{here}wijzigen/", {"word": "Anders."}).status_code == 302
    assert states(asked) == ["draft"]
    assert "Anders." in as_(guide).get(here).content.decode()
    page = browser.get(f"{here}toestemming/").content.decode()
    assert ("Het verhaal wordt aangepast" in page, INITIATOR_SAYS in page) == (True, False)
    assert "wordt aangepast" in browser.get("/mijn/verhalen/").content.decode()
    assert other.post(f"{here}terugnemen/", follow=True).status_code == 200
    assert not StoryQuote.objects.filter(user=ep_member).exists()


def test_an_editor_publishes_and_takes_off(asked, initiator, ep_member, editor, guide, now):
    for user in (initiator, ep_member):
        approve_as(asked, user, now)
    here, at_work = f"/mijn/verhalen/{asked.pk}/", f"/werkplek/verhalen/{asked.pk}/"
    assert "U schreef dit zelf." in as_(guide).get(here).content.decode()
    page = as_(guide).post(f"{at_work}online/", follow=True).content.decode()
    assert "Een collega leest het en zet het online." in page
    browser = as_(editor)
    assert "Klaar om te publiceren" in browser.get("/werkplek/verhalen/?status=ready").content.decode().replace(
        "klaar om te publiceren", "Klaar om te publiceren"
    )
    browser.post(f"{at_work}online/")
    assert states(asked) == ["published"]
    assert "Schrijf op waarom het verhaal eraf gaat." in browser.post(f"{at_work}eraf/", {}).content.decode()
    browser.post(f"{here}nieuwe-versie/")
    assert states(asked) == ["published", "draft"]
    browser.post(f"{here}weg/")
    browser.post(f"{at_work}eraf/", {"reason": "Klopt niet."})
    assert states(asked) == ["withdrawn"]


def test_a_second_writer_sees_what_the_first_wrote(draft, guide, editor):
    address = f"/mijn/verhalen/{draft.pk}/tekst/"
    seen = as_(guide).get(address).context["form"].initial["seen"]
    sent = TYPED | {"author": "", "seen": seen}
    assert as_(guide).post(address, sent).status_code == 302
    page = as_(editor).post(address, sent | {"title": "Van de tweede"}).content.decode()
    assert "Iemand anders heeft deze tekst intussen veranderd." in page
    assert "Onze tuin" in page
    assert "Van de tweede" in page


def test_what_is_typed_stays_when_somebody_sent_the_story_round_meanwhile(draft, guide, editor, now):
    here = f"/mijn/verhalen/{draft.pk}/"
    seen = as_(editor).get(f"{here}tekst/").context["form"].initial["seen"]
    ask_contributors(story=draft, by=guide, at=now)
    page = as_(editor).post(f"{here}tekst/", TYPED | {"author": "", "seen": seen, "body": "Lang getypt."})
    assert ("De tekst ligt vast" in page.content.decode(), "Lang getypt." in page.content.decode()) == (True, True)
    said = {"user": guide.pk, "topic": "less", "text": "Ook getypt.", "name": "", "role": ""}
    page = as_(editor).post(f"{here}citaat/", said).content.decode()
    assert ("De tekst ligt vast" in page, "Ook getypt." in page) == (True, True)
    assert as_(editor).get(f"{here}tekst/").status_code == 404
    assert newest(draft).body == TEXT.body


def test_words_for_a_quote_that_somebody_took_out_are_a_quote(draft, guide, initiator, now):
    quote = newest(draft).quotes.get(user=initiator)
    remove_quote(quote=quote, by=guide, at=now)
    facts = QuoteFacts(user=initiator, topic="well", text="Toch gezegd.")
    assert put_quote(story=draft, facts=facts, quote=quote, by=guide, at=now).text == "Toch gezegd."


def test_lessons_that_another_linked_stay(online, initiator, editor, team, ep_member, now):
    shared = Lesson.objects.create(team=team, text="Bel eerst.", learnt_by=ep_member, learnt_at=now)
    online.lessons.add(shared)
    mine = begin_story(kind="paired", text=TEXT, initiative=online.initiative, theme=None, by=initiator, at=now)
    mine.lessons.add(shared)
    as_(initiator).post(f"/mijn/verhalen/{mine.pk}/lessen/", {})
    assert list(mine.lessons.all()) == [shared]
    as_(editor).post(f"/mijn/verhalen/{mine.pk}/lessen/", {})
    assert list(mine.lessons.all()) == []


def test_a_blog_at_the_werkplek(editor, case):
    browser = as_(editor)
    page = browser.post("/werkplek/verhalen/nieuw/", TYPED | {"kind": "paired", "author": "", "number": ""})
    assert "Noem het initiatief waarover dit verhaal gaat." in page.content.decode()
    page = browser.post("/werkplek/verhalen/nieuw/", TYPED | {"kind": "paired", "author": "", "number": "ZW-1"})
    assert "Dit nummer kennen wij niet." in page.content.decode()
    assert (
        browser.post("/werkplek/verhalen/nieuw/", TYPED | {"kind": "blog", "author": "", "number": ""}).status_code
        == 302
    )
    assert Story.objects.get().kind == "blog"


def test_lessons_stay_with_colleagues(online, guide, initiator, team, ep_member, now, client):
    shared = Lesson.objects.create(team=team, text="Bel eerst.", learnt_by=ep_member, learnt_at=now)
    kept = Lesson.objects.create(team=team, text="Binnenskamers.", learnt_by=ep_member, learnt_at=now, shareable=False)
    address = f"/mijn/verhalen/{online.pk}/lessen/"
    as_(guide).post(address, {"lessons": [shared.pk]})
    assert list(online.lessons.all()) == [shared]
    as_(guide).post(address, {"lessons": [kept.pk]})
    assert list(online.lessons.all()) == [shared]
    assert "Bel eerst." not in client.get("/verhalen/een-tuin-van-twee-kanten/").content.decode()
    assert "Bel eerst." not in as_(initiator).get(f"/mijn/verhalen/{online.pk}/toestemming/").content.decode()
    page = as_(guide).get(f"/werkplek/lessen/{shared.pk}/")
    assert "Een tuin van twee kanten" in page.content.decode()


def test_others_find_nothing(asked, outsider, second_member, fund_officer, ep_member):
    """Not the draft of another, not the photo, not the request."""
    here, photo = f"/mijn/verhalen/{asked.pk}/", newest(asked).photos.get().token
    gets = [
        here,
        f"{here}tekst/",
        f"{here}citaat/",
        f"{here}foto/",
        f"{here}toestemming/",
        f"/mijn/verhalen/foto/{photo}/",
    ]
    posts = ["vragen", "concept", "nieuwe-versie", "weg", "lessen", "goedkeuren", "wijzigen", "terugnemen"]
    for user in (outsider, second_member, fund_officer):
        browser = as_(user)
        assert {address: browser.get(address).status_code for address in gets} == dict.fromkeys(gets, 404)
        assert {name: browser.post(f"{here}{name}/").status_code for name in posts} == dict.fromkeys(posts, 404)
        assert browser.get("/mijn/ZW-2026-0001/verhaal/").status_code == (404)
    assert as_(ep_member).get(here).status_code == 404
    assert states(asked) == ["asked"]


def test_a_photo_that_waits_is_for_who_is_asked(pictured, initiator, guide, now):
    address = f"/mijn/verhalen/foto/{newest(pictured).photos.get().token}/"
    assert as_(initiator).get(address).status_code == 404
    ask_contributors(story=pictured, by=guide, at=now)
    response = as_(initiator).get(address)
    assert (response.status_code, b"".join(response.streaming_content)[:4]) == (200, b"RIFF")
    assert Client().get(address).status_code == 302


def test_the_list_at_the_werkplek(case, guide, ep_member, editor, now, django_assert_max_num_queries):
    counts = []
    for more in (1, 3):
        for number in range(more):
            text = StoryText(title=f"Verhaal {number}", lead="x")
            begin_story(kind="paired", text=text, initiative=case, theme=None, by=guide, at=now)
        browser = as_(editor)
        with django_assert_max_num_queries(25) as captured:
            assert browser.get("/werkplek/verhalen/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "Hier staat nog geen verhaal." in as_(ep_member).get("/werkplek/verhalen/").content.decode()
    assert "Verhaal 0" not in as_(editor).get("/werkplek/verhalen/?status=published").content.decode()
    assert 'href="/werkplek/verhalen/"' in as_(ep_member).get("/werkplek/").content.decode()


def test_mails_speak_the_language_of_their_reader(draft, initiator, guide, now):
    initiator.language = "en"
    initiator.save()
    ask_contributors(story=draft, by=guide, at=now)
    mail = OutgoingMail.objects.get(to="noor@example.nl")
    assert mail.subject == "May this appear in our story? “Een tuin van twee kanten”"
    assert TEXT.body not in mail.text
