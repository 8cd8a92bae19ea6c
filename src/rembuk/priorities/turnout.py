"""Who took part, by hamlet and group: small cells are masked, and others with them, so that no sum gives them away.

Totals of lines and columns stay. What is masked cannot be worked out from them: a hidden cell is determined by the
totals exactly if, with lines and columns as points and hidden cells as edges between them, it is a bridge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEWEST = 5

Cell = tuple[str, str]
Table = Mapping[Cell, int]


def mask_small(table: Table) -> dict[Cell, int | None] | None:
    """Return a table with None for masked cells, or None if a total is itself so small that nothing can be shown."""
    if any(sum(table[cell] for cell in line) < FEWEST for line in _lines(table)):
        return None
    hidden = {cell for cell, count in table.items() if count < FEWEST}
    while exposed := _exposed(table, hidden):
        visible = [cell for cell in exposed if cell not in hidden]
        if not visible:
            return None
        hidden.add(min(visible, key=lambda cell: (table[cell], cell)))
    return {cell: None if cell in hidden else count for cell, count in table.items()}


def mask_parts(parts: Mapping[str, int]) -> dict[str, int | None]:
    """Return counts whose sum is known, with None for small ones and for as many others as would give them away."""
    hidden = {name for name, count in parts.items() if count < FEWEST}
    waiting = sorted(parts.keys() - hidden, key=lambda name: (parts[name], name), reverse=True)
    while hidden and waiting and (len(hidden) == 1 or sum(parts[name] for name in hidden) < FEWEST):
        hidden.add(waiting.pop())
    return {name: None if name in hidden else count for name, count in parts.items()}


def _lines(table: Table) -> Iterable[list[Cell]]:
    for side in (0, 1):
        for name in sorted({cell[side] for cell in table}):
            yield [cell for cell in table if cell[side] == name]


def _exposed(table: Table, hidden: set[Cell]) -> list[Cell]:
    """Return the cells in line with hidden ones that the totals would give away; none if all are safe."""
    for line in _lines(table):
        masked = [cell for cell in line if cell in hidden]
        if masked and sum(table[cell] for cell in masked) < FEWEST:
            return line
    bridges = [cell for cell in hidden if _is_bridge(cell, hidden)]
    return [other for other in table if any(other[0] == row or other[1] == column for row, column in bridges)]


def _is_bridge(cell: Cell, hidden: set[Cell]) -> bool:
    edges = {(f"row {row}", f"column {column}") for row, column in hidden - {cell}}
    reached, waiting = set[str](), [f"row {cell[0]}"]
    while waiting:
        point = waiting.pop()
        if point not in reached:
            reached.add(point)
            waiting += [edge[edge[0] == point] for edge in edges if point in edge]
    return f"column {cell[1]}" not in reached
