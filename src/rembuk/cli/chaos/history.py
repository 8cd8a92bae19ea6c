"""What clients know of their deeds, held against what is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Outcome(Enum):
    """What a client knows of a deed."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # No answer came, and the client gave up: it may be stored or not, but whole or not at all.


@dataclass
class Deed:
    """One write as a client knows it: its key is its own, and so are its words."""

    key: str
    words: str
    body: Mapping[str, str | Sequence[str]]
    outcome: Outcome = Outcome.UNKNOWN
    names: set[str] = field(default_factory=set)  # What the answers called it: the same each time.
    answers: Counter[int] = field(default_factory=Counter)  # 0 where none came.


@dataclass(frozen=True)
class Stored:
    """One row that deeds left behind, and what is missing of all that belongs to it."""

    key: str
    words: str
    name: str
    missing: tuple[str, ...] = ()


def breaches(deeds: Sequence[Deed], stored: Iterable[Stored]) -> Iterator[str]:
    """Say what was lost, doubled or half-written, and whatever was answered that should not have been."""
    rows: dict[str, list[Stored]] = defaultdict(list)
    for row in stored:
        rows[row.words].append(row)
    for deed in deeds:
        yield from _of_answers(deed)
        yield from _of_rows(deed, rows.pop(deed.words, []))
    for row in (row for left in rows.values() for row in left):
        yield f"{row.name}: stored, and nobody sent it"


def _of_answers(deed: Deed) -> Iterator[str]:
    for status, often in sorted(deed.answers.items()):
        if status >= 500 and status != 503:
            yield f"{deed.key}: answered {status}, {often} times"
    if deed.outcome is Outcome.ACKNOWLEDGED and any(400 <= status < 500 and status != 429 for status in deed.answers):
        yield f"{deed.key}: acknowledged, and refused when it was sent again"
    if len(deed.names) > 1:
        yield f"{deed.key}: answered as {', '.join(sorted(deed.names))}"


def _of_rows(deed: Deed, rows: Sequence[Stored]) -> Iterator[str]:
    if len(rows) > 1:
        yield f"{deed.key}: doubled, stored {len(rows)} times"
    if deed.outcome is Outcome.ACKNOWLEDGED and not rows:
        yield f"{deed.key}: lost, it was acknowledged as {', '.join(sorted(deed.names))}"
    if deed.outcome is Outcome.REFUSED and rows:
        yield f"{deed.key}: refused, and stored all the same"
    for row in rows:
        yield from _of_row(deed, row)


def _of_row(deed: Deed, row: Stored) -> Iterator[str]:
    if row.missing:
        yield f"{deed.key}: half-written, without {', '.join(row.missing)}"
    if row.key != deed.key:
        yield f"{deed.key}: stored under another key"
    if deed.names - {row.name}:
        yield f"{deed.key}: stored as {row.name}, answered as {', '.join(sorted(deed.names))}"
