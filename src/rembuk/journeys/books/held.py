"""Every amount in the tables of plans, priorities, works and money, against what the journal told of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rembuk.journeys.books.reading import Books, Row, amounts

# What no act tells row by row, with what is compared instead.
COMPARED_OTHERWISE: Final = {
    "finance_budgetline": "carried on from the version before, by the number of its post",
    "finance_income": "carried on from the version before, by fund and month",
    "swadaya_gift": "its price names a row, and its quantity and its price make its value",
    "swadaya_sheetline": "who came is private; what all of them gave is a gift",
}


def wrong_amounts(books: Books) -> Iterator[str]:
    """Compare each amount with every act about its row, and with the last one that said what the row holds."""
    for table, columns in amounts().items():
        if table not in COMPARED_OTHERWISE:
            for row in books.rows[table].values():
                yield from _wrong_in(books, table, row, columns)


def _wrong_in(books: Books, table: str, row: Row, columns: tuple[str, ...]) -> Iterator[str]:
    told = {column: list(dict.fromkeys(_told(books, table, row, column))) for column in columns}
    if not any(told.values()) and any(row[column] is not None for column in columns):
        yield f"{table} {row['id']}: the journal tells nothing of it"
        return
    for column, amounts_told in told.items():
        held = None if row[column] is None else str(row[column])
        for amount in (*amounts_told,) or (None,):
            if held != amount:
                yield f"{table} {row['id']}: {column} is {row[column]}, and the journal told {amount}"


def _told(books: Books, table: str, row: Row, column: str) -> Iterator[str]:
    """Go through what was told: of its row by acts about it, and of any rows by those that wrote them."""
    key = str(row["id"])
    for one in books.told.get(key, ()):
        if one.table == table and column in one.facts:
            yield str(one.facts[column])
    if column in (held := books.held.get((table, key), {})):
        yield held[column]
