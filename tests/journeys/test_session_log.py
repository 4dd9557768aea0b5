"""The civil servant on a telephone: asked, joining, logging an advice session, losing no word of it."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Session as LoginSession
from accounts.models import User
from core.models import OutgoingMail
from initiatives.models import Initiative
from teams.actions.session import edit_session, log_session
from teams.models import ActionPoint, Session, SessionDraft, Team, TeamMember
from teams.records import Talk
from tests.factories import TeamMemberFactory
from tests.journeys.conftest import DESKTOP, session_cookie

pytestmark = pytest.mark.usefixtures("town", "team")

FORM = "/werkplek/ZW-2026-0001/gesprek/"
CASE = "/werkplek/ZW-2026-0001/"
AGREED = "Esra meet de stoep op. Noor praat met de buren."
OFFLINE = "ERR_INTERNET_DISCONNECTED"


def send(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Bewaar (intern|en deel)")).first.click()


def status_of(page: Page) -> object:
    return page.locator("[data-status]")


def test_four_inputs_and_the_button_are_in_sight(device: Callable[..., Page], ep_member: User) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    for control in [
        page.get_by_label("Initiatief", exact=True),
        page.get_by_label("Vandaag"),
        page.get_by_label("Anders"),
        page.get_by_label("Wat is afgesproken?"),
        page.get_by_label("Zichtbaar voor de initiatiefnemer"),
        page.get_by_role("button", name="Bewaar intern").first,
    ]:
        box = control.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 667
        assert box["x"] + box["width"] <= 375
    expect(page.get_by_label("Initiatief", exact=True)).to_be_focused()
    expect(page.get_by_label("Welke dag?")).to_be_hidden()
    expect(page.get_by_label("Actiepunt 1")).to_be_hidden()


def test_a_session_is_logged_with_twelve_keys_besides_its_text(device: Callable[..., Page], ep_member: User) -> None:
    page = device(as_=ep_member)
    opened = page.goto(FORM)
    assert len(opened.body()) <= 30 * 1024
    expect(page.get_by_label("Initiatief", exact=True)).to_be_focused()
    keys = ["Tab", "Tab", "ArrowRight", "Tab", AGREED, "Tab", "Space", "Tab", "Enter"]
    for key in keys:
        if key == AGREED:
            page.keyboard.type(AGREED)
        else:
            page.keyboard.press(key)
    page.wait_for_url(CASE)
    assert len(keys) - 1 <= 12
    session = Session.objects.get()
    assert (session.minutes, session.agreed, session.shared) == (30, AGREED, True)
    assert session.held_on == timezone.localdate()


def test_shared_and_internal_cannot_be_mixed_up(device: Callable[..., Page], ep_member: User) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    box = page.locator(".audience")
    look = "element => [getComputedStyle(element).borderStyle, getComputedStyle(element).backgroundColor]"
    expect(box).to_contain_text("INTERN Alleen collega's lezen dit.")
    expect(box).not_to_contain_text("GEDEELD", use_inner_text=True)
    internal = box.evaluate(look)
    page.get_by_label("Zichtbaar voor de initiatiefnemer").check()
    expect(box).to_contain_text("GEDEELD De initiatiefnemer leest dit en krijgt het per e-mail.")
    expect(box).not_to_contain_text("INTERN", use_inner_text=True)
    expect(page.get_by_role("button", name="Bewaar en deel").first).to_be_visible()
    shared = box.evaluate(look)
    assert [one == other for one, other in zip(internal, shared, strict=True)] == [False, False]


def test_everything_can_be_logged_with_and_without_javascript(
    device: Callable[..., Page], ep_member: User, guide: User
) -> None:
    for javascript in (True, False):
        page = device(as_=ep_member, javascript=javascript)
        page.goto(FORM)
        page.get_by_label("Andere dag").check()
        page.get_by_label("Welke dag?").fill("2026-03-04")
        page.get_by_label("Anders").check()
        page.get_by_label("Hoeveel minuten?").fill("50")
        page.get_by_label("Wat is afgesproken?").fill(AGREED)
        page.get_by_label("Zichtbaar voor de initiatiefnemer").check()
        page.get_by_text("Meer vastleggen").click()
        page.get_by_role("textbox", name="Esra Polat").fill("1,25")
        first = page.get_by_role("group", name="Actiepunt 1")
        first.get_by_label("Wat").fill("Vraag een prijs op")
        first.get_by_label("Wie").select_option("Gijs Wolters")
        first.get_by_label("Uiterlijk op").fill("2030-03-20")
        page.get_by_label("Wat leerden we?").fill("Bel eerst de wijkbeheerder.")
        send(page)
        page.wait_for_url(CASE)
        expect(page.get_by_text("Gesprek bewaard en gedeeld.")).to_be_visible()
    assert list(Session.objects.values_list("held_on", "minutes")) == [(date(2026, 3, 4), 45)] * 2
    assert list(ActionPoint.objects.values_list("text", "owner")) == [("Vraag een prijs op", guide.pk)] * 2
    assert (
        list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True))
        == [
            "noor@example.nl",
            "gijs@zwolle.example",
        ]
        * 2
    )


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(any_phone: Page, ep_member: User, live_server: object) -> None:
    any_phone.context.add_cookies([{"url": live_server.url, **session_cookie(ep_member)}])
    any_phone.goto(FORM)
    any_phone.get_by_label("Wat is afgesproken?").fill(AGREED)
    send(any_phone)
    expect(any_phone.get_by_role("heading", name="Er gaat iets mis")).to_be_visible()
    expect(any_phone).to_have_title(re.compile("^Fout: "))
    expect(any_phone.get_by_label("Wat is afgesproken?")).to_have_value(AGREED)
    any_phone.get_by_label("30", exact=True).check()
    send(any_phone)
    any_phone.wait_for_url(CASE)
    assert Session.objects.get().agreed == AGREED


def test_what_was_sent_is_not_sent_again_while_the_answer_is_on_its_way(
    device: Callable[..., Page], ep_member: User
) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    page.evaluate("HTMLFormElement.prototype.submit = () => { document.title += ' verstuurd'; }")
    page.get_by_label("30", exact=True).check()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    send(page)
    expect(page).to_have_title(re.compile("[^d] verstuurd$"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/gesprek")[2]))
    page.evaluate("""async () => {
        Object.defineProperty(document, "visibilityState", { value: "hidden" });
        document.dispatchEvent(new Event("visibilitychange"));
        await fetch("?");
    }""")
    assert asked == ["/?"]


def test_without_connection_the_text_waits_and_says_so(
    device: Callable[..., Page], ep_member: User, troubles: list[str]
) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    page.context.set_offline(True)
    page.get_by_label("30", exact=True).check()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    expect(status_of(page)).to_contain_text("Geen verbinding. Uw tekst staat alleen nog in dit scherm")
    send(page)
    expect(status_of(page)).to_contain_text("Nog niet verstuurd: geen verbinding.")
    assert (SessionDraft.objects.count(), Session.objects.count()) == (0, 0)
    page.context.set_offline(False)
    page.wait_for_url(CASE)
    assert Session.objects.get().agreed == AGREED
    assert all(OFFLINE in trouble for trouble in troubles)
    troubles.clear()


def test_a_connection_that_comes_back_saves_what_was_typed_meanwhile(
    device: Callable[..., Page], ep_member: User, troubles: list[str]
) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    page.context.set_offline(True)
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    expect(status_of(page)).to_contain_text("Geen verbinding.")
    page.context.set_offline(False)
    expect(status_of(page)).to_contain_text("Bewaard om ")
    page.goto("/werkplek/")
    page.get_by_role("link", name="Gesprek over Buurttuin").click()
    expect(page.get_by_label("Wat is afgesproken?")).to_have_value(AGREED)
    assert all(OFFLINE in trouble for trouble in troubles)
    troubles.clear()


def test_after_a_time_out_the_text_is_there_and_the_old_screen_still_works(
    device: Callable[..., Page], ep_member: User, live_server: object
) -> None:
    page = device(as_=ep_member)
    page.goto(FORM)
    page.get_by_label("30", exact=True).check()
    LoginSession.objects.all().delete()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    expect(status_of(page)).to_contain_text("U bent uitgelogd. Uw tekst is bewaard.")
    send(page)
    expect(page.get_by_role("link", name="Log opnieuw in om te versturen")).to_be_visible()
    page.context.add_cookies([{"url": live_server.url, **session_cookie(ep_member)}])
    second = page.context.new_page()
    second.goto(FORM)
    expect(second.get_by_label("Wat is afgesproken?")).to_have_value(AGREED)
    send(page)
    page.wait_for_url(CASE)
    assert Session.objects.get().agreed == AGREED
    assert SessionDraft.objects.count() == 0


def test_without_javascript_a_time_out_loses_no_text(
    device: Callable[..., Page], ep_member: User, live_server: object
) -> None:
    page = device(as_=ep_member, javascript=False)
    page.goto(FORM)
    page.get_by_label("30", exact=True).check()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    LoginSession.objects.all().delete()
    send(page)
    expect(page).to_have_url(re.compile(r"/account/inloggen/\?next=/werkplek/"))
    page.context.add_cookies([{"url": live_server.url, **session_cookie(ep_member)}])
    page.goto(FORM)
    expect(page.get_by_label("Wat is afgesproken?")).to_have_value(AGREED)
    send(page)
    page.wait_for_url(CASE)
    assert Session.objects.get().agreed == AGREED


def test_later_on_another_device(device: Callable[..., Page], ep_member: User) -> None:
    phone = device(as_=ep_member, javascript=False)
    phone.goto(FORM)
    phone.get_by_label("Wat is afgesproken?").fill("Esra meet")
    phone.get_by_role("button", name="Later verder").click()
    expect(phone.get_by_text("Bewaard als concept om ")).to_be_visible()
    desk = device(as_=ep_member, **DESKTOP)
    desk.goto("/werkplek/")
    desk.get_by_role("link", name="Gesprek over Buurttuin").click()
    expect(desk.get_by_label("Wat is afgesproken?")).to_have_value("Esra meet")


def test_asked_joining_and_telling_in_one_go(
    device: Callable[..., Page], initiative: Initiative, second_member: User
) -> None:
    member = TeamMemberFactory(
        team=initiative.team, user=second_member, state="invited", why="Kent de sporthal", invited_by=initiative.owner
    )
    page = device(as_=second_member, javascript=False)
    page.goto("/werkplek/")
    expect(page.get_by_text("“Kent de sporthal”")).to_be_visible()
    page.get_by_role("button", name="Ik doe mee").click()
    expect(page.get_by_text("U doet mee.")).to_be_visible()
    page.get_by_role("link", name="Gesprek vastleggen").click()
    page.get_by_label("15", exact=True).check()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    send(page)
    expect(page.get_by_text("Gesprek intern bewaard.")).to_be_visible()
    assert TeamMember.objects.get(pk=member.pk).state == "joined"
    assert Session.objects.get().logged_by == second_member


@pytest.fixture
def session(initiative: Initiative, team: Team, ep_member: User) -> Session:
    talk = Talk(held_on=date(2026, 3, 4), minutes=45, agreed="Eerste tekst.", shared=False)
    return log_session(initiative=initiative, key=UUID(int=1), talk=talk, by=ep_member, at=timezone.now())


def test_who_saves_second_joins_both_texts(
    device: Callable[..., Page], session: Session, ep_member: User, guide: User
) -> None:
    page = device(as_=ep_member)
    page.goto(f"{FORM}{session.pk}/aanpassen/")
    other = Talk(held_on=date(2026, 3, 4), minutes=45, agreed="Tekst van Gijs.", shared=False)
    edit_session(session=session, version=1, talk=other, by=guide, at=timezone.now())
    page.get_by_label("Wat is afgesproken?").fill("Tekst van Esra.")
    send(page)
    expect(page.get_by_role("heading", name="Dit bewaarde uw collega")).to_be_visible()
    expect(page.get_by_text("Tekst van Gijs.")).to_be_visible()
    expect(page.get_by_label("Wat is afgesproken?")).to_have_value("Tekst van Esra.")
    page.get_by_label("Wat is afgesproken?").fill("Tekst van Gijs en Esra.")
    send(page)
    page.wait_for_url(f"{FORM}{session.pk}/")
    assert Session.objects.get().agreed == "Tekst van Gijs en Esra."
