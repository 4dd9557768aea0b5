"""Photos and documents of a case at the werkplek: for who may read the case, and for nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from core.files import check_upload
from initiatives.actions import attachment as files
from initiatives.enums import Side
from initiatives.models import Attachment
from teams.models import Team
from tests.core.upload_files import picture
from tests.factories import SUBMITTED_AT, MemberFactory

pytestmark = pytest.mark.usefixtures("terms", "clock")


@pytest.fixture
def plan(team: Team, initiator: User) -> Attachment:
    """A document of the initiator's side."""
    upload = check_upload(SimpleUploadedFile("plan.txt", b"Drie bakken en een bank"))
    return files.add(initiative=team.initiative, upload=upload, side=Side.INITIATOR, by=initiator, at=SUBMITTED_AT)


@pytest.fixture
def photo(team: Team, initiator: User) -> Attachment:
    """A photo of the initiator's side."""
    upload = check_upload(SimpleUploadedFile("tuin.jpg", picture()))
    return files.add(initiative=team.initiative, upload=upload, side=Side.INITIATOR, by=initiator, at=SUBMITTED_AT)


def status(client: Client, user: User, address: str) -> int:
    client.force_login(user)
    response = client.get(address)
    if response.streaming:
        content(response)
    return response.status_code


def content(response: HttpResponse) -> bytes:
    """All of a file that is sent; reading it to the end closes it."""
    return b"".join(response.streaming_content)


def test_a_colleague_sees_and_opens_what_the_initiator_sent(
    client: Client, plan: Attachment, photo: Attachment, ep_member: User
) -> None:
    client.force_login(ep_member)
    html = client.get("/werkplek/ZW-2026-0001/").content.decode()
    assert f'<a href="/werkplek/bestand/{plan.token}/">plan.txt</a>' in html
    assert f'<img src="/werkplek/bestand/{photo.token}/klein/"' in html
    document = client.get(f"/werkplek/bestand/{plan.token}/")
    assert (content(document), document["Content-Disposition"], document["Cache-Control"]) == (
        b"Drie bakken en een bank",
        'attachment; filename="plan.txt"',
        "no-store, private",
    )
    small = client.get(f"/werkplek/bestand/{photo.token}/klein/")
    assert (content(small)[8:12], small["Content-Type"]) == (b"WEBP", "image/webp")
    assert client.get(f"/werkplek/bestand/{plan.token}/klein/").status_code == 404


def test_a_file_stands_with_the_message_it_came_with(
    client: Client, team: Team, initiator: User, ep_member: User
) -> None:
    files.write_with_files(
        initiative=team.initiative,
        text="Hier is de tekening.",
        uploads=[check_upload(SimpleUploadedFile("tekening.txt", b"Een bak"))],
        by=initiator,
        at=SUBMITTED_AT,
    )
    client.force_login(ep_member)
    html = client.get("/werkplek/ZW-2026-0001/").content.decode()
    assert html.index("Hier is de tekening.") < html.index("tekening.txt</a>")
    assert "Foto’s en documenten" not in html


@pytest.mark.parametrize("state", ["invited", "observing"])
def test_who_reads_the_case_reads_its_files(
    client: Client, plan: Attachment, team: Team, ep_member: User, state: str
) -> None:
    team.members.update(state=state)
    assert status(client, ep_member, f"/werkplek/bestand/{plan.token}/") == 200


def test_who_may_not_read_the_case_finds_no_file(
    client: Client, plan: Attachment, team: Team, ep_member: User, fund_officer: User
) -> None:
    address = f"/werkplek/bestand/{plan.token}/"
    assert status(client, fund_officer, address) == 404
    team.members.update(state="declined", reason="Te druk")
    assert status(client, ep_member, address) == 404
    team.members.update(state="joined", reason="")
    MemberFactory(initiative=team.initiative, user=ep_member, role="co_initiator")
    assert status(client, ep_member, address) == 404


def test_a_file_that_was_taken_away_is_gone(client: Client, plan: Attachment, initiator: User, ep_member: User) -> None:
    files.remove(attachment=plan, by=initiator, at=SUBMITTED_AT)
    assert status(client, ep_member, f"/werkplek/bestand/{plan.token}/") == 404
