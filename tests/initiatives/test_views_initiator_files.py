"""Files at the initiator's pages: added, described, removed, and opened by nobody else."""

import pytest

from core.files import Upload
from initiatives.actions import attachment
from initiatives.enums import Audience, MemberRole, Side
from initiatives.models import Initiative
from tests.factories import SUBMITTED_AT, MemberFactory, RoleGrantFactory, UserFactory
from tests.initiatives.test_views_submit import picture, shown

CASE = "/mijn/ZW-2026-0001/"
PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF")


def test_adding_describing_and_removing_a_photo(inside, case):
    inside.post(f"{CASE}bestanden/", {"uploads": [picture()]})
    photo = case.attachments.get()
    inside.post(f"{CASE}bestanden/{photo.pk}/omschrijving/", {"description": "Een bushokje"})
    assert 'value="Een bushokje"' in shown(inside, f"{CASE}bestanden/")
    inside.post(f"{CASE}bestanden/{photo.pk}/omschrijving/", {"description": "x" * 201})
    photo.refresh_from_db()
    assert photo.description == "Een bushokje"
    shown(inside, f"{CASE}bestanden/{photo.pk}/verwijderen/")
    inside.post(f"{CASE}bestanden/{photo.pk}/verwijderen/")
    assert "hok.webp" not in shown(inside, f"{CASE}bestanden/")
    assert inside.get(f"/bestand/{photo.token}/").status_code == 404


def test_adding_nothing_is_a_mistake(inside):
    assert inside.post(f"{CASE}bestanden/").context["form"].errors == {"uploads": ["Kies eerst een bestand."]}


def test_nobody_removes_what_the_municipality_added(inside, case, guide):
    theirs = attachment.add(initiative=case, upload=DOCUMENT, side=Side.MUNICIPALITY, by=guide, at=SUBMITTED_AT)
    assert inside.post(f"{CASE}bestanden/{theirs.pk}/verwijderen/").status_code == 404
    assert inside.post(f"{CASE}bestanden/{theirs.pk}/omschrijving/").status_code == 404


@pytest.fixture
def files(case, initiator) -> dict[str, str]:
    """Addresses of a photo, a document and something internal."""
    made = {
        "photo": attachment.add(initiative=case, upload=PHOTO, side=Side.INITIATOR, by=initiator, at=SUBMITTED_AT),
        "document": attachment.add(
            initiative=case, upload=DOCUMENT, side=Side.INITIATOR, by=initiator, at=SUBMITTED_AT
        ),
        "internal": attachment.add(
            initiative=case, upload=DOCUMENT, side=Side.MUNICIPALITY, by=initiator, at=SUBMITTED_AT
        ),
    }
    type(made["internal"]).objects.filter(pk=made["internal"].pk).update(audience=Audience.INTERNAL)
    return {name: f"/bestand/{row.token}/" for name, row in made.items()} | {
        "thumbnail": f"/bestand/{made['photo'].token}/klein/",
        "no thumbnail": f"/bestand/{made['document'].token}/klein/",
    }


SEES = {
    "anyone": set(),
    "outsider": set(),
    "left": set(),
    "initiator": {"photo", "document", "thumbnail"},
    "guide": {"photo", "document", "internal", "thumbnail"},
    "wijkmanager here": {"photo", "document", "internal", "thumbnail"},
    "wijkmanager elsewhere": set(),
    "fund_officer": set(),
}


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("is_public", [False, True])
def test_who_may_open_which_file(client, case, files, outsider, initiator, guide, fund_officer, who, is_public):
    if is_public:
        Initiative.objects.update(public_consent_at=SUBMITTED_AT, published_at=SUBMITTED_AT)
    gone = UserFactory()
    MemberFactory(initiative=case, user=gone, role=MemberRole.CO_INITIATOR, left_at=SUBMITTED_AT)
    people = {
        "outsider": outsider,
        "left": gone,
        "initiator": initiator,
        "guide": guide,
        "fund_officer": fund_officer,
        "wijkmanager here": RoleGrantFactory(role="wijkmanager", scope="wijk:WK019313").user,
        "wijkmanager elsewhere": RoleGrantFactory(role="wijkmanager", scope="wijk:WK019310").user,
    }
    if who in people:
        client.force_login(people[who])
    expected = SEES[who] | ({"photo", "thumbnail"} if is_public else set())
    found = set()
    for name, address in files.items():
        answer = client.get(address)
        if answer.status_code == 200:
            found.add(name)
            assert answer.getvalue() in {b"groot", b"klein", b"%PDF"}
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert found == expected


def test_only_public_photos_are_kept_by_a_browser(client, case, files):
    Initiative.objects.update(public_consent_at=SUBMITTED_AT, published_at=SUBMITTED_AT)
    answer = client.get(files["photo"])
    assert (answer.headers["Cache-Control"], answer.getvalue()) == ("private, max-age=3600", b"groot")


def test_a_document_is_saved_and_not_shown(inside, files):
    answer = inside.get(files["document"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.getvalue() == b"%PDF"


@pytest.mark.parametrize("token", ["1", "onzin", "a" * 43, "../../etc/passwd"])
def test_guessing_finds_nothing(inside, files, token):
    assert inside.get(f"/bestand/{token}/").status_code == 404
