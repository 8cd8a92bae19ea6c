"""What changed between two versions of a plan, for people to read and for a seal to rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rembuk.engines.merkle.canonical import digest
from rembuk.kernel.money import rupiah
from rembuk.plans.drafts import COLUMNS, LineDraft
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund, Mode


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one line: what it was and what it is, "" for nothing."""

    column: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.column}: {self.old or '–'} → {self.new or '–'}"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One item whose line is new, gone or different in the second of two versions."""

    code: str
    title: str
    changes: tuple[Change, ...]


def draft_of(line: PlanLine) -> LineDraft:
    """Return what a line says."""
    values: dict[str, Any] = {name: getattr(line, name) for name in COLUMNS}  # Any: each column has its own type.
    return LineDraft(**{**values, "fund": Fund(line.fund), "mode": Mode(line.mode)})


def differences(old: LineDraft | None, new: LineDraft | None) -> tuple[Change, ...]:
    """Return the columns in which two lines differ, in the order of the form; None is a line that is not there."""
    before, after = _written(old), _written(new)
    return tuple(
        Change(name, before.get(name, ""), after.get(name, ""))
        for name in COLUMNS
        if before.get(name, "") != after.get(name, "")
    )


def plan_differences(before: Iterable[PlanLine], after: Iterable[PlanLine]) -> tuple[LineChange, ...]:
    """Return the lines in which two versions of a plan differ, by the number of their items."""
    old, new = _by_item(before), _by_item(after)
    rows = [(code, old.get(code), new.get(code)) for code in sorted({*old, *new})]
    found = [(code, was, now, differences(_draft(was), _draft(now))) for code, was, now in rows]
    return tuple(
        LineChange(code, line.title, changes)
        for code, was, now, changes in found
        if changes and (line := now or was) is not None
    )


def digest_of(lines: Iterable[PlanLine]) -> str:
    """Return the SHA-256 of the canonical JSON of the lines, by the number of their items."""
    return digest({code: dict(_written(draft_of(line))) for code, line in sorted(_by_item(lines).items())})


def _by_item(lines: Iterable[PlanLine]) -> dict[str, PlanLine]:
    return {line.item.code: line for line in lines}


def _draft(line: PlanLine | None) -> LineDraft | None:
    return draft_of(line) if line else None


def _written(draft: LineDraft | None) -> Mapping[str, str]:
    if draft is None:
        return {}
    values = {name: getattr(draft, name) for name in COLUMNS}
    return {name: _text(name, value) for name, value in values.items() if value is not None}


def _text(name: str, value: object) -> str:
    if name == "cost_rupiah" and isinstance(value, int):
        return rupiah(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)
