"""Figures of one page at one size, and the table that `make bench` prints. Ratios only: machines differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figures:
    """A page at a size: `ratio` and `p95` are times the bare view's median, `queries` is what one request asked."""

    page: str
    size: int
    queries: frozenset[int]
    ratio: float
    p95: float
    bytes: int

    @property
    def pace(self) -> float:
        """Requests per second as a part of the bare view's."""
        return 1 / self.ratio


def figures(
    page: str, size: int, *, seconds: list[float], bare: list[float], queries: Iterable[int], length: int
) -> Figures:
    """Reduce the measured seconds of a page, and of the bare view that ran in turn with it, to ratios."""
    unit = median(bare)
    return Figures(
        page=page,
        size=size,
        queries=frozenset(queries),
        ratio=median(seconds) / unit,
        p95=quantiles(seconds, n=20)[18] / unit,
        bytes=length,
    )


def table(rows: list[Figures]) -> str:
    """The figures as text: a line per page and size, growth against the smallest size."""
    smallest = {row.page: row.ratio for row in sorted(rows, key=lambda row: -row.size)}
    lines = [
        f"{'page':<24}{'initiatives':>12}{'queries':>9}{'median':>9}{'p95':>8}{'pace':>7}{'growth':>8}{'KB':>7}",
        f"{'':<24}{'':>12}{'':>9}{'x bare':>9}{'x bare':>8}{'of bare':>7}{'x':>8}{'':>7}",
    ]
    for row in rows:
        asked = "/".join(str(number) for number in sorted(row.queries))
        lines.append(
            f"{row.page:<24}{row.size:>12,}{asked:>9}{row.ratio:>9.2f}{row.p95:>8.2f}{row.pace:>7.2f}"
            f"{row.ratio / smallest[row.page]:>8.2f}{row.bytes / 1024:>7.1f}"
        )
    return "\n".join(lines)
