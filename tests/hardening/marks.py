"""What a browser would make of a page that holds attacks: tags, attributes and addresses that are not ours."""

from html.parser import HTMLParser

FOREIGN = {"x-mark", "iframe", "object", "embed", "base", "marquee"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"}
SCRIPTS = ("javascript:", "vbscript:", "data:text")


class Marks(HTMLParser):
    """Reads a page and keeps each tag that an attack made or changed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that is not ours, or that calls a script."""
        runs = any(is_script(name, value or "") for name, value in attrs)
        if tag in FOREIGN or "x-mark" in dict(attrs) or runs:
            self.found.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        """Our pages hold no script of their own: whatever stands in one was typed by somebody. Mails have a style."""
        if (self.cdata_elem == "script" and data.strip()) or (self.cdata_elem and "x-mark" in data):
            self.found.append(f"<{self.cdata_elem}>{data}")


def is_script(name: str, value: str) -> bool:
    """True for an attribute that runs something: an event, or an address that is a script."""
    bare = "".join(value.split()).lower()
    return name.startswith("on") or (name in ADDRESSES and bare.startswith(SCRIPTS))


def marks(html: str) -> list[str]:
    """Each tag of this page that an attack made or changed."""
    reader = Marks()
    reader.feed(html)
    reader.close()
    return reader.found
