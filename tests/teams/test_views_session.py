import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from initiatives.models import Initiative
from teams.models import ActionPoint, Lesson, Session, SessionHours, Team
from tests.factories import InitiativeFactory, TeamFactory, TeamMemberFactory
from tests.teams.session_form import FORM, KEY

pytestmark = pytest.mark.usefixtures("clock", "team")
Sent = tuple[int, str]


def test_the_form_opens_with_the_case_and_today(client: Client, ep_member: User) -> None:
    client.force_login(ep_member)
    html = client.get(FORM).content.decode()
    assert re.findall(r'<option value="([^"]+)" selected>', html) == ["ZW-2026-0001", "advice", "organisation"]
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["today"]
    assert re.search(r'<select name="initiative"[^>]* autofocus', html)
    assert "checked" not in re.search(r'<input[^>]*name="shared"[^>]*>', html)[0]
    assert len(html.encode()) <= 30_000


def test_four_answers_make_an_internal_session(send: Callable[..., Sent], ep_member: User, mails: Callable) -> None:
    assert send() == (302, "/werkplek/ZW-2026-0001/")
    session = Session.objects.get()
    assert (session.held_on, session.minutes, session.agreed) == (date(2026, 3, 11), 30, "Esra meet de stoep op.")
    assert (session.shared, session.kind, session.logged_by) == (False, "advice", ep_member)
    assert list(SessionHours.objects.values_list("user", "minutes")) == [(ep_member.pk, 30)]
    assert mails() == []


def test_everything_that_folds_away(send: Callable[..., Sent], ep_member: User, guide: User) -> None:
    changes = {
        "when": "yesterday",
        "length": "other",
        "minutes": "50",
        "shared": "on",
        "kind": "site_visit",
        f"hours_{ep_member.pk}": "1,25",
        f"hours_{guide.pk}": "0:30",
        "point_text_1": "Vraag een prijs op",
        "point_who_1": str(guide.pk),
        "point_due_1": "2026-03-20",
        "point_text_3": "Spreek de buren",
        "point_who_3": "initiator",
        "point_due_3": "2026-03-18",
        "lesson": "Bel eerst de wijkbeheerder.",
        "lesson_level": "individual",
        "lesson_private": "on",
    }
    assert send(**changes)[0] == 302
    session = Session.objects.get()
    assert (session.held_on, session.minutes, session.shared, session.kind) == (
        date(2026, 3, 10),
        45,
        True,
        "site_visit",
    )
    assert dict(SessionHours.objects.values_list("user", "minutes")) == {ep_member.pk: 75, guide.pk: 30}
    assert list(ActionPoint.objects.order_by("pk").values_list("text", "side", "owner", "shared")) == [
        ("Vraag een prijs op", "municipality", guide.pk, True),
        ("Spreek de buren", "initiator", None, True),
    ]
    assert list(Lesson.objects.values_list("text", "level", "shareable")) == [
        ("Bel eerst de wijkbeheerder.", "individual", False)
    ]


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"agreed": ""}, "id_agreed"),
        ({"length": ""}, "id_length_0"),
        ({"length": "other"}, "id_minutes"),
        ({"length": "other", "minutes": "0"}, "id_minutes"),
        ({"length": "other", "minutes": "1e9"}, "id_minutes"),
        ({"when": "other"}, "id_held_on"),
        ({"when": "other", "held_on": "2026-02-30"}, "id_held_on"),
        ({"when": "other", "held_on": "2026-03-12"}, "id_held_on"),
        ({"point_text_2": "Bel"}, "id_point_who_2"),
        ({"point_text_2": "Bel", "point_who_2": "initiator", "point_due_2": "2026-03-20"}, "id_shared"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_text_stays(
    send: Callable[..., Sent], changes: dict[str, str], anchor: str
) -> None:
    status, html = send(lesson="Dit wil ik niet kwijt.", **changes)
    assert (status, Session.objects.count()) == (200, 0)
    assert "Fout: " in html
    assert f'<a href="#{anchor}">' in html
    assert f'id="{anchor}"' in html
    assert "Dit wil ik niet kwijt." in html


def test_strange_hours_are_refused(send: Callable[..., Sent], ep_member: User) -> None:
    status, html = send(**{f"hours_{ep_member.pk}": "veel"})
    assert (status, "Schrijf uren zo: 0,5 of 1,25." in html) == (200, True)


def test_sending_twice_gives_one_session(send: Callable[..., Sent], mails: Callable) -> None:
    assert [send(shared="on")[0], send(shared="on")[0]] == [302, 302]
    assert (Session.objects.count(), len(mails())) == (1, 1)


def test_sending_twice_with_other_words_keeps_both(send: Callable[..., Sent]) -> None:
    send()
    status, html = send(agreed="Heel iets anders.")
    assert status == 200
    assert "Dit gesprek is al bewaard" in html
    assert "Heel iets anders." in html
    assert Session.objects.get().agreed == "Esra meet de stoep op."


def test_another_case_can_be_chosen_in_the_form(send: Callable[..., Sent], ep_member: User) -> None:
    other = TeamFactory(initiative=InitiativeFactory(number="ZW-2026-0077", owned=True))
    TeamMemberFactory(team=other, user=ep_member)
    assert send(initiative="ZW-2026-0077") == (302, "/werkplek/ZW-2026-0077/")
    assert Session.objects.get().team == other


def test_people_of_another_case_are_asked_again(send: Callable[..., Sent], ep_member: User) -> None:
    other = TeamFactory(initiative=InitiativeFactory(number="ZW-2026-0077", owned=True))
    TeamMemberFactory(team=other, user=ep_member)
    changes = {"initiative": "ZW-2026-0077", f"hours_{ep_member.pk}": "1"}
    status, html = send(**changes)
    assert (status, Session.objects.count()) == (200, 0)
    assert '<input type="hidden" name="people_of" value="ZW-2026-0077"' in html
    assert send(**changes, people_of="ZW-2026-0077")[0] == 302


@pytest.mark.parametrize("number", ["ZW-2026-0078", "ZW-2026-9999"])
def test_a_case_one_may_not_write_in_cannot_be_chosen(
    send: Callable[..., Sent], number: str, public_initiative: Initiative
) -> None:
    InitiativeFactory(number="ZW-2026-0078", owned=True)
    assert send(initiative=number)[0] == 404
    assert Session.objects.count() == 0


def test_extra_fields_change_nothing(send: Callable[..., Sent], ep_member: User, guide: User) -> None:
    send(logged_by=str(guide.pk), version="9", team="1", idempotency_key="x", logged_at="2000-01-01")
    session = Session.objects.get()
    assert (session.logged_by, session.version, session.idempotency_key) == (ep_member, 1, KEY)


def test_the_queries_of_the_form_do_not_depend_on_cases_or_colleagues(
    client: Client, team: Team, ep_member: User
) -> None:
    client.force_login(ep_member)
    client.get(reverse("teams:log_session", args=[team.initiative.number]))
    counted = []
    for rows in (1, 2):
        for _row in range(rows):
            TeamMemberFactory(team=team)
            TeamMemberFactory(team=TeamFactory(), user=ep_member)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(FORM).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] <= 12
