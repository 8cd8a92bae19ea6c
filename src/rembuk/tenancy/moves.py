"""Moving a row from one state to the next, once."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from rembuk.kernel.states import StateTable

S = TypeVar("S", bound=models.TextChoices)


class MovedMeanwhile(RuntimeError):
    """Somebody else moved the row between reading and writing; read it again."""


def move(row: models.Model, table: StateTable[S], *, to: S, **facts: Any) -> None:  # Any: column values.
    """Move a row by a conditional update; refuse a move the table does not have.

    Facts are written in the same statement, so a state and what it needs can never be seen apart.
    """
    old = type(to)(row.state)  # type: ignore[attr-defined]  # every row that moves has a state
    table.check(old, to)
    changed = type(row)._base_manager.filter(pk=row.pk, state=old).update(state=to, **facts)
    if not changed:
        raise MovedMeanwhile(f"{type(row).__name__} {row.pk} is no longer {old.value}.")
    for name, value in {"state": to, **facts}.items():
        setattr(row, name, value)
