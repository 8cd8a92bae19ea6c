"""Statements written once: Django takes longer to write the SQL of a list than a database to answer it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from rembuk.tenancy.current import Scope, current_scope

MOST_WRITTEN: Final = 512

Asked = ParamSpec("Asked")
Row = tuple[Any, ...]  # Any: each column has a type of its own.


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of a query set with its values, and the columns that Django has to convert, None in place of the others.

    There is no SQL when no row can fit.
    """

    sql: str
    values: Row
    query: Any  # Any: Django's stubs know neither the query's compiler nor its columns.
    columns: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Row]) -> Statement:
        """Write down what a query set of tuples asks."""
        compiler: Any = rows.query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return cls("", (), rows.query, ())
        columns = [column for column, *_ in compiler.select]
        converted = compiler.get_converters(columns)
        kept = tuple(column if place in converted else None for place, column in enumerate(columns))
        return cls(sql, tuple(values), rows.query, kept)

    def ask(self) -> list[Row]:
        """Ask the database, and return its rows as the query set would."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            found = cursor.fetchall()
        # What converts a column belongs to this thread's connection, so it is looked up and not kept.
        compiler = self.query.get_compiler(connection=connection)
        return [tuple(row) for row in compiler.apply_converters(found, compiler.get_converters(self.columns))]


def written_once(question: Callable[Asked, QuerySet[Any, Row]]) -> Callable[Asked, list[Row]]:
    """Ask what a function's query set asks; its statement is kept for each tenant and each set of arguments.

    The rows are read anew every time. The function looks at its arguments and at the tenant at work, and at nothing
    else: no clock, no setting, no row.
    """

    @lru_cache(maxsize=MOST_WRITTEN)
    def written(_scope: Scope, _database: str, *asked: Asked.args, **named: Asked.kwargs) -> Statement:
        return Statement.of(question(*asked, **named))

    @wraps(question)
    def ask(*asked: Asked.args, **named: Asked.kwargs) -> list[Row]:
        return written(current_scope(), connection.vendor, *asked, **cast("dict[str, Hashable]", named)).ask()

    return ask
