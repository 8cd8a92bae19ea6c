"""Several people at once, each with a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.tenancy import in_tenant
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import (
    KeyUsedTwice,
    answer_need,
    decline_need,
    merge_voice,
    receive_voice,
    support_need,
    undo_merge,
)
from rembuk.voices.models import Answer, Need, Support, Voice
from tests.cast import LAMPUNG_TENGAH, MONDAY, TUESDAY, WEDNESDAY, Cast, make_phone, make_resident, play
from tests.committing import copied_database, together
from tests.voices.scenes import draft_of, opened, tidied

MEANWHILE = (KeyUsedTwice, MoveNotAllowed, MovedMeanwhile)


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Stand in for pytest-django's, which would empty all tables afterwards."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def cast(transactional_db) -> Cast:
    with in_tenant(LAMPUNG_TENGAH):
        return play()


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    return together(LAMPUNG_TENGAH, MEANWHILE, *deeds)


def test_the_same_key_at_once_gives_one_voice_and_one_number(cast):
    with in_tenant(LAMPUNG_TENGAH):
        draft = draft_of(cast)

    receipts = at_once(*[lambda: receive_voice(draft, by=None, at=MONDAY)] * 6)

    with in_tenant(LAMPUNG_TENGAH):
        voice = Voice.objects.get()
        assert Act.objects.filter(kind="voice.received").count() == 1
    assert {(receipt.voice.pk, receipt.voice.code) for receipt in receipts} == {(voice.pk, voice.code)}
    assert len({receipt.secret for receipt in receipts}) == 1
    assert sorted(receipt.replayed for receipt in receipts) == [False, True, True, True, True, True]


def test_two_requests_under_one_key_at_once_give_one_voice_and_one_refusal(cast):
    with in_tenant(LAMPUNG_TENGAH):
        here, there = draft_of(cast), draft_of(cast, words="Yang lain")

    results = at_once(lambda: receive_voice(here, by=None, at=MONDAY), lambda: receive_voice(there, by=None, at=MONDAY))

    with in_tenant(LAMPUNG_TENGAH):
        assert Voice.objects.count() == 1
    assert sorted(isinstance(result, KeyUsedTwice) for result in results) == [False, True]


def test_voices_joined_and_parted_at_once_are_all_counted(cast):
    with in_tenant(LAMPUNG_TENGAH):
        need, first = opened(cast)
        others = [tidied(cast, f"voice {number}") for number in range(4)]

    def join(voice: Voice) -> Callable[[], None]:
        return lambda: merge_voice(voice, Need.objects.get(pk=need.pk), by=cast.officer, at=WEDNESDAY)

    at_once(*map(join, others), lambda: undo_merge(first, "Hal lain.", by=cast.officer, at=WEDNESDAY))

    with in_tenant(LAMPUNG_TENGAH):
        assert Voice.objects.filter(need=need).count() == 4
        assert Need.objects.get().voice_count == 4


def test_supporters_at_once_are_all_counted_and_each_once(cast):
    with in_tenant(LAMPUNG_TENGAH):
        need, _voice = opened(cast)
    residents = [make_resident() for _number in range(3)]
    phones = [make_phone(f"+62812000010{number}", person) for number, person in enumerate(residents)]

    def support(number: int) -> Callable[[], Support]:
        return lambda: support_need(Need.objects.get(pk=need.pk), phones[number], by=residents[number], at=TUESDAY)

    at_once(*[support(number) for number in (0, 1, 2, 0, 1, 2)])

    with in_tenant(LAMPUNG_TENGAH):
        assert (Support.objects.count(), Need.objects.get().support_count) == (3, 3)


def test_two_decisions_at_once_leave_one_in_force(cast):
    with in_tenant(LAMPUNG_TENGAH):
        need, _voice = opened(cast)

    def fresh() -> Need:
        return Need.objects.select_related("programme", "region").get(pk=need.pk)

    results = at_once(
        lambda: answer_need(fresh(), "Ya.", by=cast.head, at=WEDNESDAY),
        lambda: decline_need(fresh(), "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY),
    )

    with in_tenant(LAMPUNG_TENGAH):
        kept = Answer.objects.get()
        stored = Need.objects.get()
    assert (stored.answer_id, stored.state) == (kept.pk, kept.kind)
    assert sum(isinstance(result, Answer) for result in results) == 1
