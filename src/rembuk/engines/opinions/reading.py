# SPDX-License-Identifier: Apache-2.0
"""Votes and statements from CSV text: the export of Polis, or a table that a secretary typed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rembuk.engines.opinions.votes import AGREE, DISAGREE, PASS, Votes, gather_votes

_VALUES = {
    **dict.fromkeys(("1", "+1", "agree", "setuju", "ya", "sarujuk"), AGREE),
    **dict.fromkeys(("0", "pass", "lewat", "ragu"), PASS),
    **dict.fromkeys(("-1", "disagree", "tidak setuju", "tidak", "ora sarujuk"), DISAGREE),
}
_PARTICIPANT = ("participant", "voter-id", "warga")
_STATEMENT = ("statement", "comment-id", "pernyataan")
_VOTE = ("vote", "suara")
_MOMENT = ("timestamp",)
_TEXT = ("text", "comment-body", "teks")
_MODERATED = ("moderated",)
_OUT = "-1"
_NUMBER = re.compile(r"[0-9]{1,18}")


class VotesRefused(ValueError):
    """A file that cannot be counted, with the line and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}.")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Statement:
    """The words that people voted on, and whether the facilitator set them aside."""

    name: str
    text: str
    is_aside: bool


def read_votes(text: str, *, set_aside: AbstractSet[str] = frozenset()) -> Votes:
    """Return the votes of a CSV file with one vote on each line.

    The first line names the columns: participant (or voter-id, warga), statement (comment-id, pernyataan) and vote
    (suara: 1, 0, -1 or setuju, lewat, tidak setuju); others are passed over. A later vote replaces an earlier one: by
    `timestamp` where there is such a column, else by line. Raises VotesRefused.
    """
    rows = _rows(text)
    header = next(rows)[1]
    places = [_place(header, names) for names in (_PARTICIPANT, _STATEMENT, _VOTE)]
    ballots = [_ballot(line, [row[place] for place in places]) for line, row in _in_time(header, rows)]
    if not ballots:
        raise VotesRefused(1, "there is no vote below it")
    return gather_votes(ballots, set_aside=set_aside)


def read_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a CSV file.

    Its columns are statement (or comment-id, pernyataan), text (comment-body, teks) and, if any, moderated, in which -1
    sets a statement aside. Raises VotesRefused.
    """
    rows = _rows(text)
    header = next(rows)[1]
    name, words = _place(header, _STATEMENT), _place(header, _TEXT)
    moderated = _optional_place(header, _MODERATED)
    return tuple(
        Statement(row[name].strip(), row[words].strip(), moderated is not None and row[moderated].strip() == _OUT)
        for _, row in rows
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the header and each row that is not blank, with its line; every row is as long as the header."""
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    width = 0
    try:
        for row in reader:
            if row:
                width = width or len(row)
                yield _whole(reader.line_num, row, width)
    except csv.Error as broken:
        raise VotesRefused(reader.line_num, f"this is not CSV ({broken})") from None
    if not width:
        raise VotesRefused(1, "the file is empty")


def _delimiter(text: str) -> str:
    """Spreadsheets that write 1,5 for one and a half part cells with semicolons."""
    header = text.partition("\n")[0]
    return ";" if ";" in header and "," not in header else ","


def _whole(line: int, row: list[str], width: int) -> tuple[int, list[str]]:
    if len(row) != width:
        raise VotesRefused(line, f"it has {len(row)} cells where the first line has {width}")
    return line, row


def _place(header: list[str], names: tuple[str, ...]) -> int:
    found = _optional_place(header, names)
    if found is None:
        raise VotesRefused(1, f"there is no column {' or '.join(names)}")
    return found


def _optional_place(header: list[str], names: tuple[str, ...]) -> int | None:
    plain = [name.strip().casefold() for name in header]
    return next((plain.index(name) for name in names if name in plain), None)


def _in_time(header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterable[tuple[int, list[str]]]:
    """Bring the rows in the order of their moments, if they name them; those of one moment keep their order."""
    when = _optional_place(header, _MOMENT)
    return rows if when is None else sorted(rows, key=lambda numbered: _moment(numbered[0], numbered[1][when]))


def _moment(line: int, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise VotesRefused(line, f"the moment {text!r} is not a whole number")
    return int(text)


def _ballot(line: int, cells: list[str]) -> tuple[str, str, int]:
    voter, topic, said = (cell.strip() for cell in cells)
    if not voter or not topic:
        raise VotesRefused(line, "a vote needs a participant and a statement")
    if (value := _VALUES.get(said.casefold())) is None:
        raise VotesRefused(line, f"{said!r} is not a vote; write 1, 0 or -1")
    return voter, topic, value
