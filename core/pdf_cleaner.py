"""Take author, history and everything that acts by itself out of a PDF: `python -m core.pdf_cleaner < in > out`.

A process of its own with little memory and time, because the file is a stranger's: what it breaks is this process.
"""

import resource
import sys
from io import BytesIO

import pikepdf

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 8
LOCKED = 3
BROKEN = 4

TRACES = ("/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/XFA", "/AF", "/EF")
NAMED = ("/JavaScript", "/EmbeddedFiles")
ACTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute"})
ACTION_PARTS = ("/S", "/JS", "/F", "/Win", "/Unix", "/Mac")


def clean(document: bytes) -> bytes:
    """The same pages without metadata, scripts, attachments and actions.

    Raises pikepdf.PasswordError when it needs a password to be read, pikepdf.PdfError when it cannot be read.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _silence(thing)
        names = pdf.Root.get("/Names")
        if names is not None:
            _drop(names, NAMED)
        if len(pdf.pages) == 0:
            raise pikepdf.PdfError("no pages")
        out = BytesIO()
        pdf.save(out, encryption=False, deterministic_id=True)
        return out.getvalue()


def _silence(thing: pikepdf.Object) -> None:
    _drop(thing, TRACES)
    action = thing.get("/A")
    for deed in (thing, action):
        if isinstance(deed, pikepdf.Dictionary) and str(deed.get("/S", "")) in ACTS:
            _drop(deed, ACTION_PARTS)


def _drop(thing: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _limit(kind: int, amount: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or hard > amount:
        resource.setrlimit(kind, (amount, amount))


def main() -> int:
    """0 with the clean document on standard output, else LOCKED or BROKEN."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    if sys.platform == "linux":  # elsewhere the system does not keep this limit, or refuses to set it
        _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    try:
        cleaned = clean(sys.stdin.buffer.read())
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, MemoryError, ValueError, TypeError, RuntimeError):
        return BROKEN
    sys.stdout.buffer.write(cleaned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
