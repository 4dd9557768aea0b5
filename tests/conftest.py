"""The harness of every test, and the one small world. What it holds pages to stands in `tests/harness/`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from tests.harness import drop, faults, flush, logs, templates
from tests.house.source import modules, product_modules
from tests.world import *  # noqa: F403

HOUSE = Path(__file__).parent / "house"
WEDNESDAY_MORNING = "2026-03-11 10:00+01:00"


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.register_profile("suite", deadline=None)  # how long one example took says what else ran
    hypothesis.settings.load_profile("suite")
    drop.install()
    flush.install()
    logs.install()
    templates.install()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail the test in whose time a fault was found."""
    faults.clear()
    result = yield
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)
    return result


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs the other database is not collected; `make test` runs both. The rules of the house need none."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    elsewhere = ["sqlite"] if on_postgres else ["postgres", "journey"]
    unfit = [item for item in items if any(item.get_closest_marker(name) for name in elsewhere)]
    unfit += [item for item in items if on_postgres and HOUSE in item.path.parents]
    config.hook.pytest_deselected(items=unfit)
    left_out = set(unfit)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def speaking_dutch() -> None:
    """A request in English leaves its language behind in the thread that answered it."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands still at Wednesday 11 March 2026, 10:00 in Zwolle, until the test moves it."""
    with time_machine.travel(WEDNESDAY_MORNING, tick=False) as traveller:
        yield traveller


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much test stands beside the code; a figure to look at, not to reach."""
    code = sum(module.text.count("\n") for module in product_modules())
    test = sum(module.text.count("\n") for module in modules() if module.app == "tests")
    terminalreporter.write_line(f"{test / code:.2f} lines of test per line of code ({test} / {code})")
