"""A sum for each table, by which two databases can be told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

SIZE = 16
MODULUS = 1 << (8 * SIZE)


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and the sum of their digests, whatever their order."""

    rows: int
    digest: str


def sum_of(rows: Iterable[tuple[object, ...]]) -> TableSum:
    """Sum up rows as the database hands them out; the same values on the same kind of database give the same sum."""
    total = many = 0
    for row in rows:
        many += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=SIZE).digest(), "big")
    return TableSum(many, f"{total % MODULUS:032x}")


def differences(expected: dict[str, TableSum], found: dict[str, TableSum]) -> list[str]:
    """Return a sentence for each table that is not the same in both."""
    return [
        f"{name}: {_words(expected.get(name))} expected, {_words(found.get(name))} found"
        for name in sorted(expected.keys() | found.keys())
        if expected.get(name) != found.get(name)
    ]


def _words(one: TableSum | None) -> str:
    return f"{one.rows:,} rows ({one.digest[:8]})" if one else "no table"
