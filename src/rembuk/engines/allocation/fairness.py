# SPDX-License-Identifier: Apache-2.0
"""Does a set of funded projects leave out a group that could have paid for one more from its own share?

EJR+ up to one project (Brill, Peters, EC 2023), for approvals. People S, all of whom support a project c that was not
funded, are unserved if for each of them (u(W) + u(c)) * cost(c) / u(c) <= |S| * budget / voters, where u is the cost
or one: even with c, nobody of them has what the group's share of the budget buys at the price at which it buys c.

Equal shares leaves nobody unserved. Proof: while every price so far was at most r = cost(c) / (u(c) * |S|), each of S
has spent at most r * u(W), so still holds cost(c) / |S|, and c could be bought at r. So c is bought before any price
exceeds r, or before the count ends.

Among groups for one project, only those of all supporters with at most some utility need to be looked at: adding a
supporter who has no more than the best-off member only makes the right side greater.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rembuk.engines.allocation.claims import Claim, Utility, claims_of
from rembuk.engines.allocation.election import Election, Indices


@dataclass(frozen=True, slots=True)
class Unserved:
    """A group that was left out, and all that is needed to check it.

    They are the `people` who support `project` and have a utility of at most `utility` from what was funded. Their
    `share` of the budget would have covered `needed` rupiah.
    """

    project: str
    people: int
    utility: int
    needed: int
    share: Fraction


def find_unserved(election: Election, winners: Collection[str], utility: Utility) -> tuple[Unserved, ...]:
    """Return the group most left out for each project that was not funded, by id; nothing if nobody is unserved."""
    if utility is Utility.POINTS or election.kind == "points":
        raise ValueError("Who is unserved is only defined for approvals.")
    claims = claims_of(election, utility)
    gained = _gained(election, claims, winners)
    groups = (
        max(_groups(election, number, claim, gained), key=lambda group: group.share - group.needed)
        for number, claim in enumerate(claims)
        if election.projects[number].id not in winners and claim.total_power
    )
    return tuple(group for group in groups if group.needed <= group.share)


def is_unserved(election: Election, winners: Collection[str], utility: Utility, group: Unserved) -> bool:
    """Check what is said about a group against the ballots."""
    claim = claims_of(election, utility)[election.number[group.project]]
    gained = _gained(election, claims_of(election, utility), winners)
    told = _groups(election, election.number[group.project], claim, gained)
    return group.project not in winners and group.needed <= group.share and group in told


def _gained(election: Election, claims: list[Claim], winners: Collection[str]) -> Indices:
    """What each ballot has from the funded projects."""
    gained = np.zeros(len(election.ballots.weights), np.int64)
    for winner in winners:
        claim = claims[election.number[winner]]
        gained[claim.members] += claim.scale
    return gained


def _groups(election: Election, number: int, claim: Claim, gained: Indices) -> Iterator[Unserved]:
    """Yield, for each utility that a supporter has, all supporters with at most that."""
    levels, places = np.unique(gained[claim.members], return_inverse=True)
    people = np.cumsum(np.bincount(places, weights=claim.weights))
    each = Fraction(election.budget, election.ballots.voters)
    for level, count in zip(levels.tolist(), people.astype(np.int64).tolist(), strict=True):
        needed = (level + claim.scale) * claim.cost // claim.scale
        yield Unserved(election.projects[number].id, count, level, needed, each * count)
