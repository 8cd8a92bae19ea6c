"""What differs between two versions of the rules, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from rembuk.programmes.rules import Rules


@dataclass(frozen=True, slots=True)
class Difference:
    """One place, "clocks.answer.amount", before and after; None where it was not there."""

    place: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is None:
            return f"+ {self.place}: {self.after}"
        if self.after is None:
            return f"- {self.place}: {self.before}"
        return f"~ {self.place}: {self.before} -> {self.after}"


def differences(older: Rules, newer: Rules) -> tuple[Difference, ...]:
    """Return every place that differs, in the order of the rules, what is new after what was there."""
    before, after = (dict(_leaves("", msgspec.to_builtins(rules))) for rules in (older, newer))
    places = dict.fromkeys([*before, *after])
    return tuple(
        Difference(place, before.get(place), after.get(place))
        for place in places
        if before.get(place) != after.get(place)
    )


def _leaves(place: str, value: Any) -> Iterator[tuple[str, str]]:  # Any: plain values of any part of the rules.
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(f"{place}.{key}" if place else key, part)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _leaves(f"{place}[{_mark(part, number)}]", part)
    else:
        yield place, _said(value)


def _mark(part: Any, number: int) -> str:  # Any: as above.
    match part:
        case {"code": mark} | {"subject": mark} | {"on": mark} | {"key": mark}:
            return str(mark)
        case {"forum": forum, "group": group}:
            return f"{forum}, {group}"
        case {"roles": [one, other]}:
            return f"{one}, {other}"
        case {"label": {"id": label}}:
            return str(label)
        case str():
            return part
        case _:
            return str(number)


def _said(value: str | int | bool) -> str:  # noqa: FBT001 - one of the plain values there are.
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
