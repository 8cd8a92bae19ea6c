"""What came out of a measurement: rows, promises, and the two as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import typer

from rembuk.cli.bench.load import Outcome

NGINX: Final = "nginx, static file"
TRIVIAL: Final = "Django, trivial template"
KEPT, MADE, SENT = "from memory", "made anew", "written"

# Pages that have to cost the same however much there is.
LISTS: Final = ("list", "meetings", "plans")
MOST_STATEMENTS: Final = 6

COLUMNS: Final = ("request", "needs", "", "req/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "SQL", "MB")


@dataclass(frozen=True)
class Subject:
    """What is measured: a page or a write, how it is answered, and over how many needs; 0 for no needs at all."""

    name: str
    how: str
    size: int = 0


@dataclass(frozen=True)
class Row:
    """One thing that was measured: times and processor time in milliseconds for each request."""

    name: str
    size: int
    how: str
    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float
    statements: int | None
    megabytes: float
    failed: int

    @classmethod
    def of(cls, subject: Subject, outcome: Outcome, *, cpu: float, statements: int | None, megabytes: float) -> Row:
        """Make a row of what a load came to; `cpu` is what it used in all, in seconds."""
        return cls(
            name=subject.name,
            how=subject.how,
            size=subject.size,
            per_second=outcome.per_second,
            p50=outcome.p50,
            p95=outcome.p95,
            p99=outcome.p99,
            cpu=1000 * cpu / max(outcome.requests, 1),
            statements=statements,
            megabytes=megabytes,
            # What nobody got an answer to was not fast.
            failed=outcome.failed or int(outcome.requests == 0),
        )


@dataclass(frozen=True)
class Promise:
    """Something the measurement has to show: a figure, and the least or the most it may be."""

    words: str
    figure: float
    least: float | None = None
    most: float | None = None

    @property
    def is_kept(self) -> bool:
        """Does the figure lie within its limits?"""
        return (self.least is None or self.figure >= self.least) and (self.most is None or self.figure <= self.most)

    @property
    def limit(self) -> str:
        """Return the limit in words."""
        return f"at most {self.most:.3g}" if self.least is None else f"at least {self.least:.3g}"


def promises(rows: Sequence[Row]) -> list[Promise]:
    """Return what the rows have to show, each as a ratio within this very run, so that any machine can judge."""
    sizes = sorted({row.size for row in rows if row.how == MADE})
    largest = [row for row in rows if row.size == sizes[-1]]
    static, trivial = _speed(rows, NGINX), _speed(rows, TRIVIAL)
    made = _row(largest, "list", MADE)
    submit = _row(largest, "submit", SENT)
    return [
        Promise(
            "list from memory / nginx's static file", _row(largest, "list", KEPT).per_second / static, least=1 / 15
        ),
        Promise("list made anew / trivial template page", made.per_second / trivial, least=1 / 3),
        Promise("submit / trivial template page", submit.per_second / trivial, least=1 / 4),
        *(_flat(rows, name, sizes) for name in LISTS),
        Promise("statements of the page that asks most", max(_statements(largest)), most=MOST_STATEMENTS),
        Promise("memory of the web process in MB", max(row.megabytes for row in largest), most=150),
        Promise("requests that failed", sum(row.failed for row in rows), most=0),
    ]


def _flat(rows: Sequence[Row], name: str, sizes: Sequence[int]) -> Promise:
    large, small = (_row(rows, name, MADE, size) for size in (sizes[-1], sizes[0]))
    return Promise(f"p95 of {name} at {sizes[-1]:,} / at {sizes[0]:,}", large.p95 / small.p95, most=1.5)


def _statements(largest: Iterable[Row]) -> list[int]:
    """Return what each page that is made anew asks; where nothing was counted, it is nothing."""
    return [row.statements or 0 for row in largest if row.how == MADE]


def _speed(rows: Iterable[Row], name: str) -> float:
    found = [row.per_second for row in rows if row.name == name]
    return sum(found) / len(found)


def _row(rows: Iterable[Row], name: str, how: str, size: int | None = None) -> Row:
    return next(row for row in rows if (row.name, row.how) == (name, how) and size in {None, row.size})


def as_table(rows: Iterable[Row]) -> str:
    """Return the rows as a table in Markdown."""
    lines = [COLUMNS, tuple("---" for _ in COLUMNS), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Row) -> tuple[str, ...]:
    times = (f"{time:.1f}" for time in (row.p50, row.p95, row.p99))
    size = f"{row.size:,}" if row.size else ""
    statements = "" if row.statements is None else str(row.statements)
    return (
        row.name, size, row.how, f"{row.per_second:,.0f}", *times, f"{row.cpu:.2f}", statements, f"{row.megabytes:.0f}",
    )  # fmt: skip


def as_verdict(kept: Iterable[Promise]) -> str:
    """Return one line for each promise."""
    return "\n".join(
        f"{'ok  ' if one.is_kept else 'FAIL'}  {one.words}: {one.figure:.3g} ({one.limit})" for one in kept
    )


def judge(kept: Sequence[Promise]) -> None:
    """Say which promises are kept, and end with 1 if one is not."""
    typer.echo(f"\n{as_verdict(kept)}")
    if not all(one.is_kept for one in kept):
        raise typer.Exit(1)


def as_data(rows: Iterable[Row], kept: Iterable[Promise], machine: str) -> dict[str, object]:
    """Return everything as plain values, for JSON."""
    told = [{**asdict(one), "is_kept": one.is_kept} for one in kept]
    return {"machine": machine, "rows": [asdict(row) for row in rows], "promises": told}
