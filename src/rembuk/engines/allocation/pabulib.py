# SPDX-License-Identifier: Apache-2.0
"""Elections as text: the `.pb` format of Pabulib, read strictly and written canonically.

Source: Stolicki, Szufa, Talmon, "Pabulib: A Participatory Budgeting Library", arXiv 2012.06539. Whatever does not fit
is refused with the number of its line and the reason; nothing is guessed. Ranked votes become Borda points: a project
has one point for each project that the same ballot ranks below it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice

from rembuk.engines.allocation.election import LARGEST, BadElection, Ballots, Election, Marks, Project, VoteKind

SECTIONS = ("META", "PROJECTS", "VOTES")
KINDS: dict[str, VoteKind] = {
    "approval": "approval",
    "choose-1": "approval",
    "cumulative": "points",
    "scoring": "points",
    "ordinal": "points",
}
Row = list[str]

# To write out a number such as 1e999999999 would take for ever.
HUGE = Decimal("1e30")


class MalformedFile(ValueError):
    """A file that breaks the format, with the number of the line and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Section:
    """The lines below a section's header, and where they begin in the file."""

    columns: Row
    first_line: int
    lines: list[str]

    def place(self, column: str) -> int:
        """The position of a column; refused where there is none."""
        if column not in self.columns:
            raise MalformedFile(self.first_line - 1, f"the column {column!r} is missing")
        return self.columns.index(column)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Each line's number and cells."""
        for number, line in enumerate(self.lines, self.first_line):
            yield number, _cells(line)


def parse_pb(data: bytes) -> Election:
    """Read an election; raise MalformedFile with line and reason."""
    sections = _sections(_text(data).replace("\r\n", "\n").split("\n"))
    meta = {row[0]: (number, row[1]) for number, row in sections["META"].rows() if len(row) > 1}
    vote_type = _known_type(meta)
    projects = _projects(sections["PROJECTS"])
    _expect(meta, "num_projects", len(projects))
    votes = _votes(sections["VOTES"], vote_type, {project.id: place for place, project in enumerate(projects)})
    _expect(meta, "num_votes", sum(votes.values()))
    budget_line, budget = _required(meta, "budget")
    try:
        return Election(projects, whole(budget, budget_line, "budget"), Ballots.merged(votes), KINDS[vote_type])
    except BadElection as contradiction:
        raise MalformedFile(budget_line, str(contradiction)) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise MalformedFile(data.count(b"\n", 0, broken.start) + 1, "this is not UTF-8") from None


def _sections(lines: list[str]) -> dict[str, Section]:
    found = {line.strip(): place for place, line in enumerate(lines) if line.strip() in SECTIONS}
    for name in SECTIONS:
        if name not in found:
            raise MalformedFile(len(lines), f"the section {name} is missing")
    starts = [found[name] for name in SECTIONS]
    if starts != sorted(starts):
        raise MalformedFile(min(starts) + 1, "the sections stand in another order than META, PROJECTS, VOTES")
    ends = [*starts[1:], len(lines)]
    return {name: _section(lines, *span) for name, *span in zip(SECTIONS, starts, ends, strict=True)}


def _section(lines: list[str], start: int, end: int) -> Section:
    if start + 1 >= end:
        raise MalformedFile(start + 1, f"nothing follows {lines[start].strip()}")
    while end > start + 2 and not lines[end - 1].strip():
        end -= 1
    columns = [column.strip() for column in _cells(lines[start + 1])]
    return Section(columns, start + 3, lines[start + 2 : end])


def _cells(line: str) -> Row:
    return next(csv.reader([line], delimiter=";"), []) if '"' in line else line.split(";")


def _known_type(meta: dict[str, tuple[int, str]]) -> str:
    line, vote_type = _required(meta, "vote_type")
    if vote_type.strip() not in KINDS:
        raise MalformedFile(line, f"the vote type {vote_type!r} is unknown")
    return vote_type.strip()


def _required(meta: dict[str, tuple[int, str]], key: str) -> tuple[int, str]:
    if key not in meta:
        raise MalformedFile(1, f"META does not say the {key}")
    return meta[key]


def _expect(meta: dict[str, tuple[int, str]], key: str, counted: int) -> None:
    if key in meta and whole(meta[key][1], meta[key][0], key) != counted:
        raise MalformedFile(meta[key][0], f"{key} is {meta[key][1].strip()}, but the file has {counted}")


def whole(text: str, line: int, what: str) -> int:
    """Return a whole number that is not negative, as of `5000` or `5000.00`; else refuse the line."""
    try:
        number = Decimal(text.strip())
        if 0 <= number < HUGE and number == int(number):
            return int(number)
    except (InvalidOperation, OverflowError, ValueError):
        pass
    raise MalformedFile(line, f"the {what} is {text.strip()!r}, not a whole number")


def _projects(section: Section) -> tuple[Project, ...]:
    place = {column: section.place(column) for column in ("project_id", "cost")}
    optional = {name: section.columns.index(name) for name in ("name", "category") if name in section.columns}
    found: dict[str, Project] = {}
    for line, row in section.rows():
        if len(row) <= max(place.values()):
            raise MalformedFile(line, "cells are missing")
        key = row[place["project_id"]].strip()
        if not key or key in found:
            raise MalformedFile(line, f"the project {key!r} has no id or stands here twice")
        cost = _cost(row[place["cost"]], line)
        found[key] = Project(key, cost, **{name: row[at] for name, at in optional.items() if at < len(row)})
    return tuple(found[key] for key in sorted(found))


def _cost(text: str, line: int) -> int:
    cost = whole(text, line, "cost")
    if not cost:
        raise MalformedFile(line, "a project costs something")
    return cost


def _votes(section: Section, vote_type: str, number: dict[str, int]) -> Counter[Marks]:
    columns = ["vote", "points"] if vote_type in {"cumulative", "scoring"} else ["vote"]
    spelled = _spelled(section, [section.place(column) for column in columns])
    read = _READERS[vote_type]
    votes: Counter[Marks] = Counter()
    for cells, lines in spelled.items():
        try:
            votes[read(cells, number)] += len(lines)
        except (KeyError, ValueError) as wrong:
            raise MalformedFile(lines[0], f"the vote {','.join(cells)!r} cannot be read: {wrong}") from None
    return votes


def _spelled(section: Section, places: list[int]) -> dict[tuple[str, ...], list[int]]:
    """The lines of each distinct spelling: few spellings are read, however many people voted."""
    lines: dict[tuple[str, ...], list[int]] = {}
    cells = [_picked(line, places) for line in section.lines]
    for number, spelling in enumerate(cells, section.first_line):
        if len(spelling) != len(places):
            raise MalformedFile(number, "cells are missing")
        lines.setdefault(spelling, []).append(number)
    return lines


def _picked(line: str, places: list[int]) -> tuple[str, ...]:
    row = _cells(line) if '"' in line else line.split(";", max(places) + 1)
    return tuple(row[place] for place in places if place < len(row))


def _approved(cells: tuple[str, ...], number: dict[str, int]) -> Marks:
    return _marks(_chosen(cells[0], number), [1] * len(number))


def _ranked(cells: tuple[str, ...], number: dict[str, int]) -> Marks:
    chosen = _chosen(cells[0], number)
    return _marks(chosen, reversed(range(len(chosen))))


def _scored(cells: tuple[str, ...], number: dict[str, int]) -> Marks:
    chosen = _chosen(cells[0], number)
    points = [_points(text) for text in cells[1].split(",")] if cells[1].strip() else []
    if len(points) != len(chosen):
        raise ValueError("each project needs its points")
    return _marks(chosen, points)


def _points(text: str) -> int:
    try:
        points = Decimal(text)
        if 0 <= points < LARGEST:
            return int(points)
    except InvalidOperation:
        pass
    raise ValueError(f"{text!r} are no points")


def _chosen(cell: str, number: dict[str, int]) -> list[int]:
    if not cell or cell.isspace():
        return []
    try:
        chosen = [number[key] for key in cell.split(",")]
    except KeyError:
        chosen = [number[key.strip()] for key in cell.split(",")]
    if len(set(chosen)) != len(chosen):
        raise ValueError("a project stands there twice")
    return chosen


def _marks(chosen: list[int], points: Iterable[int]) -> Marks:
    return tuple(sorted((project, value) for project, value in zip(chosen, points, strict=False) if value))


_READERS: dict[str, Callable[[tuple[str, ...], dict[str, int]], Marks]] = {
    "approval": _approved,
    "choose-1": _approved,
    "ordinal": _ranked,
    "cumulative": _scored,
    "scoring": _scored,
}


def write_pb(election: Election) -> bytes:
    """Return the election as a `.pb` file that parses to the same hash."""
    points = election.kind == "points"
    head = {
        "num_projects": len(election.projects),
        "num_votes": election.ballots.voters,
        "budget": election.budget,
        "vote_type": "scoring" if points else "approval",
    }
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in head.items())]
    lines += ["PROJECTS", "project_id;cost;votes;name;category", *_project_lines(election)]
    lines += ["VOTES", "voter_id;vote;points" if points else "voter_id;vote", *_vote_lines(election)]
    return "\n".join([*lines, ""]).encode()


def _project_lines(election: Election) -> Iterator[str]:
    for project, votes in zip(election.projects, election.votes, strict=True):
        cells = (project.id, str(project.cost), str(votes), project.name, project.category)
        yield ";".join(map(_quoted, cells))


def _vote_lines(election: Election) -> Iterator[str]:
    ids = [project.id for project in election.projects]
    voters = iter(range(1, election.ballots.voters + 1))
    for marks, weight in election.ballots.rows():
        cells = [",".join(ids[project] for project, _ in marks)]
        if election.kind == "points":
            cells.append(",".join(str(points) for _, points in marks))
        for voter in islice(voters, weight):
            yield ";".join([str(voter), *map(_quoted, cells)])


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if ";" in cell or '"' in cell else cell
