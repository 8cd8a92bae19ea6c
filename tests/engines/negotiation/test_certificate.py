"""A certificate proves that a deal cannot be improved, and nothing else passes for one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from rembuk.engines.negotiation import (
    Certificate,
    Deal,
    End,
    Refutation,
    Table,
    certificate,
    deal_of,
    flaw,
    frontier,
    trades,
)
from tests.engines.negotiation.kampung import KAMPUNG
from tests.engines.negotiation.tables import possible_table, random_table

FAIR = deal_of(KAMPUNG, frozenset({"drain", "well", "lamps"}))


def proof_of_the_fair_deal() -> Certificate:
    found = certificate(KAMPUNG, FAIR)
    assert found
    return found


def test_a_proof_by_hand_is_accepted() -> None:
    # One project for 3 of 4 rupiah, already taken. Its row of worth, 1·x >= 2, is broken whatever is decided.
    table = Table((replace(KAMPUNG["well"], cost=3, residents=1, government=1),), {"village": 0, "donor": 4})
    proof = Certificate(
        order=("well",),
        weights=((0, 0, 0, 1, 0), (0, 0, 0, 0, 7)),
        refutations=(Refutation(2, 1, (End("", 0),)), Refutation(1, 2, (End("0", 1), End("1", 1)))),
    )

    assert flaw(table, deal_of(table, frozenset({"well"})), proof) == ""


def test_every_deal_of_a_frontier_has_a_proof() -> None:
    proofs = [(deal, certificate(KAMPUNG, deal)) for deal in frontier(KAMPUNG)]

    assert [flaw(KAMPUNG, deal, proof) for deal, proof in proofs if proof] == [""] * 4


@pytest.mark.parametrize("seed", range(50))
def test_a_deal_has_a_proof_exactly_if_no_trade_improves_it(seed: int) -> None:
    table = possible_table(seed, 9)
    best = Random(seed).choice(frontier(table))

    for deal in (best, *_smaller(table, best)):
        proof = certificate(table, deal)
        assert (proof is None) == bool(trades(table, deal))
        assert proof is None or flaw(table, deal, proof) == ""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"order": ("road", "drain", "office", "well")}, "The order does not name every project once."),
        ({"order": ("road", "drain", "office", "well", "well")}, "The order does not name every project once."),
        ({"weights": ((1, -1),)}, "A number is negative."),
        ({"weights": ((1, 1),)}, "A list of numbers does not fit the rows."),
        (
            {"refutations": (Refutation(20, 18, ()), Refutation(19, 18, ()))},
            "The refutations are not about this deal.",
        ),
        ({"refutations": (Refutation(20, 17, ()), Refutation(19, 18, ()))}, "The ends leave a case out."),
        (
            {"refutations": (Refutation(20, 17, (End("0", 99), End("1", 0))), Refutation(19, 18, ()))},
            "The end '0' is still possible.",
        ),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    change: dict[str, Any],  # Any: each field has a type of its own.
    wrong: str,
) -> None:
    assert flaw(KAMPUNG, FAIR, replace(proof_of_the_fair_deal(), **change)) == wrong


def test_a_proof_for_a_deal_that_is_impossible_or_worth_something_else_is_refused() -> None:
    wrong = "The deal is not possible, or not worth what it says."

    assert flaw(KAMPUNG, replace(FAIR, residents=18), proof_of_the_fair_deal()) == wrong
    assert flaw(KAMPUNG, deal_of(KAMPUNG, frozenset({"road", "drain"})), proof_of_the_fair_deal()) == wrong


def test_a_proof_that_lost_doubled_or_turned_an_end_is_refused_always() -> None:
    accepted = []
    for seed in range(60):
        table = possible_table(seed, 9)
        deal = frontier(table)[0]
        proof = certificate(table, deal)
        assert proof
        for number, spoilt in enumerate(_spoilt(proof)):
            if flaw(table, deal, spoilt) == "":
                accepted.append((seed, number))

    assert accepted == []


def _spoilt(proof: Certificate) -> list[Certificate]:
    first, second = proof.refutations
    spoilt = []
    for place, end in enumerate(first.ends):
        before, after = first.ends[:place], first.ends[place + 1 :]
        spoilt.append((*before, *after))
        spoilt.append((*before, end, end, *after))
        if end.decided:
            turned = end.decided[:-1] + str(1 - int(end.decided[-1]))
            spoilt.append((*before, End(turned, end.weights), *after))
    return [replace(proof, refutations=(replace(first, ends=ends), second)) for ends in spoilt]


def test_a_proof_for_less_money_proves_nothing_where_more_money_improves_the_deal() -> None:
    tried = 0
    for seed in range(60):
        table = random_table(seed, 9)
        richer = replace(table, funds={fund: rupiah + 7 for fund, rupiah in table.funds.items()})
        for deal in frontier(table)[:2]:
            proof = certificate(table, deal)
            assert proof
            if trades(richer, deal):
                tried += 1
                assert flaw(richer, deal, proof) != ""

    assert tried > 20


def test_numbers_changed_at_random_never_prove_what_is_false() -> None:
    for seed in range(40):
        random, table = Random(seed), possible_table(seed, 7)
        best = frontier(table)[0]
        proof = certificate(table, best)
        improvable = next((deal for deal in _smaller(table, best) if trades(table, deal)), None)
        if improvable is None:
            continue
        assert proof
        for _ in range(20):
            weights = tuple(tuple(random.choice([0, number, 1, 10**6]) for number in each) for each in proof.weights)
            first, second = proof.refutations
            forged = Certificate(
                proof.order,
                weights,
                (
                    replace(first, residents=improvable.residents + 1, government=improvable.government),
                    replace(second, residents=improvable.residents, government=improvable.government + 1),
                ),
            )
            assert flaw(table, improvable, forged) != ""


def _smaller(table: Table, deal: Deal) -> list[Deal]:
    """Return the possible deals that lack one project of this one."""
    bundles = [frozenset(deal.projects) - {id_} for id_ in deal.projects]
    return [deal_of(table, bundle) for bundle in bundles if table.with_needed(bundle | table.duties) == bundle]
