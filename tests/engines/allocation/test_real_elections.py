"""Sixty real elections: the same winners in the same order as the tools that counted them before."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import pytest

from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Order,
    Outcome,
    Start,
    Stop,
    Utility,
    count_equal_shares,
    count_greedy,
    count_phragmen,
    count_welfare,
)
from rembuk.engines.allocation.welfare import welfare
from tests.engines.allocation.elections import oracle, real_election

# All of them take minutes; REMBUK_LARGE_ADD1 compares those above this number of marks on merged ballots, too.
LARGE = sys.maxsize if os.environ.get("REMBUK_LARGE_ADD1") else 2_000

Row = tuple[str, str, list[str]]


def _utility(election: Election, rule: str) -> Utility:
    if election.kind == "points":
        return Utility.POINTS
    return Utility.COST if "cost" in rule else Utility.COUNT


def _equal_shares(election: Election, rule: str) -> Outcome:
    completion = Completion.ADD1 if "add1" in rule else Completion.NONE
    start = Start.FLOOR if rule.endswith("int") else Start.EXACT
    return count_equal_shares(election, EqualShares(_utility(election, rule), completion, start=start))


def _greedy(election: Election, rule: str) -> Outcome:
    by_density = "card" in rule or election.kind == "points"
    return count_greedy(election, Order.DENSITY if by_density else Order.VOTES)


def _rows(prefix: str) -> Iterator[Row]:
    for name, instance in sorted(oracle().items()):
        for rule, row in instance["rules"].items():
            if rule.startswith(prefix):
                yield name, rule, row["winners"]


def _differences(prefix: str, count: Callable[[Election, str], Outcome]) -> list[tuple[str, str]]:
    return [
        (name, rule)
        for name, rule, winners in _rows(prefix)
        if list(count(real_election(name), rule).winners) != winners
    ]


def test_equal_shares_chooses_the_same_in_the_same_order() -> None:
    rows = [row for row in _rows("mes") if "add1" not in row[1]]

    different = _different_winners(rows)

    assert (len(rows), different) == (118, [])


def test_add1_chooses_the_same_in_the_same_order() -> None:
    rows = [row for row in _rows("mes") if "add1" in row[1] and len(real_election(row[0]).ballots.projects) < LARGE]

    different = _different_winners(rows)

    assert different == []


def _different_winners(rows: list[Row]) -> list[tuple[str, str]]:
    return [
        (name, rule)
        for name, rule, winners in rows
        if list(_equal_shares(real_election(name), rule).winners) != winners
    ]


def test_greedy_chooses_the_same_in_the_same_order() -> None:
    assert _differences("greedy", _greedy) == []


def test_phragmen_chooses_the_same() -> None:
    different = [
        name
        for name, _, winners in _rows("phragmen")
        if sorted(count_phragmen(real_election(name)).winners) != sorted(winners)
    ]

    assert different == []


@pytest.mark.parametrize("rule", ["maxwelf_cost_ilp", "maxwelf_card_ilp"])
def test_greatest_welfare_is_as_great_as_that_of_an_integer_program(rule: str) -> None:
    different = []
    for name, _, winners in _rows(rule):
        election = real_election(name)
        utility = _utility(election, rule)
        ours, theirs = (
            sum(welfare(election, utility, election.number[project]) for project in chosen)
            for chosen in (count_welfare(election, utility).winners, winners)
        )
        if ours != theirs:
            different.append(name)

    assert different == []


def test_the_official_winners_of_wieliczka_need_the_floor_start_and_the_overspending_stop() -> None:
    name = "Poland_Wieliczka_2023_Green_Budget.pb"
    rules = EqualShares(completion=Completion.ADD1, start=Start.FLOOR, stop=Stop.OVERSPEND)

    outcome = count_equal_shares(real_election(name), rules)

    official = oracle()[name]["official_selected"]
    assert (sorted(outcome.winners), outcome.spent) == (sorted(official), 995_079)
