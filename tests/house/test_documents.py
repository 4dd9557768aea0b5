"""What the documents name must exist: paths, commands, settings, words."""

import importlib
import re

import pytest
import yaml

from tests.house.source import ROOT, files, product_modules, read

PATH = re.compile(r"`([\w.-]+(?:/[\w.<>-]+)*/?)`")
COMMAND = re.compile(r"`(?:[A-Z]+=\S+ )*make (\w+)")
MANAGE = re.compile(r"manage\.py (\w+)")
DOCUMENTS = [path for path in files() if path.endswith(".md")]
SETTING = re.compile(r'environment\.(?:text|required_text|switch|number|words|database)\(\s*"([A-Z_]+)"')
READ_ELSEWHERE = {"DOTENV"}  # where the file of settings itself is


def named_paths(text: str) -> list[str]:
    """The paths in a document: what stands in code quotes and has a slash or a suffix we use."""
    suffixes = (".py", ".md", ".toml", ".html", ".txt", ".po", ".in", ".css", ".yml")
    named = [name for name in PATH.findall(text) if "<" not in name and not name.startswith(("/", "."))]
    return [name for name in named if "/" in name or name.endswith(suffixes)]


def exists(name: str) -> bool:
    """True for a path from the root, and for a room that some app has ("models/")."""
    return (ROOT / name).exists() or any(f"/{name}" in path for path in files())


def missing_paths(text: str) -> list[str]:
    return [name for name in named_paths(text) if not exists(name) and not name.startswith(("var/", "VAR/"))]


def look_up(dotted: str) -> object:
    """The object with this dotted name; raises ImportError or AttributeError."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = getattr(found, name)
        return found
    raise ImportError(dotted)


def glossary() -> list[tuple[str, str]]:
    """The Dutch word and the code name of every line."""
    rows = [line.strip("| ").split(" | ") for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    return [(row[0], row[3].strip("`")) for row in rows if "`" in row[3]]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_in_a_document_exists(document):
    assert missing_paths(read(document)) == []


def missing_tests(text: str) -> list[str]:
    """The tests a document names ("tests/core/test_x.py::test_y") that are not there."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    return [f"{path}::{name}" for path, name in named if not exists(path) or f"def {name}(" not in read(path)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_in_a_document_exists(document):
    assert missing_tests(read(document)) == []


def test_a_test_that_is_gone_is_seen():
    assert missing_tests("`tests/house/test_documents.py::test_gone`") == ["tests/house/test_documents.py::test_gone"]


def test_a_path_that_is_gone_is_seen():
    assert missing_paths("Change `initiatives/lifecycle.py` and `initiatives/gone.py`.") == ["initiatives/gone.py"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_in_a_document_exists(document):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(COMMAND.findall(read(document))) - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_document_exists(document):
    ours = {path.rpartition("/")[2].removesuffix(".py") for path in files() if "/management/commands/" in path}
    djangos = {"migrate", "createcachetable", "collectstatic", "check", "createsuperuser", "makemigrations"}
    assert set(MANAGE.findall(read(document))) - ours - djangos == set()


@pytest.mark.parametrize(("word", "name"), glossary())
def test_every_word_of_the_glossary_stands_in_the_code(word, name):
    assert look_up(name)


def test_a_word_that_left_the_code_is_seen():
    with pytest.raises(AttributeError):
        look_up("initiatives.models.Idea")


def test_settings_and_their_example_name_the_same():
    used = {name for module in product_modules() for name in SETTING.findall(module.text)} - READ_ELSEWHERE
    assert set(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)) == used


def test_the_card_of_the_project_is_whole():
    card = yaml.safe_load(read("publiccode.yml"))
    assert card["publiccodeYmlVersion"] == "0.5.0"
    assert card["legal"]["license"] == "EUPL-1.2"
    for text in card["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000


def test_decisions_have_a_number_of_their_own():
    numbers = [path[9:13] for path in files() if re.match(r"docs/adr/\d{4}-", path)]
    assert sorted(numbers) == sorted(set(numbers))


def test_the_changelog_speaks_of_the_version_that_stands():
    version = re.search(r'^version = "(.+)"$', read("pyproject.toml"), re.MULTILINE)
    assert version
    assert f"## {version[1]}" in read("CHANGELOG.md")
