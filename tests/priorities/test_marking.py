"""What may stand on a ballot of each kind."""

from __future__ import annotations

import pytest

from rembuk.priorities.marking import (
    BallotKind,
    BallotRule,
    OverBudget,
    RanksNotInOrder,
    TooManyMarks,
    TooManyPoints,
    UnknownOption,
    WrongMarks,
)

COSTS = {"bridge": 300, "road": 500, "well": 200}


def rule(kind: BallotKind, most: int) -> BallotRule:
    return BallotRule(kind, most, COSTS)


@pytest.mark.parametrize(
    ("kind", "most", "marks"),
    [
        (BallotKind.APPROVAL, 2, {"bridge": 1, "well": 1}),
        (BallotKind.POINTS, 5, {"bridge": 4, "road": 1}),
        (BallotKind.RANKING, 3, {"bridge": 2, "road": 1, "well": 3}),
        (BallotKind.KNAPSACK, 500, {"bridge": 1, "well": 1}),
        *((kind, 1, {}) for kind in BallotKind),
    ],
)
def test_a_ballot_up_to_its_limit_is_taken(kind: BallotKind, most: int, marks: dict[str, int]) -> None:
    rule(kind, most).check(marks)


@pytest.mark.parametrize(
    ("kind", "most", "marks", "refusal"),
    [
        (BallotKind.APPROVAL, 1, {"bridge": 1, "well": 1}, TooManyMarks),
        (BallotKind.APPROVAL, 2, {"bridge": 2}, WrongMarks),
        (BallotKind.POINTS, 5, {"bridge": 5, "road": 1}, TooManyPoints),
        (BallotKind.POINTS, 5, {"bridge": -1}, WrongMarks),
        (BallotKind.RANKING, 1, {"bridge": 1, "road": 2}, TooManyMarks),
        (BallotKind.RANKING, 3, {"bridge": 1, "road": 1}, RanksNotInOrder),
        (BallotKind.RANKING, 3, {"bridge": 1, "road": 3}, RanksNotInOrder),
        (BallotKind.KNAPSACK, 499, {"bridge": 1, "well": 1}, OverBudget),
        (BallotKind.KNAPSACK, 500, {"well": 2}, WrongMarks),
        (BallotKind.APPROVAL, 2, {"harbour": 1}, UnknownOption),
    ],
)
def test_a_ballot_beyond_it_is_refused(
    kind: BallotKind, most: int, marks: dict[str, int], refusal: type[WrongMarks]
) -> None:
    with pytest.raises(WrongMarks) as refused:
        rule(kind, most).check(marks)

    assert refused.type is refusal


def test_the_first_of_three_ranks_is_three_points_whether_others_follow_or_not() -> None:
    ranking = rule(BallotKind.RANKING, 3)

    assert ranking.read({"bridge": 2, "road": 1, "well": 3}) == {"bridge": 2, "road": 3, "well": 1}
    assert ranking.read({"road": 1}) == {"road": 3}


def test_points_are_counted_as_they_were_given_and_a_choice_as_one() -> None:
    assert rule(BallotKind.POINTS, 5).read({"bridge": 4}) == {"bridge": 4}
    assert rule(BallotKind.APPROVAL, 3).read({"bridge": 1}) == {"bridge": 1}
