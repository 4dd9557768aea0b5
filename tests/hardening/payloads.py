"""Texts that try to become markup or script, in whatever place of a page they land.

Each either calls `alert` or leaves an `x-mark` behind as an element or an attribute, so that a browser tells when one
got through: also where the content policy keeps the script from running.
"""

from itertools import cycle, islice, product

MARK = "<x-mark></x-mark>"
# By hand: the ways out of every place that a page of the portal writes text in.
PLAIN = [
    "<x-mark>",
    '"><x-mark>',
    "'><x-mark>",
    "'\" x-mark=1 ",
    "--><x-mark>",
    "]]><x-mark>",
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script/x-mark>alert(1)</script>",
    "<script src=data:,alert(1)></script>",
    "</script><script>alert(1)</script>",
    "</title><x-mark>",
    "</textarea><x-mark>",
    "</option></select><x-mark>",
    "</style><x-mark>",
    "</noscript><x-mark>",
    "</template><x-mark>",
    "</td></tr></table><x-mark>",
    "</a></p></div></main><x-mark>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x" onerror="alert(1)" x-mark>',
    "<IMG SRC=x ONERROR=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></mtext><x-mark></math>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1) x-mark>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button x-mark>",
    "<a href=javascript:alert(1) x-mark>x</a>",
    "<a href='java\tscript:alert(1)' x-mark>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<base href=//evil.example/ x-mark>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)' x-mark>",
    "<link rel=stylesheet href=//evil.example/x.css x-mark>",
    "<style x-mark>*{color:red}</style>",
    "<x-mark style=color:red>",
    '" onmouseover=alert(1) autofocus onfocus=alert(1) x-mark="',
    "' onfocus=alert(1) autofocus x-mark='",
    "` onload=alert(1) x-mark=`",
    "&lt;x-mark&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cx-mark%3E",
    "\\u003cx-mark\\u003e",
    "\\x3cx-mark\\x3e",
    "＜x-mark＞",
    "<\u200bx-mark>",
    "<x-mark\u2028>",
    "{{ 7|add:7 }}{% debug %}<x-mark>",
    "${alert(1)}<x-mark>",
    "<%= alert(1) %><x-mark>",
    "<!--<x-mark>",
    "<![CDATA[<x-mark>]]>",
    "<?xml version='1.0'?><x-mark>",
    "*[<x-mark>](javascript:alert(1))*",
    '[x](javascript:alert(1) "<x-mark>")',
    '![x](x" onerror=alert(1) x-mark=")',
    '<a href="x" title="--><x-mark>">',
    "';alert(1);//<x-mark>",
    '";alert(1);//<x-mark>',
    "</ScRiPt ><x-mark>",
    "<<script>alert(1)//<</script><x-mark>",
    '<x-mark x="`>',
    "\u202egpj.exe\u2066<x-mark>",
    "\u200f\u202b<x-mark>\u202c",
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-MARK:1<x-mark>",
    "\nATTACH:https://evil.example/<x-mark>",
    "=HYPERLINK(0)<x-mark>",
    f"{'Aan' * 60}<x-mark>",
    "🌳👩‍👩‍👧‍👦🏳️‍🌈<x-mark>",
]
STARTS = ("", "=", "+", "-", "@", "\t=", "＝")  # of a cell that a spreadsheet works out
WAYS_OUT = ['">', "'>", "</textarea>", "</title>", "</script>", "</style>", "-->", "]]>", "</option></select>", "\n\n"]
BODIES = [
    "<script>alert(1)</script><x-mark>",
    "<script type=module>alert(1)</script><x-mark>",
    "<img src=x onerror=alert(1) x-mark>",
    "<image src=x onerror=alert(1) x-mark>",
    "<svg onload=alert(1) x-mark>",
    "<svg><set onbegin=alert(1) attributeName=x x-mark>",
    "<svg><a xlink:href=javascript:alert(1) x-mark><text>x",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1) x-mark>",
    "<details open ontoggle=alert(1) x-mark>",
    "<marquee onstart=alert(1) x-mark>",
    "<select autofocus onfocus=alert(1) x-mark>",
    "<textarea autofocus onfocus=alert(1) x-mark>",
    "<iframe onload=alert(1) x-mark>",
    "<object data='data:text/html,<script>alert(1)</script>' x-mark>",
    "<video oncanplay=alert(1) src=data:, x-mark>",
    "<button popovertarget=x onclick=alert(1) x-mark>",
    "<template><x-mark></template><x-mark>",
    "<a href=vbscript:alert(1) x-mark>",
    "<form id=x><button form=x formaction=javascript:alert(1) x-mark>",
    "<isindex action=javascript:alert(1) type=image x-mark>",
]
DISGUISES = [
    lambda text: text,
    lambda text: text.replace("alert", "\\u0061lert").replace("<img", "<IMG"),
    lambda text: text.replace(" on", "\n\ton").replace("=alert", " = alert"),
]  # fmt: skip
MADE = [disguise(way + body) for way, body, disguise in product(WAYS_OUT, BODIES, DISGUISES)]
ALL = [*PLAIN, *dict.fromkeys(MADE)]


class Ink:
    """A pen that writes other payloads each time, as many as fit; one that does not fit is left for a wider field."""

    def __init__(self, payloads: list[str]) -> None:
        self.payloads = payloads
        self.place = 0
        self.used: set[str] = set()

    def write(self, length: int) -> str:
        """A text of at most so many characters; it begins as a formula, with a number of its own."""
        self.place += 1
        text = f"{STARTS[self.place % len(STARTS)]}{self.place}"
        start = self.place * 7 % len(self.payloads)
        for payload in islice(cycle(self.payloads), start, start + len(self.payloads)):
            if len(text) + len(payload) + 1 <= length:
                text += f" {payload}"
                self.used.add(payload)
        return text

    def address(self, length: int = 250) -> str:
        """A mail address that holds one payload: what stands in quotes may be almost anything."""
        self.place += 1
        return f'"{self.place}<img/src=x/onerror=alert(1)><x-mark>"@example.nl'[:length]

    def url(self) -> str:
        """An address of a page as a form takes it: behind the host almost anything may stand."""
        self.place += 1
        return f"https://plek.example/{self.place}?\"><x-mark>&'onmouseover=alert(1)/*javascript:alert(1)*/"
