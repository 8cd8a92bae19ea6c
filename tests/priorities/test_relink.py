"""An attacker with the whole database tries to say which ballot is whose, and does no better than chance.

They hold every row of every table of the vote and of the journal, in the order in which the database stores it, and
know which voter came when. Every voter casts a ballot that no other does, so that each right guess shows.
`./rembuk attack relink` does the same with the file of a database and more voters.
"""

from __future__ import annotations

from dataclasses import replace

from rembuk.cli.attacks.relink import Truth, attack, shared_values
from rembuk.cli.attacks.scenes import vote_one_after_the_other, voters_as_stored
from rembuk.cli.attacks.taking import Dump, take
from rembuk.priorities.actions import count_voting, hand_over_card
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import RollEntry, Voting
from tests.cast import LAMPUNG_TENGAH, Cast
from tests.priorities.scenes import CLOSING, DRAFT, SIGNING, VOTING, opened

VOTERS = 60


def voted_in_the_order_of_the_roll(cast: Cast) -> tuple[Voting, Truth]:
    """Sixty voters get their cards and vote one after the other, as they stand on the roll: the worst case."""
    scene = opened(cast, voters=VOTERS, draft=replace(DRAFT, kind=BallotKind.POINTS, most=1_000))
    came = voters_as_stored(scene.voting)
    for entry in RollEntry.objects.filter(voting=scene.voting):
        hand_over_card(entry, by=cast.officer, at=SIGNING)
    return scene.voting, vote_one_after_the_other(scene.voting, scene.codes, came, seed=1, at=VOTING)


def test_after_the_count_no_order_links_voters_to_ballots_better_than_chance(cast: Cast) -> None:
    voting, truth = voted_in_the_order_of_the_roll(cast)
    count_voting(voting, by=cast.council, at=CLOSING)

    found = attack(take(voting, LAMPUNG_TENGAH), truth, LAMPUNG_TENGAH)

    assert not found.is_breach, found.figures
    assert (found.voters, len(found.right)) == (VOTERS, 30)


def test_the_attack_works_where_the_order_is_kept(cast: Cast) -> None:
    """While voting is open the order of writing is there for who has the file: the limit that the docs state."""
    voting, truth = voted_in_the_order_of_the_roll(cast)

    found = attack(take(voting, LAMPUNG_TENGAH), truth, LAMPUNG_TENGAH)

    assert max(found.right) == VOTERS


def test_the_published_file_is_part_of_what_is_attacked(cast: Cast) -> None:
    voting, truth = voted_in_the_order_of_the_roll(cast)
    count_voting(voting, by=cast.council, at=CLOSING)

    taken = take(voting, LAMPUNG_TENGAH)

    assert taken.exported() == sorted(taken.exported())
    assert sorted(taken.exported()) == sorted(truth.said)


def test_no_value_stands_both_beside_a_person_and_beside_a_ballot(cast: Cast) -> None:
    voting, _ = voted_in_the_order_of_the_roll(cast)

    assert shared_values(take(voting, LAMPUNG_TENGAH), LAMPUNG_TENGAH) == set()
    count_voting(voting, by=cast.council, at=CLOSING)
    assert shared_values(take(voting, LAMPUNG_TENGAH), LAMPUNG_TENGAH) == set()


def test_a_value_on_both_sides_is_a_breach(cast: Cast) -> None:
    voting, truth = voted_in_the_order_of_the_roll(cast)
    count_voting(voting, by=cast.council, at=CLOSING)
    taken = take(voting, LAMPUNG_TENGAH)
    taken.rows["RollEntry"][0]["card"] = taken.rows["Ballot"][0]["id"]

    found = attack(taken, truth, LAMPUNG_TENGAH)

    assert (found.shared, found.is_breach) == (frozenset({taken.rows["Ballot"][0]["id"]}), True)


def test_an_erased_mark_that_is_still_in_the_file_is_a_breach(cast: Cast) -> None:
    voting, truth = voted_in_the_order_of_the_roll(cast)
    count_voting(voting, by=cast.council, at=CLOSING)
    taken = take(voting, LAMPUNG_TENGAH)

    found = attack(Dump(taken.rows, taken.published, b"..." + min(truth.erased).encode()), truth, LAMPUNG_TENGAH)

    assert (found.left, found.is_breach) == (1, True)
