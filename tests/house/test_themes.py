"""Every pair of colours that meets on the screen can be told apart, in every theme, in light and in dark.

Text needs a contrast of 4.5, a border or drawing that carries meaning 3 (WCAG 2.2, 1.4.3 and 1.4.11). Decorative
hairlines (`border-subtle`) are outside it: nothing is lost by not seeing them.
"""

import re

import pytest

from tests.house.source import read, with_suffix

TEXT, BORDER = 4.5, 3.0
GROUNDS = ("default-bg-document", "default-bg-subtle", "default-bg-default", "action-1-bg-subtle")
TONES = ("negative", "positive", "warning", "info")
PAIRS: list[tuple[str, str, float]] = [
    *(("default-color-document", ground, TEXT) for ground in (*GROUNDS, "action-1-bg-hover")),
    *(("default-color-document", f"{tone}-bg-default", TEXT) for tone in TONES),
    *(("default-color-subtle", ground, TEXT) for ground in GROUNDS),
    *(("action-1-color-default", ground, TEXT) for ground in (*GROUNDS, *(f"{tone}-bg-default" for tone in TONES))),
    *(("action-1-color-hover", ground, TEXT) for ground in (*GROUNDS, "action-1-bg-hover")),
    ("action-1-inverse-color-default", "action-1-inverse-bg-default", TEXT),
    ("action-1-inverse-color-default", "action-1-inverse-bg-hover", TEXT),
    ("accent-1-color-default", "default-bg-document", TEXT),
    *((f"{tone}-color-default", f"{tone}-bg-default", TEXT) for tone in TONES),
    *((f"{tone}-color-default", "default-bg-document", TEXT) for tone in TONES),
    *(
        (f"{tone}-border-default", ground, BORDER)
        for tone in TONES
        for ground in ("default-bg-document", f"{tone}-bg-default")
    ),
    *(("default-border-default", ground, BORDER) for ground in GROUNDS),
    *(("action-1-border-default", ground, BORDER) for ground in GROUNDS),
    *(("accent-1-border-default", ground, BORDER) for ground in GROUNDS),
    ("action-1-inverse-bg-default", "default-bg-document", BORDER),
    ("action-1-inverse-bg-default", "default-bg-subtle", BORDER),
]
DARK = "@media (prefers-color-scheme: dark)"


def colours(css: str) -> dict[str, str]:
    """The colours that a piece of a theme sets, by the name behind `--basis-color-`."""
    return dict(re.findall(r"--basis-color-([\w-]+): (#[0-9a-f]{6});", css))


def schemes() -> dict[str, dict[str, str]]:
    """The colours of every theme, light and dark."""
    found = {}
    for path in with_suffix(".css"):
        if "/theme-" in path:
            light, _, dark = read(path).partition(DARK)
            name = path.rpartition("theme-")[2].removesuffix(".css")
            found[f"{name}, light"] = colours(light)
            found[f"{name}, dark"] = colours(light) | colours(dark)
    return found


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_faint(scheme: dict[str, str]) -> list[str]:
    """The pairs that cannot be told apart well enough."""
    return [
        f"{front} on {ground}: {contrast(scheme[front], scheme[ground]):.2f}, needs {needed}"
        for front, ground, needed in PAIRS
        if contrast(scheme[front], scheme[ground]) < needed
    ]


@pytest.mark.parametrize("name", schemes())
def test_every_pair_can_be_told_apart(name):
    assert too_faint(schemes()[name]) == []


def test_there_are_a_neutral_theme_and_one_of_zwolle():
    assert sorted(schemes()) == ["neutral, dark", "neutral, light", "zwolle, dark", "zwolle, light"]


@pytest.mark.parametrize("name", schemes())
def test_every_theme_sets_the_same_names(name):
    assert schemes()[name].keys() == schemes()["neutral, light"].keys()


def test_colours_stand_in_themes_alone():
    css = re.sub(r"/\*.*?\*/|@media print \{.*", "", read("static/css/portal.css"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", css) == []


def test_every_colour_that_is_used_is_set():
    used = set(re.findall(r"var\(--basis-color-([\w-]+)\)", "".join(map(read, with_suffix(".css")))))
    assert used - schemes()["neutral, light"].keys() == set()


def test_a_faint_pair_is_seen():
    grey = schemes()["neutral, light"] | {"default-color-subtle": "#9aa3b2"}
    assert too_faint(grey)[0].startswith("default-color-subtle on default-bg-document: 2.5")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#337ab7", "#ebebeb", 3.82)]
)
def test_contrast_is_computed_as_the_guideline_does(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
