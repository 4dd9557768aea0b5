"""The English catalogue is whole for every page that a visitor or an initiator can reach."""

import re

import polib
import pytest
from django.conf import settings

# Everything but the desk, the werkplek and the admin of the town, which are Dutch.
SPOKEN = re.compile(
    r"^templates/(?!admin/|.*/desk/|teams/(?!shown/)|teams/shown/panel)|"
    r"^initiatives/(enums|timeline|filters|queries/public|queries/public_page|views/(public|feeds|submit|initiator))|"
    r"^zwolle/views/|^core/templatetags/"
)
PLACE = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def entries() -> polib.POFile:
    """The catalogue."""
    return polib.pofile(str(settings.ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def is_spoken(entry: polib.POEntry) -> bool:
    """True when a visitor or an initiator can read it."""
    return any(SPOKEN.match(file) for file, _ in entry.occurrences)


def translations(entry: polib.POEntry) -> list[str]:
    """The English forms of a text, singular and plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def gaps(catalogue: polib.POFile) -> list[str]:
    """Texts for the public without English."""
    return [entry.msgid for entry in catalogue if is_spoken(entry) and not all(translations(entry))]


def crooked(catalogue: polib.POFile) -> list[str]:
    """Translations that fill in a value the Dutch text does not have."""
    return [
        entry.msgid
        for entry in catalogue
        for translation in translations(entry)
        if not places(translation) <= places(entry.msgid) | places(entry.msgid_plural)
    ]


def places(text: str) -> set[str]:
    """The names of the values that a text fills in."""
    return {first or second for first, second in PLACE.findall(text)}


def test_nothing_for_the_public_is_left_in_dutch():
    assert gaps(entries()) == []


def test_a_translation_fills_in_what_the_text_does():
    assert crooked(entries()) == []


@pytest.mark.parametrize(
    ("text", "translation", "file", "is_gap"),
    [
        ("Zoek", "", "templates/base.html", True),
        ("Zoek", "", "initiatives/admin/cases.py", False),
        ("Zoek", "Search", "templates/base.html", False),
    ],
)
def test_a_gap_is_seen(text, translation, file, is_gap):
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=text, msgstr=translation, occurrences=[(file, "")]))
    assert gaps(catalogue) == [text] * is_gap


def test_a_crooked_translation_is_seen():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="%(count)s keer", msgstr="%(number)s times"))
    assert crooked(catalogue) == ["%(count)s keer"]
