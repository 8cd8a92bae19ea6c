"""What a table of states promises."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from rembuk.kernel.states import MoveNotAllowed, NonsenseStates, StateTable


class Door(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    WALLED_UP = "walled_up"


MOVES = {
    Door.SHUT: frozenset({Door.OPEN, Door.WALLED_UP}),
    Door.OPEN: frozenset({Door.SHUT}),
    Door.WALLED_UP: frozenset[Door](),
}
AJAR: Any = "ajar"  # Any: what a type checker would not let pass.
DOORS = StateTable(start=Door.SHUT, moves=MOVES)


def test_a_move_of_the_table_is_allowed() -> None:
    DOORS.check(Door.SHUT, Door.OPEN)

    assert DOORS.allows(Door.SHUT, Door.OPEN)


def test_a_move_outside_the_table_is_refused_in_words() -> None:
    with pytest.raises(MoveNotAllowed) as refused:
        DOORS.check(Door.OPEN, Door.WALLED_UP)

    assert str(refused.value) == "open cannot become walled_up"


def test_a_state_does_not_become_itself_unless_the_table_says_so() -> None:
    assert not DOORS.allows(Door.OPEN, Door.OPEN)


def test_the_ends_are_the_states_that_nothing_leaves() -> None:
    assert DOORS.ends == frozenset({Door.WALLED_UP})


def test_a_member_without_a_row_is_nonsense() -> None:
    with pytest.raises(NonsenseStates, match=r"^have no row: walled_up$"):
        StateTable(start=Door.SHUT, moves={door: MOVES[door] for door in (Door.SHUT, Door.OPEN)})


def test_a_state_that_cannot_be_reached_is_nonsense() -> None:
    with pytest.raises(NonsenseStates, match=r"^cannot be reached: shut, walled_up$"):
        StateTable(start=Door.OPEN, moves=MOVES | {Door.OPEN: frozenset[Door]()})


def test_a_move_to_something_that_is_no_state_is_nonsense() -> None:
    with pytest.raises(NonsenseStates, match=r"^are not states: ajar$"):
        StateTable(start=Door.SHUT, moves=MOVES | {Door.OPEN: frozenset({AJAR})})


def test_a_row_for_something_that_is_no_state_is_nonsense() -> None:
    with pytest.raises(NonsenseStates, match=r"^are not states: ajar$"):
        StateTable(start=Door.SHUT, moves=MOVES | {AJAR: frozenset[Door]()})


def test_a_table_cannot_be_changed_by_way_of_what_it_was_made_from() -> None:
    moves = dict(MOVES)
    table = StateTable(start=Door.SHUT, moves=moves)

    moves[Door.WALLED_UP] = frozenset({Door.OPEN})

    assert not table.allows(Door.WALLED_UP, Door.OPEN)
    with pytest.raises(TypeError):
        table.moves[Door.WALLED_UP] = frozenset({Door.OPEN})  # type: ignore[index]


def test_the_drawing_lists_every_move_in_the_order_of_the_enum() -> None:
    assert DOORS.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> shut\n"
        "    shut --> open\n"
        "    shut --> walled_up\n"
        "    open --> shut\n"
        "    walled_up --> [*]\n"
    )
