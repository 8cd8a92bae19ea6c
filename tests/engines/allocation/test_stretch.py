"""Whether everything between two endowments buys the same: the certificate against every endowment on the way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import pytest

from rembuk.engines.allocation import Election, Project, Utility, hold_election
from rembuk.engines.allocation.claims import Tie
from rembuk.engines.allocation.equal_shares import Run, Table, equal_shares
from rembuk.engines.allocation.stretch import Stretch

CASES = 300
# Endowments of a stretch that are counted one by one.
PROBES = 12


def _crowded_elections() -> Iterator[Election]:
    """Elections in which many voters share several projects, so that prices keep crossing."""
    chance = random.Random(2026)
    while True:
        ids = [f"p{number}" for number in range(8)]
        projects = [Project(name, chance.randint(60, 600)) for name in ids]
        votes = [[name for name in ids if chance.random() < 0.4] for _ in range(14)]
        yield hold_election(projects, 1000, votes)


def _stretches(utility: Utility) -> Iterator[Stretch]:
    chance = random.Random(2027)
    for election in islice(_crowded_elections(), CASES):
        low = equal_shares(Table(election, utility, (Tie.ID,)), Fraction(chance.randint(40, 160)))
        yield Stretch(low, low.endowment * Fraction(chance.randint(1001, 1200), 1000))


def _on_the_way(stretch: Stretch) -> list[Run]:
    low, high = stretch.run.endowment, stretch.endowment
    return [
        equal_shares(stretch.run.table, low + (high - low) * Fraction(part, PROBES)) for part in range(1, PROBES + 1)
    ]


@pytest.mark.parametrize("utility", [Utility.COST, Utility.COUNT])
def test_what_a_certified_stretch_buys_is_bought_everywhere_on_the_way(utility: Utility) -> None:
    certified = [stretch for stretch in _stretches(utility) if stretch.alike]

    different = [stretch for stretch in certified for run in _on_the_way(stretch) if run.bought != stretch.run.bought]

    assert (len(certified) > CASES // 5, different) == (True, [])


def _bought_at(table: Table, endowment: int) -> Run:
    return equal_shares(table, Fraction(endowment))


def test_a_rival_that_stays_behind_the_winner_is_out_of_the_way_however_far_both_fall() -> None:
    projects = [Project("jalan", 70), Project("pasar", 50), Project("talud", 70)]
    election = hold_election(projects, 100, [["jalan", "talud"], ["jalan", "pasar"], ["pasar", "talud"]])
    table = Table(election, Utility.COUNT, (Tie.ID,))
    low, high = _bought_at(table, 50), _bought_at(table, 57)

    stretch = Stretch(low, high.endowment)

    # Jalan and talud cost the same at every endowment, 45 here and 38 there.
    assert low.prices == (Fraction(25), Fraction(45))
    assert high.prices == (Fraction(25), Fraction(38))
    assert stretch.alike is not None
    assert stretch.alike.bought == high.bought == (1, 0)


def test_a_stretch_that_ends_after_a_change_hints_at_where_it_is() -> None:
    projects = [Project("jalan", 60), Project("talud", 40)]
    election = hold_election(projects, 100, [["jalan"]] * 2 + [["talud"]])
    table = Table(election, Utility.COUNT, (Tie.ID,))

    stretch = Stretch(_bought_at(table, 30), Fraction(50))

    # The talud is paid for from 40 on, halfway.
    assert (stretch.alike, stretch.reach) == (None, 0.5)
