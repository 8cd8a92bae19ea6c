from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.actions import (
    TooManyVouchings,
    annul_vouching,
    contest_vouching,
    uphold_vouching,
    vouch_first,
    vouch_second,
    vouchings,
)
from rembuk.people.actions.vouchings import AlreadyVouched
from rembuk.people.models import Vouching
from rembuk.people.permissions import may_contest, may_settle, may_vouch
from rembuk.people.queries import is_verified_resident, vouchings_of, waiting_vouchings
from rembuk.people.roles import Role
from rembuk.people.states import VouchingState
from tests.cast import MONDAY, make_staff

pytestmark = pytest.mark.django_db

SIGHT = Vouching.Method.SIGHT


@pytest.fixture
def waiting(cast):
    return vouch_first(cast.resident, cast.kampung, SIGHT, by=cast.officer, at=MONDAY)


@pytest.fixture
def confirmed(cast, waiting):
    vouch_second(waiting, by=cast.council, at=MONDAY)
    return waiting


def test_two_people_confirm_who_lives_in_a_kampung(cast, waiting):
    before = is_verified_resident(cast.resident, cast.kampung.number)

    vouch_second(waiting, by=cast.council, at=MONDAY)

    assert (before, is_verified_resident(cast.resident, cast.kampung.number)) == (False, True)
    assert not is_verified_resident(cast.resident, cast.other_kampung.number)
    assert [act.kind for act in acts_on(waiting)] == ["vouching.started", "vouching.confirmed"]


def test_nobody_gives_both_words(cast, waiting):
    with pytest.raises(PermissionDenied):
        vouch_second(waiting, by=cast.officer, at=MONDAY)

    assert not is_verified_resident(cast.resident, cast.kampung.number)


@pytest.mark.parametrize("who", ["resident", "neighbour", "camat", "monitor", "administrator", "other_officer"])
def test_only_those_of_the_village_who_know_it_vouch(cast, waiting, who):
    person = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        vouch_first(cast.neighbour, cast.kampung, SIGHT, by=person, at=MONDAY)
    with pytest.raises(PermissionDenied):
        vouch_second(waiting, by=person, at=MONDAY)
    assert not may_vouch(person, cast.kampung.number, at=MONDAY)


def test_nobody_vouches_for_themselves(cast):
    with pytest.raises(PermissionDenied):
        vouch_first(cast.officer, cast.kampung, SIGHT, by=cast.officer, at=MONDAY)


def test_a_resident_is_vouched_for_once(cast, waiting):
    with pytest.raises(AlreadyVouched):
        vouch_first(cast.resident, cast.kampung, SIGHT, by=cast.council, at=MONDAY)


def test_one_person_confirms_no_more_than_one_can_know_in_a_year(cast, waiting, monkeypatch):
    monkeypatch.setattr(vouchings, "MOST_IN_A_YEAR", 1)

    with pytest.raises(TooManyVouchings):
        vouch_first(cast.neighbour, cast.kampung, SIGHT, by=cast.officer, at=MONDAY)
    vouch_first(cast.neighbour, cast.kampung, SIGHT, by=cast.officer, at=MONDAY + timedelta(days=366))

    assert Vouching.objects.count() == 2


def test_a_contested_confirmation_does_not_count_until_it_is_settled(cast, confirmed):
    contest_vouching(confirmed, "Sudah pindah ke Metro.", by=cast.facilitator, at=MONDAY)
    meanwhile = is_verified_resident(cast.resident, cast.kampung.number)

    uphold_vouching(confirmed, "Masih tinggal di sini.", by=cast.administrator, at=MONDAY)

    assert (meanwhile, is_verified_resident(cast.resident, cast.kampung.number)) == (False, True)


def test_an_upheld_first_word_goes_on_waiting_for_the_second(cast, waiting):
    contest_vouching(waiting, "Saya tidak kenal.", by=cast.council, at=MONDAY)
    uphold_vouching(waiting, "RT kenal.", by=cast.administrator, at=MONDAY)

    assert waiting.state == VouchingState.WAITING


def test_an_annulled_confirmation_makes_room_for_a_new_one(cast, confirmed):
    contest_vouching(confirmed, "Sudah pindah.", by=cast.facilitator, at=MONDAY)
    annul_vouching(confirmed, "Benar sudah pindah.", by=cast.administrator, at=MONDAY)

    vouch_first(cast.resident, cast.kampung, SIGHT, by=cast.facilitator, at=MONDAY)

    assert not is_verified_resident(cast.resident, cast.kampung.number)
    assert [one.state for one in vouchings_of(cast.resident)].count("annulled") == 1


def test_the_person_concerned_and_staff_of_the_place_contest_and_nobody_else(cast, waiting):
    assert may_contest(cast.resident, waiting, at=MONDAY)
    assert may_contest(cast.monitor, waiting, at=MONDAY)
    for person in (None, cast.neighbour, cast.other_officer):
        with pytest.raises(PermissionDenied):
            contest_vouching(waiting, "Tidak benar.", by=person, at=MONDAY)


def test_whoever_took_part_settles_nothing(cast, waiting):
    contest_vouching(waiting, "Saya ragu.", by=cast.administrator, at=MONDAY)

    for person in (cast.administrator, cast.officer, cast.camat, None):
        assert not may_settle(person, waiting, at=MONDAY)
        with pytest.raises(PermissionDenied):
            uphold_vouching(waiting, "Ya.", by=person, at=MONDAY)
        with pytest.raises(PermissionDenied):
            annul_vouching(waiting, "Tidak.", by=person, at=MONDAY)

    second = make_staff("admin-lain", Role.ADMINISTRATOR, cast.kecamatan)
    assert may_settle(second, waiting, at=MONDAY)


def test_a_doubt_and_its_settlement_need_a_reason_without_numbers(cast, waiting):
    with pytest.raises(ValueError, match="reason"):
        contest_vouching(waiting, "   ", by=cast.council, at=MONDAY)

    contest_vouching(waiting, "Orangnya 0812-3456-7890.", by=cast.council, at=MONDAY)

    waiting.refresh_from_db()
    assert "3456" not in waiting.contested_why


def test_what_is_confirmed_is_not_confirmed_again(cast, confirmed):
    with pytest.raises(MoveNotAllowed):
        vouch_second(confirmed, by=cast.facilitator, at=MONDAY)


def test_the_list_of_the_waiting_holds_those_of_the_region_oldest_first(cast, waiting):
    later = vouch_first(cast.neighbour, cast.kampung, SIGHT, by=cast.head, at=MONDAY + timedelta(hours=1))

    assert list(waiting_vouchings([cast.kecamatan])) == [waiting, later]
    assert list(waiting_vouchings([cast.other_kampung])) == []
    assert list(waiting_vouchings([])) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"second_by": "officer", "second_at": MONDAY}, "two_different_people_vouch"),
        ({"first_by": "resident"}, "nobody_vouches_for_themselves"),
        ({"second_by": "council"}, "a_second_word_has_a_time"),
        ({"state": "confirmed"}, "nobody_is_confirmed_by_one_word"),
        ({"state": "contested"}, "a_vouching_is_contested_for_a_reason"),
        ({"state": "annulled"}, "a_vouching_is_annulled_for_a_reason"),
    ],
)
def test_the_database_keeps_what_a_vouching_promises(cast, waiting, change, name):
    facts = {key: getattr(cast, value) if key.endswith("_by") else value for key, value in change.items()}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Vouching.objects.filter(pk=waiting.pk).update(**facts)


def test_the_database_keeps_one_vouching_for_a_resident(cast, waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vouching.objects.create(
            person=cast.resident, region=cast.kampung, method="word", first_by=cast.head, first_at=MONDAY
        )
