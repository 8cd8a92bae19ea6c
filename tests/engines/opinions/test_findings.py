"""Consensus, bridges, divides and the next question: exact given the groups, and the figures of a pencil."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.opinions import (
    Answers,
    Dividing,
    Question,
    Shared,
    Side,
    Tally,
    gather_votes,
    map_opinions,
    next_for,
)
from rembuk.engines.opinions.asking import ask_next, priority_of
from rembuk.engines.opinions.findings import bridging, consensus, differ_surely, dividing, is_sure_majority
from tests.engines.opinions.conversations import Ballot, crowd, two_camps

FARMERS_FOR, FARMERS_AGAINST = Tally(18, 1, 1), Tally(2, 17, 1)
TRADERS_FOR, TRADERS_AGAINST = Tally(8, 2, 0), Tally(1, 9, 0)

ROAD = Answers("road", Tally(26, 3, 1), (FARMERS_FOR, TRADERS_FOR))
TOLL = Answers("toll", Tally(3, 26, 1), (FARMERS_AGAINST, TRADERS_AGAINST))
MARKET = Answers("market", Tally(10, 19, 1), (FARMERS_AGAINST, TRADERS_FOR))
LAMPS = Answers("lamps", Tally(16, 14, 0), (Tally(11, 9, 0), Tally(5, 5, 0)))
EVERY = (LAMPS, MARKET, ROAD, TOLL)


def test_consensus_multiplies_the_smoothed_shares_of_the_groups_on_the_stronger_side() -> None:
    assert consensus(EVERY) == (
        Shared(TOLL, Side.AGAINST, Fraction(18, 22) * Fraction(10, 12)),
        Shared(ROAD, Side.FOR, Fraction(19, 22) * Fraction(9, 12)),
    )


def test_a_bridge_has_a_sure_majority_in_every_group_and_is_as_strong_as_its_weakest_pier() -> None:
    assert bridging(EVERY) == (Shared(TOLL, Side.AGAINST, Fraction(18, 22)), Shared(ROAD, Side.FOR, Fraction(9, 12)))


def test_a_majority_in_one_group_that_may_be_chance_is_no_bridge() -> None:
    shaky = Answers("shaky", Tally(24, 5, 1), (FARMERS_FOR, Tally(6, 4, 0)))

    assert [shared.answers.statement for shared in consensus([shaky])] == ["shaky"]
    assert bridging([shaky]) == ()


def test_a_divide_names_the_groups_on_either_end_and_the_gap_between_them() -> None:
    assert dividing(EVERY) == (Dividing(MARKET, most_for=1, most_against=0, gap=Fraction(9, 12) - Fraction(3, 22)),)


def test_without_groups_everybody_is_the_one_group_and_nothing_is_bridged() -> None:
    road, lamps, well = (Answers(name, tally, ()) for name, tally in WITHOUT_GROUPS.items())

    assert consensus([road, lamps, well]) == (
        Shared(well, Side.FOR, Fraction(6, 7)),
        Shared(road, Side.FOR, Fraction(27, 32)),
        Shared(lamps, Side.FOR, Fraction(17, 32)),
    )
    assert bridging([road, lamps, well]) == ()
    assert dividing([road, lamps, well]) == (
        Dividing(lamps, None, None, Fraction(15, 32)),
        Dividing(road, None, None, Fraction(4, 32)),
    )


WITHOUT_GROUPS = {"road": Tally(26, 3, 1), "lamps": Tally(16, 14, 0), "well": Tally(5, 0, 0)}


@pytest.mark.parametrize("answered", [1, 2, 3, 4, 5, 8, 13, 30, 77, 200])
def test_a_sure_majority_comes_about_by_an_even_chance_in_at_most_one_of_ten_cases(answered: int) -> None:
    sure = [agreed for agreed in range(answered + 1) if is_sure_majority(Tally(agreed, answered - agreed, 0))]

    assert all(10 * sum(comb(answered, more) for more in range(least, answered + 1)) <= 2**answered for least in sure)
    assert (not sure) == (answered < 4)


tallies = st.builds(Tally, st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@given(tallies, tallies)
def test_groups_differ_from_each_other_both_ways_and_never_from_themselves(left: Tally, right: Tally) -> None:
    assert differ_surely(left, right) == differ_surely(right, left)
    assert not differ_surely(left, left)


def test_one_answer_against_one_is_no_sure_difference() -> None:
    assert not differ_surely(Tally(1, 0, 0), Tally(0, 1, 0))
    assert differ_surely(Tally(9, 1, 0), Tally(1, 9, 0))


@given(st.lists(st.builds(Answers, st.uuids().map(str), tallies, st.tuples(tallies, tallies)), max_size=6))
def test_the_opposite_statements_give_the_opposite_findings(every: list[Answers]) -> None:
    opposite = [answers.turned() for answers in every]

    strengths = {(shared.answers.statement, shared.side): shared.strength for shared in consensus(every)}
    turned = {(shared.answers.statement, shared.side): shared.strength for shared in consensus(opposite)}

    sides = {Side.FOR: Side.AGAINST, Side.AGAINST: Side.FOR}
    assert turned == {(name, sides[side]): strength for (name, side), strength in strengths.items()}


# --- what to ask next ------------------------------------------------------------------------------------------------


def test_the_priority_is_that_of_the_published_formula() -> None:
    # (3 + 1) / (5 + 2) agree, 1 - (1 + 1) / (5 + 2) take a side, 1 + 8 / 2 are still new, and it moves people by 0.5.
    assert priority_of(Tally(3, 1, 1), 0.5) == pytest.approx((4 / 7 * 5 / 7 * 1.5 * 5) ** 2)


def test_a_new_statement_comes_before_a_known_one_and_equals_by_their_answers() -> None:
    known, new = Answers("known", Tally(20, 20, 5), ()), Answers("new", Tally(0, 0, 0), ())

    questions = ask_next([known, new, new], [1.0, 0.0, 0.0])

    assert [question.answers.statement for question in questions] == ["new", "new", "known"]


def test_nobody_is_asked_twice() -> None:
    questions = [Question(ROAD, 2.0), Question(TOLL, 1.0)]

    assert next_for(questions, set()) == questions[0]
    assert next_for(questions, {"road"}) == questions[1]
    assert next_for(questions, {"road", "toll"}) is None


# --- from votes to findings ------------------------------------------------------------------------------------------


def test_the_two_camps_are_bridged_by_what_they_share_and_divided_by_the_rest() -> None:
    found = map_opinions(gather_votes(two_camps()))

    assert [(shared.answers.statement, shared.side) for shared in found.bridging] == [
        ("s10", Side.FOR),
        ("s11", Side.AGAINST),
    ]
    assert {divided.answers.statement for divided in found.dividing} == {f"s{number}" for number in range(10)}


def test_groups_and_those_without_add_up_to_everybody() -> None:
    hasty: list[Ballot] = [("hasty", "s0", 1), ("hasty", "s1", -1)]
    found = map_opinions(gather_votes([*two_camps(), *hasty]))

    first = found.answers[0]

    assert first.everyone.agreed == sum(group.agreed for group in first.groups) + 1
    assert first.everyone.disagreed == sum(group.disagreed for group in first.groups)


def test_refused_groups_are_in_no_finding() -> None:
    found = map_opinions(gather_votes(crowd(200)))

    assert {answers.groups for answers in found.answers} == {()}
    assert found.bridging == ()


def test_everybody_twice_changes_no_bridge_and_no_divide() -> None:
    ballots = two_camps()
    twice = ballots + [(f"{voter} again", topic, value) for voter, topic, value in ballots]

    once, doubled = map_opinions(gather_votes(ballots)), map_opinions(gather_votes(twice))

    for finding in ("bridging", "dividing"):
        before, after = ({each.answers.statement for each in getattr(found, finding)} for found in (once, doubled))
        assert before == after


def test_a_statement_set_aside_is_in_no_finding() -> None:
    found = map_opinions(gather_votes(two_camps(), set_aside={"s0", "s10"}))

    left = [f"s{number}" for number in (1, 11, 2, 3, 4, 5, 6, 7, 8, 9)]
    assert [answers.statement for answers in found.answers] == left
    assert sorted(question.answers.statement for question in found.questions) == left
