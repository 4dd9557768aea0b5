"""Letters as tagged PDF: nothing left out, nothing read as markup, and only for who may read the letter."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import typst
from django.test import Client

from stimulus_fund import letter_pdf
from stimulus_fund.letter_pdf import BLOCKS, WITHIN, UnknownPiece, of, pieces
from stimulus_fund.models import Letter
from tests.house.source import read, with_suffix
from tests.stimulus_fund.desk import LATER, granted, proposal

pytestmark = pytest.mark.django_db
AROUND = {"a", "article", "code"}  # in the page around a letter
HOSTILE = '#read("/etc/passwd") $ x $ *vet* <etiket> \\u{41} #panic()'


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(LATER, tick=False)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The structure a screen reader walks, in order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            walk(node.get("/K"))
        elif isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_pieces_of_a_letter_literally():
    body = """<address>Noor<br>Zwolle</address>
    <h1>Besluit</h1> <ul><li>Een &amp; twee</li></ul><p>Ja,  <strong>nu</strong>.</p>"""
    assert pieces(body) == [
        {"tag": "address", "parts": ["Noor", {"tag": "br", "parts": []}, "Zwolle"]},
        {"tag": "h1", "parts": ["Besluit"]},
        {"tag": "ul", "parts": [{"tag": "li", "parts": ["Een & twee"]}]},
        {"tag": "p", "parts": ["Ja, ", {"tag": "strong", "parts": ["nu"]}, "."]},
    ]


@pytest.mark.parametrize(
    "body",
    ["<p>Ja</p><table></table>", "<p><script>1</script></p>", "los", "<p>open", "<p>scheef</strong></p>", "<br>"],
)
def test_what_it_does_not_know_stops_it(body):
    with pytest.raises(UnknownPiece):
        pieces(body)


def test_every_element_of_our_letters_is_known():
    templates = [read(path) for path in with_suffix(".html") if path.startswith("templates/fund/letter/")]
    used = {tag for text in templates for tag in re.findall(r"<([a-z][a-z0-9]*)", text)}
    assert used - AROUND <= BLOCKS | WITHIN


def test_a_grant_is_pdf_for_a_screen_reader(sent, desk):
    granted(sent, desk)
    letter = Letter.objects.get(application=sent, kind="grant")
    made = of(letter)
    pdf = opened(made)
    about = pdf.open_metadata()
    assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == ("1", "2", "A")
    assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("nl", "Besluit op uw aanvraag ZF-2026-0001")
    assert str(pdf.docinfo.Author) == "Gemeente Zwolle"
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= set(tags(pdf))
    assert of(Letter.objects.get(pk=letter.pk)) == made


def test_nothing_anybody_wrote_is_markup(sent, desk):
    granted(sent, desk, replace(proposal(), motivation=HOSTILE))
    letter = Letter.objects.get(application=sent, kind="grant")
    written = [part for piece in pieces(letter.body) for part in piece["parts"] if isinstance(part, str)]
    assert HOSTILE in written
    assert opened(of(letter)).open_metadata()["pdfuaid:part"] == "1"


def test_who_reads_the_letter_gets_the_file(sent, desk, initiator, outsider, guide):
    letter = Letter.objects.get(application=sent)
    own, work = f"/fonds/aanvraag/{sent.pk}/brief/1.pdf", f"/werkplek/fonds/brieven/{letter.pk}.pdf"
    answer = as_(initiator).get(own)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="ZF-2026-0001-1.pdf"'
    assert answer["Cache-Control"] == "no-store, private"
    assert b"".join(answer.streaming_content) == of(letter)
    assert as_(desk.officer).get(work).status_code == 200
    assert as_(outsider).get(own).status_code == 404
    assert as_(guide).get(work).status_code == 403
    assert own in as_(initiator).get(own.replace(".pdf", "/")).content.decode()


def test_a_letter_whose_text_is_destroyed_is_no_file(sent, desk, initiator):
    Letter.objects.filter(application=sent).update(body="", wiped_at=LATER)
    assert as_(initiator).get(f"/fonds/aanvraag/{sent.pk}/brief/1.pdf").status_code == 404


SIGNS = "Een \N{DECIDUOUS TREE} voor \N{FULLWIDTH EQUALS SIGN}allen, \N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}."


def test_a_sign_the_font_does_not_have_is_called_by_its_name(sent, desk, monkeypatch):
    granted(sent, desk, replace(proposal(), motivation=SIGNS))
    letter = Letter.objects.get(application=sent, kind="grant")
    assert opened(of(letter)).open_metadata()["pdfuaid:part"] == "1"
    assert letter_pdf.by_name("\N{DECIDUOUS TREE}") == "[deciduous tree]"
    assert letter_pdf.by_name("\ue000") == "[u+e000]"


def test_without_its_name_there_would_be_no_letter(sent, desk, monkeypatch):
    """The negative control."""
    granted(sent, desk, replace(proposal(), motivation=SIGNS))
    monkeypatch.setattr(letter_pdf, "UNSHOWN", re.compile("never"))
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        of(Letter.objects.get(application=sent, kind="grant"))
