# SPDX-License-Identifier: Apache-2.0
"""What is agreed before anything is scored: gates, criteria, weights, scales, and who comes first in a tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rembuk.engines.merkle.canonical import digest
from rembuk.engines.ranking.scales import Scale


class NotARubric(ValueError):
    """The agreed rules contradict themselves; the message says where."""


@dataclass(frozen=True)
class Criterion:
    """One thing that counts: its weight, a whole number, and the scale that makes points of a value."""

    id: str
    weight: int
    scale: Scale


@dataclass(frozen=True)
class Rubric:
    """The rules of one ranking. `gates` are passed before anything counts; `ties` are criteria, the most telling first.

    Proposals that are equal in the total and in all of `ties` follow each other by id. Raises NotARubric when ids are
    doubled or unknown or a weight is not positive.
    """

    gates: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    ties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for fault in self._faults():
            raise NotARubric(fault)

    def _faults(self) -> Iterator[str]:
        ids = [criterion.id for criterion in self.criteria]
        if not ids:
            yield "A rubric needs a criterion."
        yield from (f"{id_!r} is named twice." for id_, times in Counter([*self.gates, *ids]).items() if times > 1)
        yield from (f"The weight of {each.id!r} must be positive." for each in self.criteria if each.weight <= 0)
        yield from (f"Ties name the unknown criterion {id_!r}." for id_ in self.ties if id_ not in ids)

    @property
    def whole_weight(self) -> int:
        """All weights together."""
        return sum(criterion.weight for criterion in self.criteria)

    @property
    def digest(self) -> str:
        """The SHA-256 of the rubric's public file: minutes that name it prove that nothing was changed afterwards."""
        return digest({
            "gates": list(self.gates),
            "criteria": [
                {"id": each.id, "weight": str(each.weight), "scale": each.scale.published()} for each in self.criteria
            ],
            "ties": list(self.ties),
        })
