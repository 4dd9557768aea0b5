"""The administrator's manual and its pictures: none missing, none too many, each of a page that is there."""

import re

import pytest
from django.urls import Resolver404, resolve

from accounts.enums import Role
from tests.house.source import ROOT, files
from tools.manual import MANUAL, PICTURES, named_in, shots

LARGEST = 120_000


def test_each_picture_in_the_texts_is_taken_and_each_that_is_taken_is_shown():
    taken = [shot.name for shot in shots()]
    assert sorted(taken) == sorted(named_in())
    assert len(taken) == len(set(taken))


def test_the_pictures_are_there_and_small():
    kept = [path for path in files() if path.startswith("docs/beheer/beeld/")]
    assert sorted(path.rpartition("/")[2].removesuffix(".webp") for path in kept) == sorted(named_in())
    assert {path: size for path in kept if (size := (ROOT / path).stat().st_size) > LARGEST} == {}


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: shot.name)
def test_a_picture_is_of_a_page_and_of_a_person_there_is(shot):
    try:
        resolve(re.sub(r"[?#].*", "", shot.page))
    except Resolver404:
        pytest.fail(f"{shot.page} is no page")
    assert shot.who in {"", *(str(label).capitalize() for label in Role.labels), "EP-lid"}


def test_every_chapter_stands_in_the_list():
    listed = set(re.findall(r"\]\((\w+\.md)\)", (MANUAL / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in MANUAL.glob("*.md")} - {"README.md"}


def test_a_picture_nobody_takes_is_seen(tmp_path):
    (tmp_path / "een.md").write_text("![x](beeld/nergens.webp)", encoding="utf-8")
    assert named_in(tmp_path) - {shot.name for shot in shots()} == {"nergens"}
    assert PICTURES.is_dir()
