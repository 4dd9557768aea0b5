"""The English catalogue: in step with the code, and whole wherever a visitor or an initiator reads."""

import re

import polib
import pytest

from tools.extract_messages import CATALOGUE, messages

# The rooms where only civil servants come, who work in Dutch, and programs. Everything else is for everybody.
STAFF_ONLY = re.compile(
    r"""
    .*/admin(/.*)?\.py$ | .*/admin_\w+\.py$ | .*/models/.*\.py$ | .*/apps\.py$ | city/(enums|forms|geojson|actions)
    | .*/(desk|workplace|werkplek|audit|bulk|queue|sheet|officer)[\w/]*\.(py|html|txt)$
    | initiatives/actions/(goal|meeting|merging|note|promise|prospect|publication|registration|saved_filter|step)\.py
    | initiatives/(audit_words|sheet)\.py | accounts/actions/roles\.py | core/destruction\.py
    | insight/(capacity\w*|blind_spots|permissions|apps|notices|templatetags)
    | templates/insight/(capacity|blind_spots|links|base_workplace|report|edit|mail)
    | insight/((forms|views|queries)/(capacity|blind_spots|report|edition)|actions)
    | stimulus_fund/(acts|courses|ceiling|clock|law|lawful|letter)
    | stimulus_fund/actions/(defaults|entering|handling|assessing|preparing|deciding|letters|paying|consequences)
    | stimulus_fund/(forms/(deciding|handling|list|paying)|views/(staff|paying|handling|assessing|deciding|desk))
    | templates/fund/(letter/(?!shown)|staff/(?!clock)|mail/(submitted|due|completed|default|assess|decide|returned))
    | stimulus_fund/(forms|actions|queries)/(rules|law|rounds)
    | templates/fund/mail/(reported|change_asked|filed|dispute_due|dispute_withdrawn)
    | community/actions/event(_kinds|_report)?\.py
    | community/challenge_acts | community/(actions|forms|views)/challenge_paper | community/actions/challenge_defaults
    | community/((views|forms)/moderation|actions/(moderation|flags)|permissions|jobs)
    | templates/community/(moderation|shown/moderation_link|mail/(flagged|appealed))
    | community/((forms|views)/referral_work|queries/hub_record|jobs)
    | templates/community/(work/|shown/panel)
    | templates/community/mail/referral_(to_hub|reminder|withdrawn_to_hub|asked|agreed|refused)\.txt
    | templates/community/mail/referral_(answered|added|silent|lapsed|withdrawn)\.txt
    | community/actions/story_publishing | templates/community/mail/story_(ready|stepped_out)
    | teams/ | templates/(admin|demo|teams(?!/shown/)) | templates/teams/shown/panel
    | core/problems | insight/api/(?!versions) | insight/views/api | zwolle/views/errors  # the API speaks Dutch
    | (templates/pages|zwolle/views)/catalogue | zwolle/(admin|desk|demo)
    """,
    re.VERBOSE,
)
PLACE = re.compile(r"%\((\w+)\)|\{(\w+)\}")
MARK = re.compile(r"</?\w+>")


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), check_for_duplicates=True)


def is_for_everybody(entry: polib.POEntry) -> bool:
    """True when a text stands anywhere but in the rooms of civil servants."""
    return any(not STAFF_ONLY.match(file) for file, _line in entry.occurrences)


def translations(entry: polib.POEntry) -> list[str]:
    """The English forms of a text, singular and plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def gaps(entries: polib.POFile) -> list[str]:
    """Texts for everybody without English."""
    return [entry.msgid for entry in entries if is_for_everybody(entry) and not all(translations(entry))]


def crooked(entries: polib.POFile) -> list[str]:
    """Translations that fill in a value the Dutch text does not have, or mark other words."""
    return [
        entry.msgid
        for entry in entries
        for translation in filter(None, translations(entry))
        if not places(translation) <= places(entry.msgid) | places(entry.msgid_plural)
        or sorted(MARK.findall(translation)) != sorted(MARK.findall(entry.msgid))
    ]


def places(text: str) -> set[str]:
    """The names of the values that a text fills in."""
    return {first or second for first, second in PLACE.findall(text)}


def test_the_catalogue_is_in_step_with_the_code():
    standing = {(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in catalogue()}
    assert standing == set(messages()), "run `make messages`"


def test_nothing_for_everybody_is_left_in_dutch():
    assert gaps(catalogue()) == []


def test_a_translation_fills_in_what_the_text_does():
    assert crooked(catalogue()) == []


@pytest.mark.parametrize(
    ("translation", "file", "is_gap"),
    [
        ("", "templates/base.html", True),
        ("", "initiatives/forms/submit.py", True),
        ("", "initiatives/admin/cases.py", False),
        ("", "teams/models/session.py", False),
        ("Search", "templates/base.html", False),
    ],
)
def test_a_gap_is_seen(translation, file, is_gap):
    entries = polib.POFile()
    entries.append(polib.POEntry(msgid="Zoek", msgstr=translation, occurrences=[(file, "")]))
    assert gaps(entries) == ["Zoek"] * is_gap


@pytest.mark.parametrize("translation", ["%(number)s <b>times</b>", "%(count)s times"])
def test_a_crooked_translation_is_seen(translation):
    entries = polib.POFile()
    entries.append(polib.POEntry(msgid="%(count)s <b>keer</b>", msgstr=translation))
    assert crooked(entries) == ["%(count)s <b>keer</b>"]


def test_extraction_sees_code_and_templates(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.py").write_text('x = _("Een")\ny = ngettext("%(n)s dag", "%(n)s dagen", 2)\n')
    page = '{% translate "Twee" %}\n  {% blocktranslate with n=a.b %}Drie {{ n }}{% endblocktranslate %}\n'
    (tmp_path / "templates" / "a.html").write_text(page)
    monkeypatch.setattr("tools.extract_messages.ROOT", tmp_path)
    assert sorted(messages()) == [
        ("%(n)s dag", "%(n)s dagen", ""),
        ("Drie %(n)s", "", ""),
        ("Een", "", ""),
        ("Twee", "", ""),
    ]
