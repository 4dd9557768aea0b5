import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.file_names import clean_name, shown_name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Plan voor de tuin.DOCX", "Plan voor de tuin.pdf"),
        ("plan.pdf.exe", "plan.pdf.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\k\\plan.pdf", "plan.pdf"),
        ("gnp.\u202efdp.exe", "gnp.fdp.pdf"),
        ("plan\x00.pdf\r\nX-Evil: 1", "plan.pdfX-Evil 1.pdf"),
        (".htaccess", "document.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("CON", "_CON.pdf"),
        ("aux.txt", "_aux.pdf"),
        ("e\u0301e\u0301n.pdf", "\u00e9\u00e9n.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ('<img src=x onerror="1">.png', "img src=x onerror= 1.pdf"),
    ],
)
def test_clean_name(name: str, cleaned: str):
    assert clean_name(name, "pdf", fallback="document") == cleaned


@given(st.text())
def test_every_name_comes_out_fit(name: str):
    cleaned = clean_name(name, "pdf", fallback="document")
    assert cleaned.endswith(".pdf")
    assert 5 <= len(cleaned) <= 106
    assert cleaned.isprintable()
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert not cleaned.startswith(".")


def test_shown_name_stays_on_one_line():
    assert shown_name("map/foto\n\u202e1.jpg") == "foto 1.jpg"
    assert shown_name("x" * 100) == "x" * 57 + "…"
