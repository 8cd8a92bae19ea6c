"""Several funds: with one it is equal shares to the last price, and whatever is bought may be bought together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from rembuk.engines.allocation import (
    BadElection,
    Conditions,
    Election,
    EqualShares,
    Project,
    Quota,
    Reason,
    Refusal,
    Utility,
    count_equal_shares,
    count_shared_funds,
    hold_election,
    refusals,
)
from tests.engines.allocation.elections import small_elections

PROJECTS = [Project("jalan", 600), Project("pos", 200), Project("talud", 300)]
FUNDS = {"add": 300, "dana-desa": 700}


def _election(budget: int = 1000) -> Election:
    return hold_election(PROJECTS, budget, [["jalan", "pos"]] * 6 + [["talud"]] * 4)


def _subsets(chance: random.Random, names: list[str], most: int) -> frozenset[str]:
    return frozenset(chance.sample(names, min(len(names), chance.randint(1, most))))


def _conditions(chance: random.Random, election: Election) -> Conditions:
    ids = [project.id for project in election.projects]
    first, second = sorted(chance.choices(range(election.budget + 1), k=2))
    funds = {"a": first, "b": second - first, "c": election.budget - second}
    return Conditions(
        funds,
        {project: _subsets(chance, list(funds), 3) for project in ids},
        (Quota("dusun", _subsets(chance, ids, 4), chance.randint(1, election.budget)),),
        (_subsets(chance, ids, 3),),
        {ids[-1]: frozenset(ids[:1]) - {ids[-1]}},
    )


def _conditioned() -> Iterator[tuple[Election, Conditions]]:
    chance = random.Random(2026)
    for election in small_elections():
        yield election, _conditions(chance, election)


@pytest.mark.parametrize("utility", Utility)
def test_one_fund_is_equal_shares_price_by_price(utility: Utility) -> None:
    for election in small_elections(points=utility is Utility.POINTS):
        run = count_equal_shares(election, EqualShares(utility)).run
        assert run is not None

        shared = count_shared_funds(election, Conditions({"add": election.budget}), utility)

        assert [election.number[project] for project in shared.winners] == list(run.bought)
        assert tuple(purchase.price for purchase in shared.purchases) == run.prices


def test_what_is_bought_may_be_bought_together_and_each_fund_pays_what_it_has() -> None:
    for election, conditions in _conditioned():
        shared = count_shared_funds(election, conditions)

        spent = {fund: Fraction(0) for fund in conditions.funds}
        for purchase in shared.purchases:
            for fund, amount in purchase.paid:
                spent[fund] += amount
        costs = [election.costs[election.number[project]] for project in shared.winners]
        assert refusals(election, conditions, shared.winners) == ()
        assert [sum(amount for _, amount in purchase.paid) for purchase in shared.purchases] == costs
        assert [fund for fund, amount in spent.items() if amount > conditions.funds[fund]] == []


def test_a_project_that_was_kept_out_says_what_forbids_it() -> None:
    for election, conditions in _conditioned():
        shared = count_shared_funds(election, conditions)

        for project, reason in shared.refused:
            assert project not in shared.winners
            kinds = {refusal.reason for refusal in refusals(election, conditions, [*shared.winners, project])}
            assert kinds >= {reason.reason}


def test_the_funds_refuse_exactly_what_no_way_of_paying_covers() -> None:
    chance = random.Random(2026)
    for _ in range(300):
        election = hold_election([Project(f"p{n}", chance.randint(1, 4)) for n in range(4)], 12, [["p0"]])
        conditions = replace(_conditions(chance, election), quotas=(), conflicts=(), needs={})
        chosen = [f"p{n}" for n in range(4)]
        costs = [(election.costs[n], sorted(conditions.funds_of(f"p{n}"))) for n in range(4)]

        refused = refusals(election, conditions, chosen)

        assert bool(refused) == (not _payable(costs, conditions.funds))


def _payable(costs: list[tuple[int, list[str]]], funds: Mapping[str, int]) -> bool:
    """Try every way of paying rupiah by rupiah."""
    holdings = {tuple(sorted(dict(funds).items()))}
    for cost, allowed in costs:
        for _ in range(cost):
            holdings = {
                tuple(sorted({**dict(held), fund: dict(held)[fund] - 1}.items()))
                for held in holdings
                for fund in allowed
                if dict(held)[fund]
            }
    return bool(holdings)


def test_flexible_money_is_kept_for_those_who_can_use_nothing_else() -> None:
    election = hold_election([Project("jalan", 600), Project("pos", 300)], 1000, [["jalan", "pos"]])
    conditions = Conditions({"add": 400, "dana-desa": 600}, {"pos": frozenset({"add"})})

    shared = count_shared_funds(election, conditions)

    assert [purchase.paid for purchase in shared.purchases] == [
        (("add", Fraction(0)), ("dana-desa", Fraction(600))),
        (("add", Fraction(300)),),
    ]


def test_each_condition_names_its_reason_with_numbers() -> None:
    conditions = Conditions(
        FUNDS,
        {"talud": frozenset({"add"}), "pos": frozenset({"add"})},
        (Quota("dusun Krajan", frozenset({"jalan", "pos"}), 700),),
        (frozenset({"jalan", "talud"}),),
        {"pos": frozenset({"listrik"})},
        frozenset({"posyandu"}),
    )

    assert refusals(_election(), conditions, ["jalan", "pos", "talud"]) == (
        Refusal(Reason.FUNDS, ("pos", "talud"), ("add",), 500, 300),
        Refusal(Reason.QUOTA, ("jalan", "pos"), ("dusun Krajan",), 800, 700),
        Refusal(Reason.CONFLICT, ("jalan", "talud")),
        Refusal(Reason.NEEDS, ("listrik",), ("pos",)),
        Refusal(Reason.MANDATORY, ("posyandu",)),
    )


def test_the_hash_covers_every_condition_and_no_order() -> None:
    plain = Conditions(FUNDS)
    turned = Conditions(dict(reversed(FUNDS.items())))
    others = [
        replace(plain, eligible={"pos": frozenset({"add"})}),
        replace(plain, quotas=(Quota("dusun", frozenset({"pos"}), 1),)),
        replace(plain, conflicts=(frozenset({"pos", "jalan"}),)),
        replace(plain, needs={"pos": frozenset({"jalan"})}),
        replace(plain, mandatory=frozenset({"pos"})),
    ]

    hashes = [conditions.hash(_election()) for conditions in [plain, *others]]

    assert turned.hash(_election()) == hashes[0]
    assert len({*hashes, _election().hash}) == 7


def test_funds_that_do_not_add_up_and_unpaid_mandatory_projects_are_refused() -> None:
    with pytest.raises(BadElection, match="together are the budget"):
        count_shared_funds(_election(budget=999), Conditions(FUNDS))
    with pytest.raises(BadElection, match="Mandatory"):
        count_shared_funds(_election(), Conditions(FUNDS, mandatory=frozenset({"pos"})))
    with pytest.raises(BadElection, match="does not exist"):
        Conditions(FUNDS, {"pos": frozenset({"csr"})})
    with pytest.raises(BadElection, match="one and 6"):
        Conditions(dict.fromkeys("abcdefg", 1))
