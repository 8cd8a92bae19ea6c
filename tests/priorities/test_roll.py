"""The roll and the cards: who keeps them, who signs, and that no two hands become one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.people.roles import Role
from rembuk.priorities.actions import (
    CardAlreadyHandedOver,
    MoreCardsThanVoters,
    NoSuchCard,
    RollIsSigned,
    RollNotReady,
    declare_voting,
    enter_in_roll,
    hand_over_card,
    make_cards,
    replace_card,
    sign_roll,
)
from rembuk.priorities.models import Ballot, Card, RollEntry, Voting
from rembuk.priorities.queries import voters_by_locality
from tests.cast import MONDAY, Cast, grant
from tests.priorities.scenes import (
    CLOSING,
    DECLARATION,
    DRAFT,
    SIGNING,
    VOTING,
    declared,
    enrolled,
    opened,
    sealed,
    vote,
)


def test_a_vote_is_declared_with_its_seal_in_public(cast: Cast) -> None:
    voting = declared(cast)

    act = Act.objects.get(kind="voting.declared")
    assert act.is_public
    assert DECLARATION.seal in act.facts
    assert voting.seal == DECLARATION.seal


@pytest.mark.parametrize("who", ["resident", "officer", "council", "monitor", "other_head"])
def test_only_the_secretary_or_head_declares_a_vote(cast: Cast, who: str) -> None:
    round_ = sealed(cast)

    with pytest.raises(PermissionDenied):
        declare_voting(round_, DRAFT, by=getattr(cast, who), at=MONDAY)

    assert not Voting.objects.exists()


def test_who_declared_a_vote_does_not_write_its_roll_even_with_both_roles(cast: Cast) -> None:
    grant(cast.secretary, Role.OFFICER, cast.kampung)
    voting = declared(cast)

    with pytest.raises(PermissionDenied):
        enter_in_roll(voting, "Warga", cast.hamlet, by=cast.secretary, at=MONDAY)

    assert not RollEntry.objects.exists()


@pytest.mark.parametrize("who", ["resident", "council", "monitor", "other_officer"])
def test_observers_and_strangers_change_nothing_in_the_roll(cast: Cast, who: str) -> None:
    voting = declared(cast)

    with pytest.raises(PermissionDenied):
        enter_in_roll(voting, "Warga", cast.hamlet, by=getattr(cast, who), at=MONDAY)

    assert not RollEntry.objects.exists()


def test_the_act_about_an_entry_names_nobody(cast: Cast) -> None:
    voting = declared(cast)

    entry = enter_in_roll(voting, "Siti Rahayu", cast.hamlet, by=cast.officer, at=MONDAY)

    act = Act.objects.get(kind="roll.entered")
    assert entry.name == "Siti Rahayu"
    assert act.subject == f"priorities.voting:{voting.pk}"
    assert "Siti" not in act.facts
    assert str(entry.pk) not in act.facts


def test_the_roll_is_signed_after_the_last_day_for_objections_and_then_stays(cast: Cast) -> None:
    voting = declared(cast)
    enrolled(cast, voting, 2)

    with pytest.raises(RollNotReady):
        sign_roll(voting, by=cast.council, at=SIGNING - timedelta(seconds=1))
    sign_roll(voting, by=cast.council, at=SIGNING)

    with pytest.raises(RollIsSigned):
        enter_in_roll(voting, "Warga", cast.hamlet, by=cast.officer, at=SIGNING)
    with pytest.raises(RollIsSigned):
        sign_roll(voting, by=cast.council, at=SIGNING)
    assert Act.objects.filter(kind="roll.signed", facts__contains='"voters":2').count() == 1


def test_an_empty_roll_is_not_signed(cast: Cast) -> None:
    with pytest.raises(RollNotReady):
        sign_roll(declared(cast), by=cast.council, at=SIGNING)


def test_who_wrote_in_the_roll_neither_signs_it_nor_makes_cards_even_with_both_roles(cast: Cast) -> None:
    voting = declared(cast)
    enrolled(cast, voting, 2)
    grant(cast.officer, Role.COUNCIL, cast.kampung)
    grant(cast.officer, Role.MONITOR, cast.kampung)

    with pytest.raises(PermissionDenied):
        sign_roll(voting, by=cast.officer, at=SIGNING)
    sign_roll(voting, by=cast.council, at=SIGNING)
    with pytest.raises(PermissionDenied):
        make_cards(voting, 2, by=cast.officer, at=SIGNING)

    assert not Card.objects.exists()


def test_there_are_never_more_cards_than_voters(cast: Cast) -> None:
    scene = opened(cast, voters=3)

    with pytest.raises(MoreCardsThanVoters):
        make_cards(scene.voting, 1, by=cast.monitor, at=SIGNING)

    assert Card.objects.count() == 3


def test_no_card_is_made_before_the_roll_is_signed(cast: Cast) -> None:
    with pytest.raises(RollNotReady):
        make_cards(declared(cast), 1, by=cast.monitor, at=MONDAY)


def test_the_codes_are_stored_nowhere(cast: Cast) -> None:
    scene = opened(cast, voters=3)

    stored = [*Card.objects.values_list("mark", flat=True), *Act.objects.values_list("facts", flat=True)]
    assert [code for code in scene.codes for text in stored if code in text] == []
    assert len(set(scene.codes)) == 3


def test_a_voter_is_given_one_card(cast: Cast) -> None:
    scene = opened(cast, voters=3)
    entry = RollEntry.objects.filter(voting=scene.voting).order_by("pk")[0]

    hand_over_card(entry, by=cast.officer, at=SIGNING)
    with pytest.raises(CardAlreadyHandedOver):
        hand_over_card(entry, by=cast.officer, at=SIGNING)

    assert voters_by_locality(scene.voting) == {str(cast.hamlet): (3, 1)}


def test_the_witness_who_makes_cards_does_not_hand_them_out(cast: Cast) -> None:
    scene = opened(cast, voters=1)

    with pytest.raises(PermissionDenied):
        hand_over_card(RollEntry.objects.get(), by=cast.monitor, at=SIGNING)

    assert voters_by_locality(scene.voting) == {str(cast.hamlet): (1, 0)}


def test_a_replaced_card_is_void_with_its_ballot_and_the_reason_is_public(cast: Cast) -> None:
    scene = opened(cast, voters=2)
    vote(scene, 0, {"A": 1})

    new = replace_card(scene.voting, scene.codes[0], "Kartu basah", by=cast.monitor, at=VOTING)

    assert not Ballot.objects.exists()
    with pytest.raises(NoSuchCard):
        vote(scene, 0, {"A": 1})
    scene.codes[0] = new
    vote(scene, 0, {"B": 1})
    assert Ballot.objects.count() == 1
    assert "Kartu basah" in Act.objects.get(kind="card.replaced", is_public=True).facts


@pytest.mark.parametrize("who", ["officer", "secretary", "council", "resident"])
def test_only_the_witness_replaces_a_card(cast: Cast, who: str) -> None:
    scene = opened(cast, voters=1)

    with pytest.raises(PermissionDenied):
        replace_card(scene.voting, scene.codes[0], "Hilang", by=getattr(cast, who), at=VOTING)


def test_the_database_refuses_a_signature_before_the_objections_end(cast: Cast) -> None:
    voting = declared(cast)

    with pytest.raises(IntegrityError, match="a_roll_is_signed_after"), transaction.atomic():
        Voting.objects.filter(pk=voting.pk).update(roll_signed_at=MONDAY)


def test_the_database_keeps_the_key_until_the_count_and_not_longer(cast: Cast) -> None:
    voting = declared(cast)

    with pytest.raises(IntegrityError, match="the_key_is_gone"), transaction.atomic():
        Voting.objects.filter(pk=voting.pk).update(counted_at=CLOSING, counted_by=cast.council)
    with pytest.raises(IntegrityError, match="the_key_is_gone"), transaction.atomic():
        Voting.objects.filter(pk=voting.pk).update(kept_key="")
