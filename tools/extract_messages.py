"""Bring the English catalogue in line with the code: `make messages`, a developer's tool.

Texts in the code are Dutch. New ones are added without translation, gone ones are dropped, translations are kept.
References name the file and not the line, so that moving code does not change the catalogue.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import cast

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
APPS = ("zwolle", "insight", "stimulus_fund", "community", "teams", "initiatives", "accounts", "city", "core")
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None}
KEYWORDS_PLURAL = {"ngettext": (1, 2), "ngettext_lazy": (1, 2)}
KEYWORDS_CONTEXT = {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
Key = tuple[str, str, str]


@dataclass
class Message:
    """A text to translate, and the files it stands in. `plural` and `context` are empty when it has none."""

    text: str
    plural: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)


def sources() -> Iterator[Path]:
    """Every file of ours that may hold texts."""
    for app in APPS:
        yield from sorted((ROOT / app).rglob("*.py"))
        yield from sorted((ROOT / app).rglob("templates/**/*.*"))
    yield from sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def calls(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The translation calls in a file: name of the function and its literal texts."""
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        code = "\n".join(line.lstrip() for line in templatize(code, origin=str(path)).splitlines())
    keywords = {**KEYWORDS, **KEYWORDS_PLURAL, **KEYWORDS_CONTEXT}
    for found in extract_python(BytesIO(code.encode()), keywords, (), {}):
        function, texts = cast(tuple[str, str | tuple[str, ...]], found[1:3])
        yield function, (texts,) if isinstance(texts, str) else (texts or ())


def messages() -> dict[Key, Message]:
    """Every text in our code, by text, plural and context."""
    found: dict[Key, Message] = {}
    for path in sources():
        for function, texts in calls(path):
            if not texts or not texts[0]:  # a variable, which translates nothing here
                continue
            context = texts[0] if function in KEYWORDS_CONTEXT else ""
            rest = texts[1:] if context else texts
            plural = rest[1] if function in KEYWORDS_PLURAL or function == "npgettext" else ""
            message = found.setdefault((rest[0], plural, context), Message(rest[0], plural, context))
            message.files.add(path.relative_to(ROOT).as_posix())
    return found


def entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    """The line of the catalogue for a message, with the translation it already had."""
    fresh = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        occurrences=[(file, "") for file in sorted(message.files)],
        flags=["python-format"] if "%(" in message.text else [],
    )
    if message.plural:
        fresh.msgid_plural = message.plural
        fresh.msgstr_plural = known.msgstr_plural if known and known.msgstr_plural else {0: "", 1: ""}
    elif known:
        fresh.msgstr = known.msgstr
    return fresh


def update(path: Path = CATALOGUE) -> polib.POFile:
    """Write the catalogue anew, ordered by the first file a text stands in, and return it."""
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(line.msgid, line.msgid_plural, line.msgctxt or ""): line for line in old}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, message in sorted(messages().items(), key=lambda pair: (min(pair[1].files), pair[0])):
        new.append(entry(message, known.get(key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return new


if __name__ == "__main__":
    os.chdir(ROOT)
    settings.configure()
    catalogue = update()
    print(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} without translation, in {CATALOGUE}")
