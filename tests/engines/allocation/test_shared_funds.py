"""Several funds: with one it is equal shares to the last price, and whatever is bought may be bought together."""

from __future__ import annotations

import random
from collections.abc import Mapping
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
    divide_duties,
    hold_election,
    refusals,
)
from tests.engines.allocation.conditioned import conditioned_elections, random_conditions
from tests.engines.allocation.elections import small_elections

PROJECTS = [Project("jalan", 600), Project("pos", 200), Project("talud", 300)]
FUNDS = {"add": 300, "dana-desa": 700}
NEEDS = {"pos": frozenset({"jalan"})}


def _election(budget: int = 1000) -> Election:
    return hold_election(PROJECTS, budget, [["jalan", "pos"]] * 6 + [["talud"]] * 4)


@pytest.mark.parametrize("utility", Utility)
def test_one_fund_is_equal_shares_price_by_price(utility: Utility) -> None:
    for election in small_elections(points=utility is Utility.POINTS):
        run = count_equal_shares(election, EqualShares(utility)).run
        assert run is not None

        shared = count_shared_funds(election, Conditions({"add": election.budget}), utility)

        assert [election.number[project] for project in shared.winners] == list(run.bought)
        assert tuple(purchase.price for purchase in shared.purchases) == run.prices


def test_what_is_bought_may_be_bought_together_and_each_fund_pays_what_it_has() -> None:
    for election, conditions in conditioned_elections():
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
    for election, conditions in conditioned_elections():
        shared = count_shared_funds(election, conditions)

        for project, reason in shared.refused:
            assert project not in shared.winners
            kinds = {refusal.reason for refusal in refusals(election, conditions, [*shared.winners, project])}
            assert kinds >= {reason.reason}


def test_the_funds_refuse_exactly_what_no_way_of_paying_covers() -> None:
    chance = random.Random(2026)
    for _ in range(300):
        election = hold_election([Project(f"p{n}", chance.randint(1, 4)) for n in range(4)], 12, [["p0"]])
        conditions = replace(random_conditions(chance, election), quotas=(), conflicts=(), needs={})
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


def test_a_mandatory_project_is_paid_first_and_the_rest_is_shared() -> None:
    conditions = Conditions(FUNDS, mandatory={"talud": {"add": 300, "dana-desa": 0}})

    shared = count_shared_funds(_election(), conditions)

    assert [(purchase.project, purchase.price) for purchase in shared.purchases] == [
        ("talud", Fraction(0)),
        ("pos", Fraction(1, 6)),
    ]
    assert shared.endowment == Fraction(700, 10)


def test_duties_are_divided_so_that_nothing_more_could_come_from_the_strictest_fund() -> None:
    chance, tested = random.Random(2026), 0
    for _ in range(400):
        election = hold_election([Project(f"p{n}", chance.randint(1, 4)) for n in range(4)], 12, [["p0"]])
        conditions = replace(random_conditions(chance, election), quotas=(), conflicts=(), needs={})
        duties = ["p1", "p2", "p3"]
        if refusals(election, replace(conditions, mandatory={}), duties):
            continue

        payments = divide_duties(election, conditions, duties)

        tested += 1
        paid = replace(conditions, mandatory=payments)
        assert count_shared_funds(election, paid).winners[:3] == ("p1", "p2", "p3")
        assert _could_give_more(election, conditions, payments) == []
    assert tested > 50


def _could_give_more(
    election: Election, conditions: Conditions, payments: Mapping[str, Mapping[str, int]]
) -> list[str]:
    """Name the first payments that could be greater by a rupiah, by trying every way of paying what is then left."""
    left, found = dict(conditions.funds), []
    due = {project: election.costs[election.number[project]] for project in payments}
    for project, given in payments.items():
        for fund, amount in given.items():
            more = {**left, fund: left[fund] - amount - 1}
            rest = {**due, project: due[project] - amount - 1}
            owed = [(cost, sorted(conditions.funds_of(name))) for name, cost in rest.items() if cost > 0]
            if rest[project] >= 0 and more[fund] >= 0 and _payable(owed, more):
                found.append(f"{project} from {fund}")
            left[fund] -= amount
            due[project] -= amount
    return found


def test_duties_that_the_funds_cannot_pay_are_refused() -> None:
    conditions = Conditions(FUNDS, {"jalan": frozenset({"add"})})

    with pytest.raises(BadElection, match="cannot all be funded"):
        divide_duties(_election(), conditions, ["jalan"])
    with pytest.raises(BadElection, match="no such projects"):
        divide_duties(_election(), conditions, ["posyandu"])


def test_each_condition_names_its_reason_with_numbers() -> None:
    conditions = Conditions(
        FUNDS,
        {"talud": frozenset({"add"}), "pos": frozenset({"add"})},
        (Quota("dusun Krajan", frozenset({"jalan", "pos"}), 700),),
        (frozenset({"jalan", "talud"}),),
        {"pos": frozenset({"listrik"})},
        {"posyandu": {"add": 100}},
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
        replace(plain, mandatory={"pos": {"add": 200}}),
    ]

    hashes = [conditions.hash(_election()) for conditions in [plain, *others]]

    assert turned.hash(_election()) == hashes[0]
    assert len({*hashes, _election().hash}) == 7


def test_funds_that_do_not_add_up_and_unpaid_mandatory_projects_are_refused() -> None:
    with pytest.raises(BadElection, match="together are the budget"):
        count_shared_funds(_election(budget=999), Conditions(FUNDS))
    with pytest.raises(BadElection, match="exactly its cost to a mandatory project; not so to pos"):
        count_shared_funds(_election(), Conditions(FUNDS, mandatory={"pos": {"add": 100}}))
    with pytest.raises(BadElection, match="may not be funded together"):
        count_shared_funds(_election(), Conditions(FUNDS, needs=NEEDS, mandatory={"pos": {"add": 200}}))
    with pytest.raises(BadElection, match="more to mandatory projects than it holds"):
        Conditions(FUNDS, mandatory={"jalan": {"add": 600}})
    with pytest.raises(BadElection, match="may not gives to pos"):
        Conditions(FUNDS, {"pos": frozenset({"add"})}, mandatory={"pos": {"dana-desa": 200}})
    with pytest.raises(BadElection, match="does not exist"):
        Conditions(FUNDS, {"pos": frozenset({"csr"})})
    with pytest.raises(BadElection, match="one and 6"):
        Conditions(dict.fromkeys("abcdefg", 1))
