"""Watches the SQL of a test run for joins that leave the tenant.

Two scoped tables in one statement must be tied by tenant equality, directly or through others; a table pinned to one
tenant (`tenant = %s`) is tied to every other pinned one. On a distributed PostgreSQL anything else would travel between
machines, and on any database it could show one kabupaten the rows of another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

import sqlglot
from django.db import connection
from django.db.backends.utils import CursorWrapper
from sqlglot import exp

# A table of a statement: the SELECT it stands in and its alias there. PINNED stands for the tenant at work.
Place = tuple[int, str]
PINNED: Place = (0, "tenant = …")


class SqlWatch:
    """Collects every distinct statement while it is entered, with the first test that ran it."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._checked = 0

    def __enter__(self) -> Self:
        self._execute, self._executemany = CursorWrapper.execute, CursorWrapper.executemany
        CursorWrapper.execute = self._recording(self._execute)  # type: ignore[method-assign]
        CursorWrapper.executemany = self._recording(self._executemany)  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        CursorWrapper.execute = self._execute  # type: ignore[method-assign]
        CursorWrapper.executemany = self._executemany  # type: ignore[method-assign]

    def _recording(self, execute: Callable[..., Any]) -> Callable[..., Any]:  # Any: Django's untyped cursors.
        def recorded(cursor: CursorWrapper, sql: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(sql, str) and sql not in self._seen:
                self._seen[sql] = os.environ.get("PYTEST_CURRENT_TEST", "the set-up")
            return execute(cursor, sql, *arguments, **options)

        return recorded

    def add_faults(self, faults: dict[str, str]) -> None:
        """Take over what a worker found."""
        self._faults |= faults

    def faults(self) -> dict[str, str]:
        """Return the statements that join two tenants, each with the first test that ran it."""
        statements = list(self._seen.items())
        scoped = scoped_tables()
        for sql, test in statements[self._checked :]:
            if untied_tables(sql, scoped, connection.vendor.replace("postgresql", "postgres")):
                self._faults[sql] = test
        self._checked = len(statements)
        return self._faults


def scoped_tables() -> frozenset[str]:
    """Return the names of all tables that carry a tenant."""
    from django.apps import apps

    from rembuk.tenancy.backends.schema import is_scoped

    return frozenset(model._meta.db_table for model in apps.get_models() if is_scoped(model))


def untied_tables(sql: str, scoped: frozenset[str], dialect: str = "postgres") -> frozenset[str]:
    """Return the scoped tables of a statement that tenant equality does not tie together; empty when all is well."""
    if not _reads_or_writes(sql) or not _mentions_two(sql, scoped):
        return frozenset()
    statement = sqlglot.parse_one(_without_placeholders(sql), dialect=dialect)
    places = {place: table.name for place, table in _tables_read(statement) if table.name in scoped}
    groups = _tied(set(places), [*_equalities(statement), *_branches(statement)])
    return frozenset(places.values()) if len(groups) > 1 else frozenset()


def _reads_or_writes(sql: str) -> bool:
    return bool(re.match(r"[\s(]*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", sql, re.IGNORECASE))


def _mentions_two(sql: str, scoped: frozenset[str]) -> bool:
    """Tell at little cost most statements that need no parsing; `"table"."column"` is no mention."""
    return sum(name in scoped for name in re.findall(r'\b(\w+)\b(?!"?\s*\.)', sql)) > 1


def _without_placeholders(sql: str) -> str:
    return sql.replace("%s", "NULL").replace("%%", "%")


def _tables_read(statement: exp.Expr) -> Iterator[tuple[Place, exp.Table]]:
    written = statement.this if isinstance(statement, exp.Insert) else None
    for table in statement.find_all(exp.Table):
        if table is not written and table.parent is not written:
            yield (id(_select_around(table)), table.alias_or_name), table


def _select_around(node: exp.Expr) -> exp.Expr | None:
    return node.find_ancestor(exp.Select)


def _place_of(column: exp.Column) -> Place:
    """Find the table a column belongs to: in its own SELECT, or in one further out."""
    select = _select_around(column)
    while select is not None:
        if column.table in _aliases(select):
            break
        select = _select_around(select)
    return id(select), column.table


def _aliases(select: exp.Expr) -> set[str]:
    return {
        table.alias_or_name for table in select.find_all(exp.Table, exp.Subquery) if _select_around(table) is select
    }


def _equalities(statement: exp.Expr) -> Iterator[tuple[Place, Place]]:
    """Yield the pairs that a tenant equality ties: two tables, or a table and PINNED."""
    for equality in statement.find_all(exp.EQ):
        sides = [equality.left.unnest(), equality.right.unnest()]  # Django writes one side in brackets.
        ours = [_place_of(side) for side in sides if isinstance(side, exp.Column) and side.name == "tenant"]
        if not _holds_for_every_row(equality) or not ours:
            continue
        if len(ours) == len(sides):
            yield ours[0], ours[1]
        elif any(isinstance(side, exp.Null | exp.Literal) for side in sides):
            yield ours[0], PINNED


def _holds_for_every_row(equality: exp.Expr) -> bool:
    """An equality under OR or NOT ties nothing."""
    parent = equality.parent
    while isinstance(parent, exp.And | exp.Paren):
        parent = parent.parent
    return isinstance(parent, exp.Where | exp.Join)


def _branches(statement: exp.Expr) -> Iterator[tuple[Place, Place]]:
    """The sides of a UNION are read one after the other, not joined."""
    for union in statement.find_all(exp.SetOperation):
        first, second = (
            next((place for place, table in _tables_read(side)), PINNED) for side in (union.left, union.right)
        )
        yield first, second


def _tied(places: set[Place], pairs: Iterable[tuple[Place, Place]]) -> list[set[Place]]:
    """Return the groups of tables that the pairs leave apart."""
    groups = [{place} for place in places]
    for pair in pairs:
        joined = set(pair)
        for group in [group for group in groups if group & joined]:
            groups.remove(group)
            joined |= group
        groups.append(joined)
    return [group for group in groups if group & places]
