"""What the attacker of a vote takes along: all rows in the order of storage, the published file, the bytes on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.db.models import Model

    from rembuk.priorities.models import Voting

Row = dict[str, object]
# What a ballot says: option and value of each mark, by option.
Said = tuple[tuple[str, int], ...]
PLACES = {"sqlite": "rowid", "postgresql": "ctid"}


@dataclass(frozen=True)
class Dump:
    """The rows of each table by the name of its model, as stored, with the published ballots and the file itself.

    `published` is empty before the count, `file` where nobody got at it.
    """

    rows: dict[str, list[Row]]
    published: bytes = b""
    file: bytes = b""

    def ballots(self) -> dict[object, Said]:
        """Return what each ballot says, in the order of storage."""
        names = {row["id"]: str(row["key"]) for row in self.rows["RoundOption"]}
        said: dict[object, list[tuple[str, int]]] = {row["id"]: [] for row in self.rows["Ballot"]}
        for mark in self.rows["BallotMark"]:
            said[mark["ballot_id"]].append((names[mark["option_id"]], int(str(mark["value"]))))
        return {ballot: tuple(sorted(marks)) for ballot, marks in said.items()}

    def exported(self) -> list[Said]:
        """Return what the published ballots say, in the order of their file."""
        _head, _line, votes = self.published.decode().partition("\nVOTES\n")
        return [_said(line) for line in votes.splitlines()[1:]]

    def place_in_file(self, row: object) -> int:
        """Return where the id of a row first stands among the bytes; behind all where it does not."""
        place = self.file.find(str(row).encode())
        return place if place >= 0 else len(self.file)


def take(voting: Voting, tenant: int, file: bytes = b"") -> Dump:
    """Take along everything that is stored of a vote and in the journal; ids are 32 hexadecimal digits."""
    from django.apps import apps

    from rembuk.journal.models import Act
    from rembuk.priorities.publishing import ballots_file

    voting.refresh_from_db()
    models: Iterable[type[Model]] = [*apps.get_app_config("priorities").get_models(), Act]
    rows = {model.__name__: [row for row in _stored(model, tenant) if _is_of(row, voting)] for model in models}
    ballots = {row["id"] for row in rows["Ballot"]}
    rows["BallotMark"] = [row for row in rows["BallotMark"] if row["ballot_id"] in ballots]
    return Dump(rows, ballots_file(voting) if voting.counted_at else b"", file)


def bytes_on_disk() -> bytes:
    """Return the file of a SQLite database, once all is written into it."""
    from pathlib import Path

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(connection.settings_dict["NAME"])).read_bytes()


def _stored(model: type[Model], tenant: int) -> Iterator[Row]:
    from django.db import connection

    table, place = model._meta.db_table, PLACES[connection.vendor]
    with connection.cursor() as cursor:
        every = f"SELECT * FROM {table} WHERE tenant = %s ORDER BY {place}"  # noqa: S608  # nosec B608 - our own names.
        cursor.execute(every, [tenant])
        columns = [column[0] for column in cursor.description]
        yield from (dict(zip(columns, map(_plain, row), strict=True)) for row in cursor.fetchall())


def _is_of(row: Row, voting: Voting) -> bool:
    """Is this no row of another vote?"""
    return row.get("voting_id", voting.pk.hex) == voting.pk.hex


def _said(line: str) -> Said:
    """Read a line such as `7;A,B;23,60`."""
    _voter, names, points = line.split(";")
    return tuple(zip(names.split(","), map(int, points.split(",")), strict=True))


def _plain(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value
