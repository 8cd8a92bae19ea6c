"""The count of a round: the sealed rule decides, others are shown, and a second tally must agree."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rembuk.engines.allocation import Project, Tie, parse_pb, transcript, write_pb
from rembuk.engines.allocation.verifier import read_election, violation
from rembuk.priorities.counting import (
    CountRule,
    Declaration,
    SealBroken,
    TalliesDiffer,
    count,
    insist_same_tally,
    winners_by_rule,
)
from rembuk.priorities.marking import BallotKind, TooManyMarks

# Six want the two dear roads, four the two wells: most votes gives all to the six, equal shares some to the four.
ROADS, WELLS = {"road east": 1, "road west": 1}, {"well east": 1, "well west": 1}
BALLOTS = [ROADS] * 6 + [WELLS] * 4
DECLARED = Declaration(
    options=(
        Project("road east", 50),
        Project("road west", 50),
        Project("well east", 20),
        Project("well west", 20),
    ),
    budget_rupiah=100,
    kind=BallotKind.APPROVAL,
    most=2,
    rule=CountRule.EQUAL_SHARES,
)


def test_equal_shares_gives_a_minority_its_part_and_the_rest_is_the_reserve_list() -> None:
    result = count(DECLARED, DECLARED.election(BALLOTS), seal=DECLARED.seal)

    assert set(result.winners) == {"road east", "well east", "well west"}
    assert (result.reserve, result.left_rupiah) == (("road west",), 10)


def test_what_other_rules_would_have_decided_stands_beside_it() -> None:
    compared = winners_by_rule(DECLARED, DECLARED.election(BALLOTS))

    assert compared == {
        CountRule.EQUAL_SHARES: {"road east", "well east", "well west"},
        CountRule.MOST_VOTES: {"road east", "road west"},
        CountRule.PHRAGMEN: {"road east", "well east", "well west"},
    }


@pytest.mark.parametrize(
    "changed",
    [
        replace(DECLARED, rule=CountRule.MOST_VOTES),
        replace(DECLARED, budget_rupiah=101),
        replace(DECLARED, most=3),
        replace(DECLARED, kind=BallotKind.KNAPSACK),
        replace(DECLARED, tie=(Tie.ID,)),
        replace(DECLARED, options=DECLARED.options[1:]),
        replace(DECLARED, options=(Project("road east", 51), *DECLARED.options[1:])),
    ],
)
def test_a_rule_changed_after_it_was_sealed_does_not_count(changed: Declaration) -> None:
    with pytest.raises(SealBroken):
        count(changed, DECLARED.election(BALLOTS), seal=DECLARED.seal)


def test_the_order_in_which_options_were_written_down_does_not_change_the_seal() -> None:
    assert replace(DECLARED, options=DECLARED.options[::-1]).seal == DECLARED.seal


def test_a_ballot_beyond_the_rule_is_never_counted() -> None:
    with pytest.raises(TooManyMarks):
        DECLARED.election([{**ROADS, "well east": 1}])


def test_published_files_are_accepted_and_one_changed_ballot_is_refused() -> None:
    election = DECLARED.election(BALLOTS)
    course = json.loads(json.dumps(transcript(election, count(DECLARED, election, seal=DECLARED.seal).outcome)))
    ballots = write_pb(election).decode()

    assert violation(course, read_election(ballots)) is None
    changed = read_election(ballots.replace("10;well east,well west", "10;well east"))
    assert violation(course, changed) is not None


def test_published_ballots_say_nothing_of_the_order_in_which_they_were_cast() -> None:
    backwards = DECLARED.election(BALLOTS[::-1])

    assert write_pb(backwards) == write_pb(DECLARED.election(BALLOTS))


def test_ranks_are_counted_as_a_stranger_reads_them_from_the_published_file() -> None:
    ranked = replace(DECLARED, kind=BallotKind.RANKING)
    election = ranked.election([{"road east": 1, "well east": 2}, {"well east": 1}])

    assert parse_pb(write_pb(election)).scores == [2, 0, 3, 0]


def test_two_tallies_that_differ_stop_the_publication_and_name_the_option() -> None:
    with pytest.raises(TalliesDiffer) as refused:
        insist_same_tally({"road": 3, "well": 2}, {"road": 3, "well": 1})

    assert str(refused.value) == "well"


def test_an_option_without_votes_may_be_missing_in_one_tally() -> None:
    insist_same_tally({"road": 3, "well": 0}, {"road": 3})
