# SPDX-License-Identifier: Apache-2.0
"""The supporters of many projects side by side.

They are asked all at once, because a call into NumPy costs as much as the arithmetic for a small project.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices

Numbers = TypeVar("Numbers", Floats, Indices)


class Crowd:
    """All supporters of these projects, those of one project after those of another."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.sizes = np.array([len(claim.members) for claim in claims], np.int64)
        self.members = np.concatenate([claim.members for claim in claims])
        self.weights = np.concatenate([claim.weights for claim in claims])
        self.values = None if claims[0].plain else np.concatenate([claim.values for claim in claims])
        self.power = self.weights if self.values is None else self.weights * self.values
        (self._supported,) = self.sizes.nonzero()
        self._starts = (self.sizes.cumsum() - self.sizes)[self._supported]

    def totals(self, amounts: Floats) -> Floats:
        """What the supporters of each project give together; nothing where it has none."""
        totals = np.zeros(len(self.sizes))
        if len(self._supported):
            totals[self._supported] = np.add.reduceat(amounts, self._starts)
        return totals

    def spread(self, limits: Floats) -> Floats:
        """What each supporter gives at most, where this is the most per value for each project."""
        each = self.repeat(limits)
        return each if self.values is None else each * self.values

    def repeat(self, numbers: Numbers) -> Numbers:
        """The number of each project, once for each of its supporters."""
        return numbers.repeat(self.sizes)
