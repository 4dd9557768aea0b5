"""What people type, as it is kept: composed Unicode, without characters that nobody sees and that only mislead."""

import re
import unicodedata

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
SPACES = re.compile(r"\s+")
MANY_BLANK_LINES = re.compile(r"\n{3,}")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WEB_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def clean_text(text: str) -> str:
    """A text of several lines: NFC, "\\n" as line end, no control or direction-override characters, trimmed."""
    plain = unicodedata.normalize("NFC", UNSEEN.sub("", LINE_ENDS.sub("\n", text)))
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    return MANY_BLANK_LINES.sub("\n\n", lines).strip()


def clean_line(text: str) -> str:
    """A text of one line: as `clean_text`, every run of white space one space."""
    return SPACES.sub(" ", clean_text(text)).strip()


def clean_address(address: str) -> str:
    """An e-mail address as it is kept: NFKC, trimmed and in lower case, so that one mailbox has one address."""
    return unicodedata.normalize("NFKC", address).strip().lower()


def holds_web_address(text: str) -> bool:
    """True for a text that mail programs would turn into a link to elsewhere."""
    return bool(WEB_ADDRESS.search(text))


def without_xml_signs(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
