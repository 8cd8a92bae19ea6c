"""Masked tables: what is hidden stays hidden, also from those who subtract."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.priorities.turnout import FEWEST, Cell, mask_small

HAMLETS, GROUPS = ("I", "II", "III", "IV"), ("men", "women", "youth", "elders")
tables = st.lists(st.integers(0, 30), min_size=16, max_size=16).map(
    lambda counts: dict(zip([(hamlet, group) for hamlet in HAMLETS for group in GROUPS], counts, strict=True))
)


def test_a_table_without_small_cells_is_shown_whole() -> None:
    table = {("I", "men"): 9, ("I", "women"): 7}

    assert mask_small(table) == table


def test_a_small_cell_takes_others_with_it_so_that_subtraction_does_not_show_it() -> None:
    table = {("I", "men"): 2, ("I", "women"): 9, ("II", "men"): 12, ("II", "women"): 8, ("III", "men"): 30}
    table[("III", "women")] = 31

    masked = mask_small(table)

    assert masked == table | dict.fromkeys([("I", "men"), ("I", "women"), ("II", "men"), ("II", "women")])


def test_nothing_is_shown_where_a_total_is_small() -> None:
    assert mask_small({("I", "men"): 1, ("I", "women"): 2, ("II", "men"): 20, ("II", "women"): 20}) is None


@given(tables)
def test_no_small_cell_is_shown_and_no_hidden_one_follows_from_the_totals(table: dict[Cell, int]) -> None:
    masked = mask_small(table)

    if masked is not None:
        hidden = [cell for cell, count in masked.items() if count is None]
        assert {cell for cell, count in table.items() if count < FEWEST} <= set(hidden)
        assert [cell for cell in hidden if follows_from_totals(cell, hidden)] == []


@pytest.mark.parametrize("side", [0, 1])
@given(tables)
def test_hidden_cells_of_a_line_are_together_at_least_five(side: int, table: dict[Cell, int]) -> None:
    sums: dict[str, int] = {}
    for cell, count in (mask_small(table) or {}).items():
        if count is None:
            sums[cell[side]] = sums.get(cell[side], 0) + table[cell]

    assert {name: total for name, total in sums.items() if total < FEWEST} == {}


def follows_from_totals(cell: Cell, hidden: list[Cell]) -> bool:
    """The oracle: is the cell's unit vector a combination of the equations of lines and columns?"""
    names = [*HAMLETS, *GROUPS]
    equations = np.array([[float(name in other) for other in hidden] for name in names])
    unit = np.array([[float(other == cell) for other in hidden]])
    return bool(np.linalg.matrix_rank(np.vstack([equations, unit])) == np.linalg.matrix_rank(equations))
