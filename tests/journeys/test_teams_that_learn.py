"""A team from the first proposal to what the city learnt: six people, a season, and a report with the right numbers."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from city.models import Department, Expertise
from core.models import OutgoingMail
from initiatives.actions.position import take_position
from initiatives.enums import PositionKind
from initiatives.models import Initiative
from teams.actions.action_point import remind_of_points
from teams.models import Lesson, Overrun, Session, TeamMember
from tests.journeys.conftest import DESKTOP
from tests.world import colleague

Device = Callable[..., Page]
CASE = "/werkplek/ZW-2026-0001/"
KNOWS = {
    "Ans Bos": ("ecologie", "groen-en-beheer"),
    "Bert Dam": ("stadslandbouw", "economie"),
    "Cor Eik": ("groenontwerp", "ruimte-en-mobiliteit"),
    "Dora Fort": ("bodem-en-water", "vastgoed"),
    "Els Gras": ("ecologie", "juridische-zaken"),
    "Faas Hof": ("stadslandbouw", "wonen"),
}
AGREED = "Ans meet de stoep op. Noor praat met de buren."
CORRECTION = "Wij zouden samen met Ans meten."


@pytest.fixture
def experts(town: None) -> dict[str, User]:
    """Six colleagues of six departments who know something of green, with four hours a week."""
    people = {}
    for name, (knows, department) in KNOWS.items():
        people[name] = colleague(name, Role.EP_MEMBER)
        profile = people[name].profile
        profile.department = Department.objects.get(slug=department)
        profile.hours_a_week = Decimal(4)
        profile.save()
        profile.expertise.add(Expertise.objects.get(slug=knows))
    return people


@pytest.fixture
def aware(initiative: Initiative, guide: User) -> Initiative:
    """The case, with the position that gives four hours."""
    return take_position(
        initiative=initiative,
        kind=PositionKind.AWARE,
        reason="Wij vinden het mooi dat u dit doet.",
        may_expect="Een bericht op de site.",
        may_not_expect="Geld.",
        review_on=timezone.localdate() + timedelta(days=90),
        by=guide,
        at=timezone.now(),
    ).initiative


def subjects(user: User) -> list[str]:
    """What was mailed to somebody, by kind, in order."""
    return list(OutgoingMail.objects.filter(to=user.email).order_by("pk").values_list("kind", flat=True))


def ask_three(page: Page) -> None:
    """The guide gets five proposals with reasons, and asks three."""
    page.goto(CASE)
    page.get_by_role("link", name="Wie past hierbij?").click()
    shown = page.locator("main h2")
    expect(shown).to_have_count(5)
    expect(shown).to_have_text(["Ans Bos", "Bert Dam", "Cor Eik", "Dora Fort", "Els Gras"])
    first = page.get_by_role("region", name="Ans Bos")
    expect(first.get_by_role("listitem")).to_have_text(
        [
            "Weet van Ecologie (thema Groen en natuur)",
            "Groen en beheer denkt nog niet mee",
            "Heeft deze week nog 4 uur",
        ]
    )
    for name in ("Ans Bos", "Bert Dam", "Cor Eik"):
        page.get_by_label(f"Vraag {name}").check()
    page.get_by_role("button", name="Verstuur uitnodigingen").click()
    page.wait_for_url(f"**{CASE}")


def answer(page: Page, choice: str, reason: str = "") -> None:
    """Answer the invitation that waits at the werkplek."""
    page.goto(f"{CASE}antwoord/")
    page.get_by_label(choice).check()
    if reason:
        page.get_by_label("Waarom niet?").fill(reason)
    page.get_by_role("button", name="Verstuur mijn antwoord").click()


def replace(page: Page) -> None:
    """The guide asks another colleague in the place of who declined."""
    page.goto(f"{CASE}voorstel/")
    expect(page.locator("main h2")).to_have_count(3)
    page.get_by_label("Vraag Dora Fort").check()
    page.get_by_role("button", name="Verstuur uitnodigingen").click()
    page.wait_for_url(f"**{CASE}")


def log_a_session(page: Page) -> None:
    """Four inputs on a telephone, and one action point and one lesson behind them."""
    page.goto(f"{CASE}gesprek/")
    page.get_by_label("Vandaag").check()
    page.get_by_label("60", exact=True).check()
    page.get_by_label("Wat is afgesproken?").fill(AGREED)
    page.get_by_label("Zichtbaar voor de initiatiefnemer").check()
    page.get_by_text("Meer vastleggen").click()
    point = page.get_by_role("group", name="Actiepunt 1")
    point.get_by_label("Wat").fill("Meet de stoep op")
    point.get_by_label("Wie").select_option("Ans Bos")
    point.get_by_label("Uiterlijk op").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("Wat leerden we?").fill("Bel eerst de wijkbeheerder.")
    send(page)


def send(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Bewaar (intern|en deel)")).first.click()
    page.wait_for_url(f"**{CASE}")


def correct_the_summary(page: Page) -> None:
    """The initiator says how it was."""
    page.goto("/mijn/ZW-2026-0001/")
    page.get_by_role("link", name="Klopt dit verslag?").click()
    page.get_by_label("Nee, het was anders").check()
    page.get_by_label("Hoe was het volgens u?").fill(CORRECTION)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Dank u. De gemeente heeft bericht gekregen.")).to_be_visible()


def remind_once(ans: User) -> None:
    """Not before the day itself, and not twice on it."""
    today = timezone.localdate()
    days = [timezone.make_aware(datetime.combine(today + timedelta(days=number), time(9))) for number in (1, 2, 3)]
    assert [remind_of_points(at=at) for at in days] == [0, 1, 0]
    assert subjects(ans).count("teams.point_due") == 1


def run_over_the_room(page: Page) -> None:
    """Four hours are reserved and one is spent: four more are refused, and go on with a reason."""
    page.goto(f"{CASE}gesprek/")
    page.get_by_label("Vandaag").check()
    page.get_by_label("Anders").check()
    page.get_by_label("Hoeveel minuten?").fill("240")
    page.get_by_label("Wat is afgesproken?").fill("Wij lopen samen door de straat.")
    page.get_by_role("button", name="Bewaar intern").first.click()
    expect(page.get_by_text("Schrijf op waarom dat nodig is.").first).to_be_visible()
    assert Session.objects.count() == 1
    page.get_by_label("Waarom toch, nu de ruimte op is?").fill("De wijk vraagt om een tweede avond.")
    send(page)


def write_a_private_lesson(page: Page) -> None:
    """A second lesson, which stays in the team."""
    page.goto(CASE)
    page.get_by_text("Schrijf een les op").click()
    page.get_by_role("textbox", name="Wat leerden we?").fill("Ik vraag te laat om hulp.")
    page.get_by_label("Houd de les binnen het team").check()
    page.get_by_role("button", name="Bewaar les").click()


def recognise(page: Page) -> None:
    """A colleague saw the same as the lesson says."""
    page.goto(f"/werkplek/lessen/{Lesson.objects.get(shareable=True).pk}/")
    page.get_by_role("button", name="Ik herken dit").click()
    expect(page.get_by_text("Dora Fort zag hetzelfde")).to_be_visible()


def begin_a_season(page: Page) -> str:
    """The guide begins a programme with two participants and the initiative; returns its address."""
    today = timezone.localdate()
    page.goto("/werkplek/programmas/")
    page.get_by_role("link", name="Begin een programma").click()
    page.get_by_label("Hoe heet het programma?").fill("Samen leren")
    page.get_by_label("Eerste dag").fill(today.replace(day=1).isoformat())
    page.get_by_label("Laatste dag").fill((today + timedelta(days=60)).isoformat())
    page.get_by_label("Wie leidt het?").select_option("Gijs Wolters")
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_url(re.compile("/werkplek/programmas/samen-leren[^/]*/$"))
    address = page.url
    for name, department in (("Ans Bos", "Groen en beheer"), ("Bert Dam", "Economie")):
        page.get_by_label("Welke collega doet mee?").select_option(f"{name}, {department}")
        page.get_by_role("button", name="Laat deze collega meedoen").click()
        expect(page.get_by_role("complementary").get_by_text(name, exact=True)).to_be_visible()
    page.get_by_label("Nummer van het initiatief").fill("ZW-2026-0001")
    page.get_by_role("button", name="Laat dit initiatief meedoen").click()
    expect(
        page.get_by_role("region", name="Initiatieven").get_by_text("Buurttuin aan de Assendorperdijk", exact=True)
    ).to_be_visible()
    return address


def hold_intervision(ans: Page, bert: Page, season: str) -> None:
    """Ans brings a question, Bert advises, Ans writes down what she saw."""
    ans.goto(season)
    ans.get_by_role("link", name="Intervisie").click()
    ans.get_by_label("Wat wilt u aan uw collega's voorleggen?").fill("Hoe zeg ik eerlijk nee?")
    ans.get_by_role("button", name="Breng deze vraag in").click()
    expect(ans.get_by_role("heading", name="Vraag van Ans Bos")).to_be_visible()
    question = ans.url
    bert.goto(question)
    bert.get_by_label("Advies").check()
    bert.get_by_label("Uw bijdrage").fill("Zeg het vroeg, en zeg wat wel kan.")
    bert.get_by_role("button", name="Geef dit mee").click()
    expect(bert.get_by_role("article")).to_contain_text("Zeg het vroeg, en zeg wat wel kan.")
    ans.goto(question)
    expect(ans.get_by_text("Zeg het vroeg, en zeg wat wel kan.")).to_be_visible()
    ans.get_by_label("Welk inzicht kreeg u?").fill("Een nee met een reden is ook hulp.")
    ans.get_by_role("button", name="Bewaar mijn inzicht").click()
    expect(ans.get_by_text("Een nee met een reden is ook hulp.").first).to_be_visible()


def pass_a_book_on(guide: Page, ans: Page, bert: Page, season: str) -> None:
    """Book 7 is handed out to Ans, who gives it to Bert with a word."""
    guide.goto(f"{season}boeken/7/")
    guide.get_by_label("Aan wie geeft u het boek?").select_option("Ans Bos")
    guide.get_by_label("Welk woord geeft u mee?").fill("Begin bij hoofdstuk drie.")
    guide.get_by_role("button", name="Geef het boek").click()
    guide.wait_for_url(lambda url: "/7/" not in url)
    ans.goto(season)
    expect(ans.get_by_text("U heeft doorgeefboek 7.")).to_be_visible()
    ans.get_by_role("link", name=re.compile("^Lees het en geef het door")).click()
    ans.get_by_label("Aan wie geeft u het boek?").select_option("Bert Dam")
    ans.get_by_label("Welk woord geeft u mee?").fill("Lees het buiten.")
    ans.get_by_role("button", name="Geef het boek").click()
    expect(ans.get_by_role("status").or_(ans.get_by_role("alert")).first).to_be_visible()
    bert.goto(season)
    expect(bert.get_by_text("U heeft doorgeefboek 7.")).to_be_visible()


def figures(page: Page) -> dict[str, dict[str, str]]:
    """What the report says, by heading and line."""
    found: dict[str, dict[str, str]] = {}
    for section in page.locator("section:has(table)").all():
        rows = section.locator("tbody tr").all()
        found[section.locator("h2").inner_text()] = {
            row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows
        }
    return found


def test_a_team_around_an_initiative_learns(
    device: Device, aware: Initiative, experts: dict[str, User], guide: User, initiator: User
) -> None:
    desk = device(as_=guide, **DESKTOP)
    ans, bert, cor, dora = (device(as_=experts[name]) for name in ("Ans Bos", "Bert Dam", "Cor Eik", "Dora Fort"))
    resident = device(as_=initiator)

    ask_three(desk)
    answer(ans, "Ik doe mee")
    answer(bert, "Ik kijk mee")
    answer(cor, "Nu niet", "Ik ben met vakantie.")
    replace(desk)
    answer(dora, "Ik doe mee")
    states = TeamMember.objects.order_by("user__display_name").values_list("user__display_name", "state", "reason")
    assert list(states) == [
        ("Ans Bos", "joined", ""),
        ("Bert Dam", "observing", ""),
        ("Cor Eik", "declined", "Ik ben met vakantie."),
        ("Dora Fort", "joined", ""),
    ]

    log_a_session(ans)
    correct_the_summary(resident)
    remind_once(experts["Ans Bos"])
    run_over_the_room(ans)
    write_a_private_lesson(ans)
    first, second = Session.objects.order_by("pk")
    assert (first.minutes, first.agreed, first.summary_state) == (60, AGREED, "corrected")
    assert first.summary_answers.get().words == CORRECTION
    overrun = Overrun.objects.get()
    assert (overrun.session, overrun.minutes, overrun.reason) == (second, 60, "De wijk vraagt om een tweede avond.")
    assert list(Lesson.objects.order_by("pk").values_list("text", "shareable")) == [
        ("Bel eerst de wijkbeheerder.", True),
        ("Ik vraag te laat om hulp.", False),
    ]

    recognise(dora)
    season = begin_a_season(desk)
    hold_intervision(ans, bert, season)
    pass_a_book_on(desk, ans, bert, season)
    desk.goto("/werkplek/verslag/")
    desk.get_by_label(re.compile("^Programma")).select_option("Samen leren")
    desk.get_by_role("button", name="Toon").click()
    told = figures(desk)
    assert told["Initiatieven"] == {"Kwamen binnen": "1", "Kwamen op de website": "0", "Zijn afgerond": "0"}
    assert told["Posities van de gemeente"]["Ervan weten"] == "1"
    assert told["Adviesgesprekken"]["Adviesgesprek"] == "2"
    assert told["Uren van medewerkers, per positie"]["Ervan weten"] == "5"
    assert told["Waar lessen over gaan"]["Samenwerken"] == "2"
    learnt = desk.get_by_role("region", name="Wat wij leerden")
    expect(learnt.get_by_role("listitem")).to_have_text(["Bel eerst de wijkbeheerder."])
