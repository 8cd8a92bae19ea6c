"""A vote ends later only if one asks in public and somebody else grants it before the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.priorities.actions import NoExtension, NotNow, ask_extension, cast_ballot, count_voting, grant_extension
from rembuk.priorities.models import Ballot, Extension, Voting
from rembuk.priorities.queries import extensions_of
from rembuk.priorities.sealing import insist_as_sealed
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, RESULT, VOTING, Scene, declared, opened, vote

LATER = CLOSING + timedelta(days=1)
WHY = "Jalan ke dua dusun banjir."
MOMENT = timedelta(microseconds=1)


def asked(cast: Cast, scene: Scene, closes_at: datetime = LATER) -> Extension:
    return ask_extension(scene.voting, closes_at, WHY, by=cast.secretary, at=VOTING)


def closing_of(scene: Scene) -> datetime:
    return Voting.objects.get(pk=scene.voting.pk).closes_at


def test_what_two_people_want_lets_everybody_vote_until_the_new_end(cast: Cast) -> None:
    scene = opened(cast)

    grant_extension(asked(cast, scene), by=cast.council, at=CLOSING - MOMENT)

    put_off = Voting.objects.get(pk=scene.voting.pk)
    cast_ballot(put_off, scene.codes[0], {"A": 1}, uuid4(), by=None, at=LATER - MOMENT)
    with pytest.raises(NotNow, match="closed"):
        cast_ballot(put_off, scene.codes[1], {"A": 1}, uuid4(), by=None, at=LATER)
    assert Ballot.objects.count() == 1
    insist_as_sealed(put_off.round)


def test_both_steps_are_public_acts_with_the_reason(cast: Cast) -> None:
    scene = opened(cast)

    grant_extension(asked(cast, scene), by=cast.council, at=VOTING)

    steps = Act.objects.filter(kind__startswith="voting.exten").order_by("pk")
    assert [(act.kind, act.is_public, act.by.split(":")[1]) for act in steps] == [
        ("voting.extension_asked", True, str(cast.secretary.pk)),
        ("voting.extended", True, str(cast.council.pk)),
    ]
    assert all(WHY in act.facts and LATER.isoformat() in act.facts for act in steps)


def test_asking_alone_changes_nothing(cast: Cast) -> None:
    scene = opened(cast)

    asked(cast, scene)

    assert closing_of(scene) == CLOSING
    assert [one.granted_at for one in extensions_of(scene.voting)] == [None]


def test_who_asked_does_not_grant_even_with_the_role(cast: Cast) -> None:
    scene = opened(cast)
    own = ask_extension(scene.voting, LATER, WHY, by=cast.council, at=VOTING)

    with pytest.raises(PermissionDenied):
        grant_extension(own, by=cast.council, at=VOTING)
    grant_extension(own, by=cast.camat, at=VOTING)

    assert closing_of(scene) == LATER


def test_the_database_refuses_one_person_on_both_sides(cast: Cast) -> None:
    extension = asked(cast, opened(cast))

    for by in (cast.secretary, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.filter(pk=extension.pk).update(granted_by=by, granted_at=VOTING)


@pytest.mark.parametrize("who", ["resident", "officer", "monitor", "other_head", "camat"])
def test_only_who_may_declare_a_vote_or_its_council_asks(cast: Cast, who: str) -> None:
    scene = opened(cast)

    with pytest.raises(PermissionDenied):
        ask_extension(scene.voting, LATER, WHY, by=getattr(cast, who), at=VOTING)


@pytest.mark.parametrize("who", ["resident", "officer", "head", "monitor", "facilitator", "other_head"])
def test_only_the_council_or_the_camat_grants(cast: Cast, who: str) -> None:
    extension = asked(cast, opened(cast))

    with pytest.raises(PermissionDenied):
        grant_extension(extension, by=getattr(cast, who), at=VOTING)


@pytest.mark.parametrize("closes_at", [CLOSING - MOMENT, CLOSING, RESULT + MOMENT])
def test_no_time_is_taken_away_and_the_result_is_not_late(cast: Cast, closes_at: datetime) -> None:
    scene = opened(cast)

    with pytest.raises(NoExtension):
        asked(cast, scene, closes_at)

    assert not Extension.objects.exists()


def test_after_the_end_nobody_asks_or_grants_any_more(cast: Cast) -> None:
    scene = opened(cast)
    extension = asked(cast, scene)

    with pytest.raises(NotNow):
        grant_extension(extension, by=cast.council, at=CLOSING)
    with pytest.raises(NotNow):
        ask_extension(scene.voting, LATER, WHY, by=cast.secretary, at=CLOSING)

    assert closing_of(scene) == CLOSING


def test_a_vote_that_never_opened_is_not_saved_after_its_end(cast: Cast) -> None:
    with pytest.raises(NoExtension):
        ask_extension(declared(cast), LATER, WHY, by=cast.secretary, at=CLOSING)


def test_it_is_granted_once_and_only_about_the_end_as_it_is_now(cast: Cast) -> None:
    scene = opened(cast)
    first, second = asked(cast, scene), asked(cast, scene, LATER + timedelta(hours=1))
    grant_extension(first, by=cast.council, at=VOTING)

    with pytest.raises(PermissionDenied):
        grant_extension(first, by=cast.camat, at=VOTING)
    with pytest.raises(NoExtension):
        grant_extension(second, by=cast.council, at=VOTING)

    assert closing_of(scene) == LATER


def test_nobody_counts_before_the_new_end(cast: Cast) -> None:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"A": 1})
    grant_extension(asked(cast, scene), by=cast.council, at=VOTING)

    with pytest.raises(PermissionDenied):
        count_voting(scene.voting, by=cast.council, at=LATER - MOMENT)

    assert "A" in count_voting(scene.voting, by=cast.council, at=LATER).winners
