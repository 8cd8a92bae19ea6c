"""The tables of money and what the journal told of them, read by plain SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from sys import intern
from uuid import UUID

from django.apps import apps
from django.db import connection

from rembuk.journal.amounts import amount_columns
from rembuk.tenancy import current_tenant

# A table's name comes from the list below, never from outside.
_ROWS = "SELECT {columns} FROM {table} WHERE tenant = %s ORDER BY id"
_ACTS = (
    "SELECT kind, subject, facts FROM journal_act WHERE tenant = %s AND "
    "(subject LIKE 'finance.%%' OR facts LIKE '%%\"amounts\":%%') ORDER BY at, id"
)

# What is read of a table beside its ids and its amounts.
BESIDE = {
    "finance_budget": ("region_number", "year", "version", "state"),
    "finance_post": ("region_number", "year", "number", "account", "fund"),
    "finance_budgetline": ("budget_id", "post_id"),
    "finance_income": ("budget_id", "fund", "month"),
    "finance_paymentrequest": ("post_id", "document", "approval_document", "state"),
    "finance_transfer": (
        *("region_number", "year", "fund", "debit", "credit", "document"),
        *("post_id", "request_id", "turns_back_id", "payment_id"),
    ),
    "swadaya_gift": ("price_id",),
}
STAGES = ("plans", "priorities", "projects", "swadaya", "finance")
Cell = str | int | None
Row = dict[str, Cell]


def amounts() -> dict[str, tuple[str, ...]]:
    """Return the columns that hold rupiah or a quantity, by table, as the models have them."""
    models = [model for stage in STAGES for model in apps.get_app_config(stage).get_models()]
    return {model._meta.db_table: columns for model in models if (columns := amount_columns(model))}


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal told of a row of a table: the kind of act and its facts."""

    table: str
    kind: str
    facts: dict[str, Cell]


@dataclass(slots=True)
class Books:
    """All rows by table and id, and all that was told by the id of the row it is about, oldest first.

    `held` is what an act last said that a row holds, by table and id; empty for a row that is rightly gone.
    """

    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    held: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

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
    held = amounts()
    books = Books({table: dict(_rows(table, held.get(table, ()))) for table in sorted({*held, *BESIDE})})
    for kind, subject, told in _asked(_ACTS):
        facts = json.loads(told, object_pairs_hook=_shared)
        books.held.update(_holding(entry) for entry in facts.pop("amounts", ()))
        table, key = map(intern, _named(_meant(subject, facts)))
        books.told[key].append(Told(table, intern(kind), facts))
    return books


def _shared(pairs: list[tuple[str, Cell]]) -> dict[str, Cell]:
    """Keep each word and number of a row in memory once: there are as many acts as there are rows."""
    return {intern(name): intern(value) if isinstance(value, str) else value for name, value in pairs}


def _holding(entry: str) -> tuple[tuple[str, str], dict[str, str]]:
    """Read what a row holds, "projects.bid:018f… price_rupiah=700000"."""
    reference, *held = entry.split()
    pairs = (one.partition("=") for one in held)
    return _named(reference), {name: value for name, _is, value in pairs}


def _named(reference: str) -> tuple[str, str]:
    label, _colon, key = reference.partition(":")
    return label.replace(".", "_"), key


def _meant(subject: str, facts: dict[str, Cell]) -> str:
    """Return the row that an act tells of: where a gift moved, the transfer that moved it."""
    return f"finance.transfer:{facts['transfer']}" if "transfer" in facts else subject


def _rows(table: str, held: Sequence[str]) -> Iterator[tuple[str, Row]]:
    columns = ("id", *BESIDE.get(table, ()), *held)
    for values in _asked(_ROWS.format(columns=", ".join(columns), table=table)):
        row = {name: _plain(name, value) for name, value in zip(columns, values, strict=True)}
        yield str(row["id"]), row


def _asked(sql: str) -> Iterator[tuple]:  # type: ignore[type-arg]  # as many columns as were asked for
    with connection.cursor() as cursor:
        cursor.execute(sql, [current_tenant()])
        yield from cursor


def _plain(name: str, value: object) -> Cell:
    """SQLite keeps an id as 32 letters, PostgreSQL as a value of its own; the journal writes it with dashes."""
    if value is not None and (name == "id" or name.endswith("_id")):
        return intern(str(UUID(str(value))))
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return value if isinstance(value, int) or value is None else intern(str(value))
