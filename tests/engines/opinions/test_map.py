"""The map equals the textbook's, and nothing changes it that should not."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from rembuk.engines.opinions import Votes, gather_votes, projection
from rembuk.engines.opinions.projection import Floats, axes_of, extremity, pair_counts, places_of
from tests.engines.opinions.conversations import Ballot, crowd, two_camps


def places(votes: Votes) -> Floats:
    return places_of(votes, axes_of(pair_counts(votes)))


def textbook_places(votes: Votes) -> Floats:
    """Fill the table with each statement's mean, and take its singular value decomposition."""
    table = np.full((len(votes.participants), len(votes.statements)), np.nan)
    table[votes.voters, votes.topics] = votes.values
    table[:, votes.aside] = 0
    answered = ~np.isnan(table)
    filled = np.where(answered, table, np.nanmean(table, axis=0))
    centred = filled - filled.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:2]
    directions *= np.sign(directions[[0, 1], np.abs(directions).argmax(axis=1)])[:, None]
    stretched: Floats = centred @ directions.T * np.sqrt(table.shape[1] / answered.sum(axis=1))[:, None]
    return stretched


@pytest.mark.parametrize("aside", [frozenset(), frozenset({"s3", "s8"})])
@pytest.mark.parametrize("ballots", [two_camps(), crowd(80)])
def test_the_map_is_that_of_principal_components_of_the_filled_table(
    ballots: list[Ballot], aside: frozenset[str]
) -> None:
    votes = gather_votes(ballots, set_aside=aside)

    np.testing.assert_allclose(places(votes), textbook_places(votes), atol=1e-7)


def test_a_map_in_small_blocks_is_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = gather_votes(two_camps())
    whole = pair_counts(votes)

    monkeypatch.setattr(projection, "_BLOCK", 7)

    assert np.array_equal(pair_counts(votes), whole)


def test_a_half_and_its_other_half_count_together_what_all_count() -> None:
    votes = gather_votes(two_camps())
    half = np.arange(len(votes.participants)) % 2 == 0

    assert np.array_equal(pair_counts(votes, half) + pair_counts(votes, ~half), pair_counts(votes))


def test_the_order_and_names_of_participants_change_no_bit() -> None:
    ballots = two_camps()
    shuffled = Random(1).sample([(f"x{voter}", topic, value) for voter, topic, value in ballots], len(ballots))

    before, after = (gather_votes(each) for each in (ballots, shuffled))

    by_name = dict(zip(after.participants, places(after).tolist(), strict=True))
    assert [by_name[f"x{name}"] for name in before.participants] == places(before).tolist()


def test_asking_the_opposite_of_a_statement_moves_nobody() -> None:
    ballots = two_camps()
    opposite = [(voter, topic, -value if topic == "s1" else value) for voter, topic, value in ballots]

    np.testing.assert_allclose(np.abs(places(gather_votes(opposite))), np.abs(places(gather_votes(ballots))), atol=1e-7)


def test_everybody_twice_stands_where_one_stood() -> None:
    ballots = two_camps()
    twice = ballots + [(f"{voter} again", topic, value) for voter, topic, value in ballots]

    once, doubled = gather_votes(ballots), gather_votes(twice)

    by_name = dict(zip(doubled.participants, places(doubled), strict=True))
    np.testing.assert_allclose([by_name[name] for name in once.participants], places(once), atol=1e-7)
    assert [by_name[name].tolist() for name in once.participants] == [
        by_name[f"{name} again"].tolist() for name in once.participants
    ]


def test_a_statement_that_all_answer_alike_brings_nobody_apart() -> None:
    ballots = two_camps()
    people = sorted({voter for voter, _, _ in ballots})
    votes = gather_votes([*ballots, *((voter, "all agree", 1) for voter in people)])

    axes = axes_of(pair_counts(votes))

    assert axes.directions[votes.statements.index("all agree")].tolist() == [0, 0]


def test_people_of_one_mind_stand_in_one_place() -> None:
    votes = gather_votes([(f"w{person}", f"s{statement}", 1) for person in range(9) for statement in range(4)])

    assert places(votes).tolist() == [[0.0, 0.0]] * 9


def test_one_statement_makes_a_line() -> None:
    votes = gather_votes([("sari", "road", 1), ("budi", "road", -1)])

    assert dict(zip(votes.participants, places(votes).tolist(), strict=True)) == {"budi": [-1, 0], "sari": [1, 0]}
    assert extremity(axes_of(pair_counts(votes))).tolist() == [1]
