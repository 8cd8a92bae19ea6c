"""States and the moves between them, as tables that a test can walk and the documents can print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Generic, TypeVar

S = TypeVar("S", bound=Enum)


class NonsenseStates(ValueError):
    """A table of states contradicts itself or its enum; the message names the states."""


class MoveNotAllowed(ValueError):
    """The table has no such move; the message names both states."""


@dataclass(frozen=True, eq=False)
class StateTable(Generic[S]):
    """The states of one subject, where it starts and which moves it has.

    Every member of the enum must have a row and be reachable from the start, and every move must lead to a member;
    anything else raises NonsenseStates as soon as the table is written.
    """

    start: S
    moves: Mapping[S, frozenset[S]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        members = set(type(self.start))
        _refuse(members - set(self.moves), "have no row")
        _refuse({state for targets in self.moves.values() for state in targets} - members, "are not states")
        _refuse(set(self.moves) - members, "are not states")
        _refuse(members - self._reachable(), "cannot be reached")

    @property
    def ends(self) -> frozenset[S]:
        """The states that nothing leaves."""
        return frozenset(state for state, targets in self.moves.items() if not targets)

    def allows(self, old: S, new: S) -> bool:
        """Does the table have the move from old to new?"""
        return new in self.moves[old]

    def check(self, old: S, new: S) -> None:
        """Raise MoveNotAllowed unless the table has the move from old to new."""
        if not self.allows(old, new):
            raise MoveNotAllowed(f"{old.value} cannot become {new.value}")

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram, rows and targets in the order of the enum."""
        order = list(type(self.start))
        lines = ["stateDiagram-v2", f"    [*] --> {self.start.value}"]
        for old in order:
            lines += [f"    {old.value} --> {new.value}" for new in order if self.allows(old, new)]
            lines += [f"    {old.value} --> [*]"] * (old in self.ends)
        return "\n".join(lines) + "\n"

    def _reachable(self) -> set[S]:
        reached: set[S] = set()
        waiting = [self.start]
        while waiting:
            state = waiting.pop()
            if state not in reached:
                reached.add(state)
                waiting.extend(self.moves[state])
        return reached


def _refuse(states: set[S], fault: str) -> None:
    if states:
        # A target may come from another enum or be a plain string, so nothing is asked of it but its words.
        names = ", ".join(sorted(str(getattr(state, "value", state)) for state in states))
        raise NonsenseStates(f"{fault}: {names}")
