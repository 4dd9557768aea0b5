"""The pages of the submit form, as a browser without scripts uses them."""

import pytest

from tests.initiatives.submitting import fill_in, mailed_code

pytestmark = pytest.mark.usefixtures("town")


def test_from_idea_to_receipt_without_an_account(client, clock):
    assert client.get("/indienen/").status_code == 200
    assert client.get("/indienen/idee/").status_code == 200
    fill_in(client)
    assert client.get("/indienen/controleren/").status_code == 200
    answer = client.post("/indienen/controleren/")
    assert answer.headers["Location"] == "/indienen/code/"
    assert client.get("/indienen/code/").status_code == 200
    answer = client.post("/indienen/code/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
