"""Guessing codes: five wrong ones lock a place out for a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from rembuk.priorities.actions import (
    MistypedCard,
    TooManyWrongCodes,
    cast_ballot,
    count_voting,
    note_wrong_code,
)
from rembuk.priorities.models import WrongCode
from rembuk.priorities.queries import ballots_of
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, VOTING, opened, vote

HERE = "192.0.2.1"


def test_after_five_wrong_codes_even_a_right_one_waits_a_quarter_of_an_hour(cast: Cast) -> None:
    scene = opened(cast)
    for _ in range(5):
        note_wrong_code(scene.voting, HERE, by=None, at=VOTING)

    with pytest.raises(TooManyWrongCodes):
        cast_ballot(scene.voting, scene.codes[0], {"A": 1}, uuid4(), client=HERE, by=None, at=VOTING)
    later = VOTING + timedelta(minutes=15)
    cast_ballot(scene.voting, scene.codes[0], {"A": 1}, uuid4(), client=HERE, by=None, at=later)

    assert ballots_of(scene.voting) == [{"A": 1}]


def test_where_wrong_codes_came_from_is_not_stored_and_forgotten_at_the_count(cast: Cast) -> None:
    scene = opened(cast)
    note_wrong_code(scene.voting, HERE, by=None, at=VOTING)
    stored = WrongCode.objects.get().client
    for place in range(10):
        vote(scene, place, {"A": 1})

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert HERE not in stored
    assert not WrongCode.objects.exists()


def test_what_is_no_code_at_all_is_a_slip_of_the_finger(cast: Cast) -> None:
    scene = opened(cast)

    with pytest.raises(MistypedCard):
        cast_ballot(scene.voting, "apa saja", {"A": 1}, uuid4(), client=HERE, by=None, at=VOTING)
