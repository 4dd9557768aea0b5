from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from city.models import Department, Expertise, Wijk
from core.models import AuditEntry
from teams.models import Profile, Team

pytestmark = pytest.mark.usefixtures("town", "clock")
ADDRESS = "/werkplek/profiel/"


def picture(size: tuple[int, int] = (900, 900), kind: str = "JPEG") -> SimpleUploadedFile:
    """A photo that also tells where it was taken."""
    content = BytesIO()
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    image.save(content, kind, exif=exif)
    return SimpleUploadedFile("ik bij ons thuis.jpg", content.getvalue(), content_type="image/jpeg")


def fields(**changes: object) -> dict[str, object]:
    return {"job": "Adviseur groen", "hours_a_week": "2,25", "phone": "038-000 02 01"} | changes


@pytest.fixture
def at_work(client: Client, ep_member: User) -> Client:
    client.force_login(ep_member)
    return client


def test_a_profile_is_kept(at_work: Client, ep_member: User, guide: User) -> None:
    groen = Department.objects.get(slug="groen-en-beheer")
    expertise, wijk = Expertise.objects.first(), Wijk.objects.get(slug="assendorp")
    data = fields(
        department=groen.pk,
        expertise=[expertise.pk],
        wijken=[wijk.pk],
        absent_from="2026-04-01",
        absent_until="2026-04-14",
        stand_in=guide.pk,
    )
    assert at_work.post(ADDRESS, data).status_code == 302
    profile = Profile.objects.get(user=ep_member)
    assert (profile.department, profile.job, profile.hours_a_week) == (groen, "Adviseur groen", Decimal("2.25"))
    assert (list(profile.expertise.all()), list(profile.wijken.all())) == ([expertise], [wijk])
    assert (profile.absent_from, profile.absent_until, profile.stand_in) == (date(2026, 4, 1), date(2026, 4, 14), guide)
    ep_member.refresh_from_db()
    assert ep_member.phone == "038-000 02 01"
    html = at_work.get(ADDRESS).content.decode()
    assert 'value="2,25"' in html
    assert 'value="2026-04-01"' in html
    assert AuditEntry.objects.get(verb="profile.saved").actor_id == ep_member.pk


def test_a_first_profile_is_made(at_work: Client, ep_member: User) -> None:
    Profile.objects.all().delete()
    assert at_work.get(ADDRESS).status_code == 200
    assert at_work.post(ADDRESS, fields()).status_code == 302
    assert Profile.objects.get().user == ep_member


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"hours_a_week": ""}, "id_hours_a_week"),
        ({"hours_a_week": "41"}, "id_hours_a_week"),
        ({"hours_a_week": "-1"}, "id_hours_a_week"),
        ({"hours_a_week": "NaN"}, "id_hours_a_week"),
        ({"absent_from": "2026-04-14", "absent_until": "2026-04-01"}, "id_absent_until"),
        ({"absent_from": "2026-04-14"}, "id_absent_until"),
        ({"absent_until": "2026-04-14"}, "id_absent_from"),
        ({"department": "9999"}, "id_department"),
        ({"expertise": ["x"]}, "id_expertise_0"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(at_work: Client, changes: dict[str, object], anchor: str) -> None:
    html = at_work.post(ADDRESS, fields(**changes)).content.decode()
    assert f'<a href="#{anchor}">' in html
    assert f'id="{anchor}"' in html


def test_nobody_stands_in_for_themselves_or_lends_a_resident(at_work: Client, ep_member: User, outsider: User) -> None:
    for user in (ep_member, outsider):
        html = at_work.post(ADDRESS, fields(stand_in=user.pk)).content.decode()
        assert '<a href="#id_stand_in">' in html


def test_a_photo_is_made_small_and_loses_its_place(at_work: Client, ep_member: User) -> None:
    assert at_work.post(ADDRESS, fields(photo=picture())).status_code == 302
    profile = Profile.objects.get(user=ep_member)
    response = at_work.get(reverse("teams:photo", args=[profile.pk]))
    content = response.getvalue()
    response.close()
    image = Image.open(BytesIO(content))
    assert (image.format, image.size[0] <= 640, dict(image.getexif())) == ("WEBP", True, {})
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", b"<svg xmlns='x' onload='go()'/>", b"", b"GIF89a"]
)
def test_what_is_no_photo_is_refused(at_work: Client, content: bytes) -> None:
    html = at_work.post(ADDRESS, fields(photo=SimpleUploadedFile("ik.jpg", content))).content.decode()
    assert '<a href="#id_photo">' in html
    assert not Profile.objects.exclude(photo="").exists()


def test_a_refused_photo_keeps_the_rest_unsaved_too(at_work: Client, ep_member: User) -> None:
    at_work.post(ADDRESS, fields(photo=SimpleUploadedFile("ik.jpg", b"%PDF-1.4\n")))
    ep_member.refresh_from_db()
    assert (ep_member.phone, Profile.objects.get(user=ep_member).job) == ("", "")


def test_a_photo_that_goes_leaves_no_file(
    at_work: Client, ep_member: User, django_capture_on_commit_callbacks: object
) -> None:
    def stored() -> Path:
        return Path(Profile.objects.get(user=ep_member).photo.path)

    at_work.post(ADDRESS, fields(photo=picture()))
    first = stored()
    with django_capture_on_commit_callbacks(execute=True):
        at_work.post(ADDRESS, fields(photo=picture()))
    second = stored()
    assert (first.exists(), second.exists()) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        at_work.post(ADDRESS, fields(remove_photo="on"))
    assert (second.exists(), Profile.objects.get(user=ep_member).photo.name) == (False, "")


def test_who_sees_a_photo(
    at_work: Client, team: Team, ep_member: User, initiator: User, outsider: User, fund_officer: User
) -> None:
    at_work.post(ADDRESS, fields(photo=picture()))
    address = reverse("teams:photo", args=[Profile.objects.get(user=ep_member).pk])
    seen = {}
    for name, user in [("initiator", initiator), ("outsider", outsider), ("colleague", fund_officer)]:
        at_work.force_login(user)
        response = at_work.get(address)
        seen[name] = response.status_code
        response.getvalue()
    at_work.logout()
    seen["nobody"] = at_work.get(address).status_code
    assert seen == {"initiator": 200, "outsider": 404, "colleague": 200, "nobody": 302}


def test_a_photo_that_is_not_there_is_not_found(at_work: Client, ep_member: User) -> None:
    assert at_work.get(reverse("teams:photo", args=[ep_member.profile.pk])).status_code == 404
    assert at_work.get("/werkplek/foto/99999999999999999999/").status_code == 404


def test_a_resident_has_no_profile_here(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert client.get(ADDRESS).status_code == 403
