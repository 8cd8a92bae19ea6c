"""Who came for a card is told by hamlet and group, and never so finely that a few people can be picked out."""

from __future__ import annotations

from rembuk.priorities.actions import enter_in_roll, hand_over_card, sign_roll
from rembuk.priorities.models import Voting
from rembuk.priorities.participation import Hamlet, participation_in
from rembuk.priorities.states import VoterGroup
from rembuk.regions.models import Locality
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import SIGNING, declared, enrolled

WOMEN, MEN = VoterGroup.WOMEN, VoterGroup.MEN


def test_who_came_is_told_by_hamlet_and_group(cast: Cast) -> None:
    other = next_hamlet(cast)
    voting = signed(cast, {(cast.hamlet, WOMEN): (8, 6), (cast.hamlet, MEN): (9, 7), (other, WOMEN): (5, 5)})

    told = participation_in(voting)

    assert told.groups == ("women", "men")
    assert told.hamlets == (
        Hamlet(str(cast.hamlet), 17, 13, (6, 7)),
        Hamlet(str(other), 5, 5, (5, None)),
    )


def test_a_small_group_is_masked_with_others_that_would_give_it_away(cast: Cast) -> None:
    other = next_hamlet(cast)
    voting = signed(
        cast,
        {(cast.hamlet, WOMEN): (8, 2), (cast.hamlet, MEN): (9, 7), (other, WOMEN): (9, 8), (other, MEN): (9, 9)},
    )

    told = participation_in(voting)

    assert told.hamlets == (
        Hamlet(str(cast.hamlet), 17, 9, (None, None)),
        Hamlet(str(other), 18, 17, (None, None)),
    )
    assert told.masks


def test_where_groups_would_show_too_few_people_only_hamlets_are_told(cast: Cast) -> None:
    other = next_hamlet(cast)
    voting = signed(cast, {(cast.hamlet, WOMEN): (8, 2), (cast.hamlet, MEN): (9, 7), (other, MEN): (9, 9)})

    told = participation_in(voting)

    assert told.groups == ()
    assert told.hamlets == (Hamlet(str(cast.hamlet), 17, 9, ()), Hamlet(str(other), 9, 9, ()))


def test_a_hamlet_of_which_few_came_is_masked_together_with_the_smallest_of_the_others(cast: Cast) -> None:
    other = next_hamlet(cast)
    voting = signed(cast, {(cast.hamlet, None): (8, 3), (other, None): (9, 9)})

    told = participation_in(voting)

    assert told.hamlets == (Hamlet(str(cast.hamlet), 8, None, ()), Hamlet(str(other), 9, None, ()))


def test_a_roll_on_which_nobody_said_a_group_is_told_by_hamlet(cast: Cast) -> None:
    voting = declared(cast)
    enrolled(cast, voting, 12)

    told = participation_in(voting)

    assert (told.groups, told.voters) == ((), 12)


def next_hamlet(cast: Cast) -> Locality:
    return Locality.objects.create(region=cast.kampung, kind=Locality.Kind.HAMLET, label="9")


def signed(cast: Cast, people: dict[tuple[Locality, VoterGroup | None], tuple[int, int]]) -> Voting:
    """Put so many of each hamlet and group on the roll, sign it, and let so many of them come for a card."""
    voting = declared(cast)
    rows = [
        (enter_in_roll(voting, f"Warga {place}", hamlet, group, by=cast.officer, at=MONDAY), place < came)
        for (hamlet, group), (listed, came) in people.items()
        for place in range(listed)
    ]
    sign_roll(voting, by=cast.council, at=SIGNING)
    for entry, came in rows:
        if came:
            hand_over_card(entry, by=cast.officer, at=SIGNING)
    return voting
