"""The tables of money and what the journal told of them, read by plain SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from rembuk.tenancy import current_tenant

# A table's name comes from the list below, never from outside.
_ROWS = "SELECT {columns} FROM {table} WHERE tenant = %s ORDER BY id"
_ACTS = (
    "SELECT kind, subject, facts FROM journal_act WHERE tenant = %s AND "
    "(subject LIKE 'finance.%%' OR subject LIKE 'swadaya.price:%%') ORDER BY at, id"
)

COLUMNS = {
    "finance_budget": ("id", "region_number", "year", "version", "state"),
    "finance_post": ("id", "region_number", "year", "number", "account", "fund"),
    "finance_budgetline": ("id", "budget_id", "post_id", "amount_rupiah"),
    "finance_income": ("id", "budget_id", "fund", "month", "amount_rupiah"),
    "finance_paymentrequest": ("id", "post_id", "amount_rupiah", "document", "approval_document", "state"),
    "finance_transfer": (
        *("id", "region_number", "year", "fund", "debit", "credit", "amount_rupiah", "document"),
        *("post_id", "request_id", "turns_back_id", "payment_id"),
    ),
    "finance_contribution": ("id", "amount_rupiah"),
    "finance_donorreport": ("id", "contribution_id", "spent_rupiah"),
    "finance_paymentnotice": ("id", "amount_rupiah"),
    "swadaya_price": ("id", "price_rupiah"),
    "swadaya_gift": ("id", "price_id", "quantity", "price_rupiah", "value_rupiah"),
}
Cell = str | int | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal told of a row of a table: the kind of act and its facts."""

    table: str
    kind: str
    facts: dict[str, Cell]


@dataclass(slots=True)
class Books:
    """All rows by table and id, and all that was told by the id of the row it is about, oldest first."""

    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))

    def table(self, name: str) -> Iterator[Row]:
        """Go through the rows of a table."""
        return iter(self.rows[f"finance_{name}"].values())

    def row(self, name: str, key: Cell) -> Row:
        """Return a row that another one names."""
        return self.rows[f"finance_{name}"][str(key)]

    def of_kinds(self, key: Cell, *kinds: str) -> list[Told]:
        """Return what was told of a row, of some kinds."""
        return [one for one in self.told.get(str(key), ()) if one.kind in kinds]


def read_books() -> Books:
    """Read the books of the kabupaten at work."""
    books = Books({table: dict(_rows(table, columns)) for table, columns in COLUMNS.items()})
    for kind, subject, told in _asked(_ACTS):
        facts = json.loads(told)
        label, _colon, key = _meant(subject, facts).partition(":")
        books.told[key].append(Told(label.replace(".", "_"), kind, facts))
    return books


def _meant(subject: str, facts: dict[str, Cell]) -> str:
    """Return the row that an act tells of: where a gift moved, the transfer that moved it."""
    return f"finance.transfer:{facts['transfer']}" if "transfer" in facts else subject


def _rows(table: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    for values in _asked(_ROWS.format(columns=", ".join(columns), table=table)):
        row = {name: _plain(name, value) for name, value in zip(columns, values, strict=True)}
        yield str(row["id"]), row


def _asked(sql: str) -> Iterator[tuple]:  # type: ignore[type-arg]  # as many columns as were asked for
    with connection.cursor() as cursor:
        cursor.execute(sql, [current_tenant()])
        yield from cursor.fetchall()


def _plain(name: str, value: object) -> Cell:
    """SQLite keeps an id as 32 letters, PostgreSQL as a value of its own; the journal writes it with dashes."""
    if value is not None and (name == "id" or name.endswith("_id")):
        return str(UUID(str(value)))
    return value if isinstance(value, int) or value is None else str(value)
