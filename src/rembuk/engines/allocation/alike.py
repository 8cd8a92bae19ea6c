# SPDX-License-Identifier: Apache-2.0
"""Ballots that paid alike in a run, taken for one: whoever looks back on it then has far fewer purses to look at.

Ballots that give the same to each project that was bought hold the same before each round. A winner is supported by all
of a class or by nobody in it, a loser perhaps by a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.ledger import grouped

# As many places as this for each thing are counted in one go; where there are more, sorting is quicker.
SPARSE = 8


class Alike:
    """The classes of a run's ballots, how many people are in each, and the winners' claims on classes."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.class_of = _class_of(run)
        self.weights = _people(self.class_of, run.table.weights)

    @cached_property
    def winners(self) -> list[Claim]:
        """The claim of each round's winner: any ballot of a class says whether it pays."""
        class_at = np.full(len(self.class_of), -1)
        some = np.empty(len(self.weights), np.int64)
        some[self.class_of] = np.arange(len(self.class_of))
        class_at[some] = np.arange(len(some))
        return [self._whole(self.run.table.claims[project], class_at) for project in self.run.bought]

    def _whole(self, claim: Claim, class_at: Indices) -> Claim:
        members = class_at.take(claim.members)
        (places,) = (members >= 0).nonzero()
        members, values = members.take(places), claim.values.take(places)
        weights = self.weights.take(members)
        power = weights if claim.plain else weights * values
        return Claim(*claim[:3], members, weights, values, power, int(power.sum()))

    def claims(self, projects: Sequence[int]) -> list[Claim]:
        """The claims of other projects; who values one differently stands in it once for each value."""
        claims = [self.run.table.claims[project] for project in projects]
        top, sizes = _top(claims), [len(claim.members) for claim in claims]
        starts = np.arange(len(claims) + 1) * (len(self.weights) * top)
        kinds = np.concatenate([_kinds(self.class_of.take(claim.members), claim.values, top) for claim in claims])
        people = np.concatenate([claim.weights for claim in claims])
        kinds, weights = _summed(kinds + starts[:-1].repeat(sizes), people)
        ends = kinds.searchsorted(starts)
        members, values = _apart(kinds - starts[:-1].repeat(ends[1:] - ends[:-1]), top)
        power = weights if top == 1 else weights * values
        parts = map(slice, ends[:-1].tolist(), ends[1:].tolist())
        return [
            Claim(*claim[:3], members[part], weights[part], values[part], power[part], claim.total_power)
            for claim, part in zip(claims, parts, strict=True)
        ]


def _class_of(run: Run) -> Indices:
    """The class of each ballot: each winner divides classes by who supports it, and how much."""
    class_of, count = np.zeros(len(run.table.weights), np.int64), 1
    for claim in (run.table.claims[project] for project in run.bought):
        kinds, kind_of = grouped(_kinds(class_of.take(claim.members), claim.values, _top([claim])))
        class_of[claim.members] = kind_of + count
        count += len(kinds)
    return grouped(class_of)[1]


def _top(claims: Sequence[Claim]) -> int:
    """So many values there can be; only one where all are the same."""
    if claims[0].plain:
        return 1
    return 1 + max(int(claim.values.max(initial=0)) for claim in claims)


def _kinds(classes: Indices, values: Floats, top: int) -> Indices:
    """A number for each class and value that occur together."""
    return classes if top == 1 else classes * top + values.astype(np.int64)


def _apart(kinds: Indices, top: int) -> tuple[Indices, Floats]:
    """Class and value of each kind."""
    if top == 1:
        return kinds, np.ones(len(kinds))
    classes, values = np.divmod(kinds, top)
    return classes, values.astype(np.float64)


def _summed(kinds: Indices, weights: Floats) -> tuple[Indices, Floats]:
    """The different kinds from the least on, and how many people are of each."""
    if int(kinds.max(initial=0)) > SPARSE * len(kinds) + 1_000:
        different, places = np.unique(kinds, return_inverse=True)
        return different, _people(places, weights)
    people = _people(kinds, weights)
    (different,) = people.nonzero()
    return different, people[different]


def _people(kinds: Indices, weights: Floats) -> Floats:
    return np.asarray(np.bincount(kinds, weights), np.float64)
