"""The count: after the end, by the seal, twice, and then nothing leads back to a card."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rembuk.journal.models import Act
from rembuk.priorities.actions import count_voting
from rembuk.priorities.counting import SealBroken, TalliesDiffer
from rembuk.priorities.models import Ballot, Card, Receipt, RoundOption, Sending, Voting
from rembuk.priorities.queries import ballots_of, independent_tally, receipts_counted
from rembuk.priorities.secrecy import TooFewBallots
from tests.cast import LAMPUNG_TENGAH, Cast
from tests.priorities.scenes import CLOSING, Scene, opened, vote


def voted(cast: Cast, voters: int = 12) -> tuple[Scene, list[str]]:
    scene = opened(cast)
    wishes = [{"A": 1}, {"B": 1, "C": 1}, {"B": 1}]
    return scene, [vote(scene, place, wishes[place % 3]) for place in range(voters)]


def test_the_count_says_who_won_and_who_waits(cast: Cast) -> None:
    scene, _ = voted(cast)

    result = count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert (set(result.winners), result.reserve, result.left_rupiah) == ({"B", "C"}, ("A",), 10_000_000)
    act = Act.objects.get(kind="voting.counted", is_public=True)
    assert '"ballots":12' in act.facts
    assert scene.voting.seal in act.facts


def test_each_receipt_is_found_and_says_nothing_of_a_ballot(cast: Cast) -> None:
    scene, receipts = voted(cast)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert [text for text in receipts if not receipts_counted(scene.voting, text)[1]] == []
    assert receipts_counted(scene.voting, "0000-0000-0000-0000") == (len(receipts), False)
    assert {field.name for field in Receipt._meta.local_fields} == {"id", "tenant", "voting", "text"}


def test_after_the_count_slots_sendings_and_the_key_are_gone_and_ids_are_new(cast: Cast) -> None:
    scene, _ = voted(cast)
    before, tally = set(Ballot.objects.values_list("pk", flat=True)), independent_tally(scene.voting)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert set(Ballot.objects.values_list("slot", flat=True)) == {""}
    assert not before & set(Ballot.objects.values_list("pk", flat=True))
    assert not Sending.objects.exists()
    assert Voting.objects.get().kept_key == ""
    assert independent_tally(scene.voting) == tally
    assert len(ballots_of(scene.voting)) == 12


def test_the_ballots_stand_in_the_table_in_another_order_than_they_were_cast(cast: Cast) -> None:
    scene = opened(cast, voters=40)
    cast_in_order = [{"A": 1} if place < 20 else {"B": 1} for place in range(40)]
    for place, marks in enumerate(cast_in_order):
        vote(scene, place, marks)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    options = dict(RoundOption.objects.values_list("pk", "key"))
    rows_in_order = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT option_id FROM priorities_ballotmark WHERE tenant = %s ORDER BY {rows_in_order}", [LAMPUNG_TENGAH]
        )
        stored = [options[UUID(str(option))] for (option,) in cursor.fetchall()]
    # Forty ballots in the order they were cast again would be one chance in 137 thousand million.
    assert sorted(stored) == ["A"] * 20 + ["B"] * 20
    assert stored != ["A"] * 20 + ["B"] * 20


def test_nobody_counts_before_the_end(cast: Cast) -> None:
    scene, _ = voted(cast)

    with pytest.raises(PermissionDenied):
        count_voting(scene.voting, by=cast.council, at=CLOSING - timedelta(microseconds=1))

    assert Voting.objects.get().counted_at is None


@pytest.mark.parametrize("who", ["resident", "officer", "monitor", "other_head"])
def test_strangers_and_observers_do_not_count(cast: Cast, who: str) -> None:
    scene, _ = voted(cast)

    with pytest.raises(PermissionDenied):
        count_voting(scene.voting, by=getattr(cast, who), at=CLOSING)


def test_ballots_are_counted_once(cast: Cast) -> None:
    scene, _ = voted(cast)
    count_voting(scene.voting, by=cast.council, at=CLOSING)

    with pytest.raises(PermissionDenied):
        count_voting(scene.voting, by=cast.council, at=CLOSING)


def test_nine_ballots_stay_secret_and_nothing_changes(cast: Cast) -> None:
    scene, _ = voted(cast, voters=9)

    with pytest.raises(TooFewBallots):
        count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert Voting.objects.get().kept_key != ""
    assert Ballot.objects.exclude(slot="").count() == 9


def test_a_cost_changed_behind_the_seal_stops_the_count(cast: Cast) -> None:
    scene, _ = voted(cast)
    RoundOption.objects.filter(key="A").update(cost_rupiah=1)

    with pytest.raises(SealBroken):
        count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert not Receipt.objects.exists()


def test_a_second_tally_that_differs_stops_the_count(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, _ = voted(cast)
    monkeypatch.setattr("rembuk.priorities.actions.closing.independent_tally", lambda voting: {"A": voting.most})

    with pytest.raises(TalliesDiffer):
        count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert Ballot.objects.exclude(slot="").count() == 12


def test_cards_stay_so_that_everybody_can_count_them(cast: Cast) -> None:
    scene, _ = voted(cast)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert Card.objects.count() == 12
