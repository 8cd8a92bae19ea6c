"""Groups are the same on every run, are shown only when they are firm, and agree with those that Polis exported."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.opinions import Grouping, Refusal, adjusted_rand, gather_votes, map_opinions
from rembuk.engines.opinions.clusters import Clusters, cluster, silhouette
from rembuk.engines.opinions.projection import Floats, canonical_order
from tests.engines.opinions.conversations import REAL, Ballot, conversation, crowd, two_camps

# red-dwarf 0.4.0 on the same votes with the same statements set aside, `run_pipeline(random_state=0)`.
RED_DWARF = {
    "15-per-hour-seattle": 0.459,
    "brexit-consensus": 0.636,
    "canadian-electoral-reform": 1.0,
    "scoop-hivemind.biodiversity": 0.954,
    "scoop-hivemind.taxes": 0.910,
    "vtaiwan.uberx": 0.826,
}


def grouping_of(ballots: list[Ballot]) -> Grouping:
    return map_opinions(gather_votes(ballots)).grouping


def group_by_name(ballots: list[Ballot]) -> dict[str, int]:
    opinions = map_opinions(gather_votes(ballots))
    names = [opinions.votes.participants[place] for place in opinions.grouping.members]
    return dict(zip(names, opinions.grouping.labels.tolist(), strict=True))


def scattered(middles: list[tuple[int, int]], each: int) -> Floats:
    noise = np.random.default_rng(3).normal(size=(len(middles) * each, 2)) / 4
    places: Floats = np.repeat(np.array(middles, float), each, axis=0) + noise
    return places[canonical_order(places)]


# --- groups ----------------------------------------------------------------------------------------------------------


def test_two_camps_are_found_and_firm() -> None:
    grouping = grouping_of(two_camps())

    assert grouping.sizes == (40, 20)
    assert grouping.refusal is None
    assert grouping.stability == 1


def test_every_member_of_a_camp_is_in_its_group() -> None:
    assert group_by_name(two_camps()) == {f"w{person}": int(person % 3 == 0) for person in range(60)}


@pytest.mark.parametrize("people", [30, 200])
def test_a_crowd_without_camps_shows_no_groups(people: int) -> None:
    grouping = grouping_of(crowd(people))

    assert grouping.refusal is Refusal.UNSTABLE
    assert grouping.stability < Fraction(6, 10)


def test_nine_people_are_too_few_for_groups() -> None:
    assert grouping_of(two_camps(people=9)).refusal is Refusal.TOO_FEW_PEOPLE


def test_people_of_one_mind_have_no_groups() -> None:
    ballots = [(f"w{person}", f"s{statement}", 1) for person in range(20) for statement in range(8)]

    assert grouping_of(ballots).refusal is Refusal.NO_GROUPS


def test_a_group_of_four_neighbours_is_not_shown() -> None:
    ballots = [
        (f"w{person}", f"s{statement}", 1 if person < 36 else -1) for person in range(40) for statement in range(8)
    ]

    assert grouping_of(ballots).refusal is Refusal.NO_GROUPS


def test_who_answered_less_than_seven_statements_has_no_group() -> None:
    hasty = [("hasty", f"s{statement}", 1) for statement in range(6)]
    steady = [("steady", f"s{statement}", 1) for statement in range(7)]

    groups = group_by_name([*two_camps(), *hasty, *steady])

    assert ("hasty" in groups, "steady" in groups) == (False, True)


# --- what changes nothing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_the_order_and_names_of_participants_change_no_group_and_no_figure(seed: int) -> None:
    ballots = two_camps()
    names = Random(seed).sample(range(1000), 60)
    renamed = [(f"p{names[int(voter[1:])]}", topic, value) for voter, topic, value in ballots]
    before, after = grouping_of(ballots), grouping_of(Random(seed).sample(renamed, len(renamed)))

    assert (after.sizes, after.silhouette, after.stability) == (before.sizes, before.silhouette, before.stability)
    assert group_by_name(renamed) == {f"p{names[int(who[1:])]}": group for who, group in group_by_name(ballots).items()}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_and_names_of_statements_change_no_group(seed: int) -> None:
    ballots = two_camps()
    names = Random(seed).sample(range(100), 12)
    renamed = [(voter, f"t{names[int(topic[1:])]}", value) for voter, topic, value in ballots]

    assert group_by_name(renamed) == group_by_name(ballots)


def test_everybody_twice_makes_the_same_groups_twice_as_large() -> None:
    ballots = two_camps()
    twice = ballots + [(f"{voter} again", topic, value) for voter, topic, value in ballots]

    assert grouping_of(twice).sizes == (80, 40)
    assert grouping_of(twice).silhouette == pytest.approx(grouping_of(ballots).silhouette, abs=1e-6)


def test_a_statement_on_which_all_pass_changes_no_group() -> None:
    ballots = two_camps()
    people = sorted({voter for voter, _, _ in ballots})

    assert group_by_name([*ballots, *((voter, "unsupported", 0) for voter in people)]) == group_by_name(ballots)


def test_another_process_finds_the_same_bits() -> None:
    script = (
        "from rembuk.engines.opinions import gather_votes, map_opinions\n"
        "from tests.engines.opinions.conversations import two_camps\n"
        "found = map_opinions(gather_votes(two_camps()))\n"
        "print(found.places.tobytes().hex(), found.grouping.labels.tolist(), found.grouping.stability)"
    )

    runs = {subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout for _ in range(2)}

    here = map_opinions(gather_votes(two_camps()))
    said = f"{here.places.tobytes().hex()} {here.grouping.labels.tolist()} {here.grouping.stability}\n"
    assert runs == {said.encode()}


# --- k-means and its figures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_scattered_heaps_are_told_apart(count: int) -> None:
    middles = [(0, 0), (9, 0), (0, 9), (9, 9), (20, 20)][:count]

    found = cluster(scattered(middles, 20), count)

    assert found is not None
    assert found.sizes.tolist() == [20] * count
    assert sorted(np.round(found.middles).astype(int).tolist()) == sorted(list(middle) for middle in middles)


def test_two_places_cannot_make_three_clusters() -> None:
    assert cluster(np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), 3) is None


def test_the_silhouette_is_that_of_all_pairs() -> None:
    places = scattered([(0, 0), (2, 0), (0, 2)], 15)
    found = cluster(places, 3)
    assert found is not None

    assert silhouette(places, found) == pytest.approx(silhouette_of_pairs(places, found), abs=1e-8)


def silhouette_of_pairs(places: Floats, found: Clusters) -> float:
    squares = ((places[:, None] - places) ** 2).sum(axis=2)
    means = np.array([squares[:, found.labels == label].mean(axis=1) for label in range(3)])
    inside = means[found.labels, np.arange(len(places))]
    outside = np.sort(np.where(np.arange(3)[:, None] == found.labels, np.inf, means), axis=0)[0]
    return float(((outside - inside) / np.maximum(inside, outside)).mean())


def test_the_rand_index_is_what_a_pencil_finds() -> None:
    # Of 15 pairs 6 are together on the left, 3 on the right, 2 on both; 6 x 3 / 15 = 1.2 are expected, (6 + 3) / 2 the
    # most: (2 - 1.2) / (4.5 - 1.2).
    left, right = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])

    assert adjusted_rand(left, right) == Fraction(8, 33)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2))
def test_the_rand_index_is_one_for_equal_groupings_and_the_same_from_both_sides(pairs: list[tuple[int, int]]) -> None:
    left, right = (np.array(side) for side in zip(*pairs, strict=True))

    assert adjusted_rand(left, left) == 1
    assert adjusted_rand(left, right) == adjusted_rand(right, left) <= 1


# --- real conversations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_groups_agree_with_the_official_ones_at_least_as_well_as_those_of_red_dwarf(name: str) -> None:
    real = conversation(name)

    opinions = map_opinions(real.votes)

    assert round(real.agreement(opinions), 3) >= RED_DWARF[name]


@pytest.mark.parametrize("name", REAL)
def test_the_groups_of_real_conversations_are_firm(name: str) -> None:
    assert map_opinions(conversation(name).votes).grouping.refusal is None
