"""A ballot with a card: once, replaceable, until the last second, and with a receipt that says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rembuk.journal.models import Act
from rembuk.priorities.actions import NoSuchCard, NotNow, cast_ballot, exchange_card
from rembuk.priorities.marking import BallotKind, Marks, TooManyMarks
from rembuk.priorities.models import Ballot, BallotMark, Sending
from rembuk.priorities.queries import ballots_of, declaration_of, independent_tally
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, DRAFT, OPENING, VOTING, declared, opened, vote

FIRST, SECOND = UUID(int=1), UUID(int=2)


def test_the_last_ballot_of_a_card_counts(cast: Cast) -> None:
    scene = opened(cast)

    receipts = [vote(scene, 0, {"A": 1}), vote(scene, 0, {"B": 1, "C": 1})]

    assert ballots_of(scene.voting) == [{"B": 1, "C": 1}]
    assert len(set(receipts)) == 1


def test_a_code_is_read_however_it_is_typed(cast: Cast) -> None:
    scene = opened(cast)
    typed = scene.codes[0].removeprefix("KS-").lower()

    cast_ballot(scene.voting, f"{typed[:4]} {typed[4:]}", {"A": 1}, FIRST, by=None, at=VOTING)

    assert ballots_of(scene.voting) == [{"A": 1}]


def test_a_sending_that_comes_again_changes_nothing_whatever_it_says(cast: Cast) -> None:
    scene = opened(cast)
    receipt = vote(scene, 0, {"A": 1}, FIRST)
    vote(scene, 0, {"B": 1}, SECOND)

    assert vote(scene, 0, {"A": 1, "B": 1, "C": 1}, FIRST) == receipt
    assert ballots_of(scene.voting) == [{"B": 1}]


def test_the_same_sending_id_of_another_card_is_another_ballot(cast: Cast) -> None:
    scene = opened(cast)

    vote(scene, 0, {"A": 1}, FIRST)
    vote(scene, 1, {"B": 1}, FIRST)

    assert sorted(map(str, ballots_of(scene.voting))) == ["{'A': 1}", "{'B': 1}"]


def test_what_breaks_the_rule_leaves_the_ballot_before_as_it_was(cast: Cast) -> None:
    scene = opened(cast)
    vote(scene, 0, {"A": 1})

    with pytest.raises(TooManyMarks):
        vote(scene, 0, {"A": 1, "B": 1, "C": 1})

    assert ballots_of(scene.voting) == [{"A": 1}]
    assert Sending.objects.count() == 1


def test_an_empty_ballot_is_a_ballot(cast: Cast) -> None:
    scene = opened(cast)

    vote(scene, 0, {})

    assert ballots_of(scene.voting) == [{}]


@pytest.mark.parametrize(
    ("moment", "ends_as"),
    [
        (OPENING - timedelta(seconds=1), "preparing"),
        (CLOSING, "closed"),
        (CLOSING + timedelta(seconds=1), "closed"),
    ],
)
def test_nobody_votes_before_the_opening_or_from_the_closing_second_on(
    cast: Cast, moment: datetime, ends_as: str
) -> None:
    scene = opened(cast)

    with pytest.raises(NotNow, match=ends_as):
        cast_ballot(scene.voting, scene.codes[0], {"A": 1}, uuid4(), by=None, at=moment)

    assert not Ballot.objects.exists()


@pytest.mark.parametrize("moment", [OPENING, CLOSING - timedelta(microseconds=1)])
def test_everybody_with_a_card_votes_from_the_opening_to_the_last_moment(cast: Cast, moment: datetime) -> None:
    scene = opened(cast)

    cast_ballot(scene.voting, scene.codes[0], {"A": 1}, uuid4(), by=None, at=moment)

    assert Ballot.objects.count() == 1


def test_without_a_signed_roll_a_vote_does_not_open(cast: Cast) -> None:
    with pytest.raises(NotNow, match="preparing"):
        cast_ballot(declared(cast), "KS-7KQ2M4RT", {}, uuid4(), by=None, at=VOTING)


def test_a_card_of_another_vote_and_a_wrong_code_are_refused_alike(cast: Cast) -> None:
    scene, other = opened(cast), opened(cast)

    for code in (other.codes[0], "KS-2222222X", "apa saja", ""):
        with pytest.raises(NoSuchCard):
            cast_ballot(scene.voting, code, {"A": 1}, uuid4(), by=None, at=VOTING)

    assert not Ballot.objects.exists()


def test_paper_cancels_the_web_and_the_card_votes_no_more(cast: Cast) -> None:
    scene = opened(cast)
    vote(scene, 0, {"A": 1})

    exchange_card(scene.voting, scene.codes[0], by=cast.officer, at=VOTING)

    assert ballots_of(scene.voting) == []
    with pytest.raises(NoSuchCard):
        vote(scene, 0, {"A": 1})


@pytest.mark.parametrize("who", ["resident", "monitor", "council", "other_officer"])
def test_only_who_keeps_the_roll_exchanges_a_card(cast: Cast, who: str) -> None:
    scene = opened(cast)

    with pytest.raises(PermissionDenied):
        exchange_card(scene.voting, scene.codes[0], by=getattr(cast, who), at=VOTING)


def test_casting_a_ballot_leaves_no_act_and_no_moment(cast: Cast) -> None:
    scene = opened(cast)
    acts = Act.objects.count()

    vote(scene, 0, {"A": 1})

    assert Act.objects.count() == acts
    columns = {field.name for model in (Ballot, BallotMark, Sending) for field in model._meta.local_fields}
    assert columns == {"id", "tenant", "voting", "slot", "ballot", "option", "value", "mark"}


@pytest.mark.parametrize(
    ("kind", "most", "ballots"),
    [
        (BallotKind.APPROVAL, 2, [{"A": 1, "B": 1}, {"A": 1}, {}]),
        (BallotKind.POINTS, 10, [{"A": 7, "B": 3}, {"C": 10}]),
        (BallotKind.RANKING, 3, [{"A": 1, "B": 2, "C": 3}, {"C": 1}, {"B": 1, "A": 2}]),
        (BallotKind.KNAPSACK, 60_000_000, [{"A": 1}, {"B": 1, "C": 1}]),
    ],
)
def test_the_database_adds_up_what_the_count_reads(
    cast: Cast, kind: BallotKind, most: int, ballots: list[Marks]
) -> None:
    scene = opened(cast, draft=replace(DRAFT, kind=kind, most=most))
    for place, marks in enumerate(ballots):
        vote(scene, place, marks)

    election = declaration_of(scene.voting).election(ballots)

    points = {project.id: score for project, score in zip(election.projects, election.scores, strict=True) if score}
    assert independent_tally(scene.voting) == points


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite says in words which columns it looks up")
def test_the_ballot_of_a_card_is_looked_up_and_not_searched_for(cast: Cast) -> None:
    scene = opened(cast)

    assert "slot=?" in Ballot.objects.filter(voting=scene.voting, slot="0" * 64).explain()
