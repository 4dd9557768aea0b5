"""`make bench`: what a page costs at 100, 1,000 and 20,000 initiatives, as a ratio to a bare Django view."""

import argparse
import os
import sys
from collections.abc import Iterator

import django

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from bench import measure, town  # noqa: E402  (Django has to be set up first)
from bench.report import Figures, table  # noqa: E402

SIZES = [100, 1_000, 20_000]


def main() -> int:
    """Measure at each size and print the table; the exit code tells whether the budgets hold."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many initiatives the town has")
    parser.add_argument("--rounds", type=int, default=60, help="measured requests per page")
    options = parser.parse_args()
    rows = list(measured(options.sizes, options.rounds))
    print(table(rows))
    broken = measure.broken_budgets(rows)
    print("\n".join(broken) or "All budgets hold.")
    return 1 if broken else 0


def measured(sizes: list[int], rounds: int) -> Iterator[Figures]:
    """The figures of every page, for one size after the other."""
    for size in sizes:
        town.fill(size)
        yield from measure.pages(size, rounds)


if __name__ == "__main__":
    sys.exit(main())
