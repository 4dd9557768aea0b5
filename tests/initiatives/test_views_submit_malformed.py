"""Whatever is sent to a page of the submit form, it answers in words."""

import pytest

from tests.initiatives.submitting import PAGES

pytestmark = pytest.mark.usefixtures("town")
NASTY = ["\x00", "a" * 100_000, "9" * 5000, "😀", "\u202e", "'\"><script>", "-1", "𝟙"]


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("slug", PAGES)
def test_nothing_typed_breaks_a_page(client, slug, value):
    names = [*PAGES[slug], "version", "concept", "remove_file", "check", "later"]
    assert client.post(f"/indienen/{slug}/", dict.fromkeys(names, value)).status_code in {200, 302, 400}
    assert client.post(f"/indienen/{slug}/bewaren/", dict.fromkeys(names, value)).status_code in {200, 400, 409}
    assert client.get(f"/indienen/{slug}/").status_code == 200
    assert client.get("/indienen/controleren/").status_code in {200, 302, 400}
