from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from rembuk.people.clocks import clear_used_up
from rembuk.people.limits import clear_old_counts, count_up, is_full, start_over, times_counted, window_ends
from rembuk.people.models import Count, OneTimeCode
from rembuk.tenancy import in_tenant
from tests.cast import MONDAY, TULANG_BAWANG_BARAT, make_phone, make_resident

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_counting_ends_at_the_limit_and_begins_anew_with_the_window():
    counted = [count_up("a", at=MONDAY, window=HOUR, limit=2) for _ in range(3)]
    later = count_up("a", at=MONDAY + HOUR, window=HOUR, limit=2)

    assert (counted, later) == ([True, True, False], True)


def test_counting_tells_how_often_it_was_until_the_window_is_full():
    counted = [times_counted("a", at=MONDAY, window=HOUR, limit=2) for _ in range(3)]

    assert counted == [1, 2, None]


def test_keys_and_kabupaten_are_counted_apart():
    count_up("a", at=MONDAY, window=HOUR, limit=1)

    assert count_up("b", at=MONDAY, window=HOUR, limit=1)
    with in_tenant(TULANG_BAWANG_BARAT):
        assert count_up("a", at=MONDAY, window=HOUR, limit=1)


def test_a_limit_of_nothing_lets_nothing_through():
    assert not count_up("a", at=MONDAY, window=HOUR, limit=0)
    assert not Count.objects.exists()


def test_asking_counts_nothing_and_the_right_answer_starts_over():
    count_up("a", at=MONDAY, window=HOUR, limit=1)

    assert is_full("a", at=MONDAY, window=HOUR, limit=1)
    assert not is_full("a", at=MONDAY + HOUR, window=HOUR, limit=1)
    start_over("a")
    assert not is_full("a", at=MONDAY, window=HOUR, limit=1)


def test_a_window_says_when_it_ends():
    assert window_ends(MONDAY + timedelta(minutes=10), HOUR) == MONDAY + HOUR


def test_old_counts_are_cleared_and_fresh_ones_kept():
    count_up("old", at=MONDAY - timedelta(days=3), window=HOUR, limit=1)
    count_up("fresh", at=MONDAY, window=HOUR, limit=1)

    assert clear_old_counts(at=MONDAY) == 1
    assert [count.key for count in Count.objects.all()] == ["fresh"]


def test_used_up_codes_go_with_the_counts():
    phone = make_phone("+6281200000001")
    for days in (3, 0):
        sent = MONDAY - timedelta(days=days)
        OneTimeCode.objects.create(identity=phone, code_hash="x", sent_at=sent, expires_at=sent + HOUR)

    assert clear_used_up(at=MONDAY) == 1
    assert OneTimeCode.objects.get().sent_at == MONDAY


def test_ended_signins_go_with_their_notes_and_open_ones_stay():
    person = make_resident()
    for name, opened in (("ended", MONDAY - timedelta(hours=13)), ("open", MONDAY - HOUR), ("new", MONDAY)):
        if name != "new":
            Session.objects.create(session_key=name, expire_date=opened + timedelta(hours=12))
        UserSession.objects.create(user=person, session_key=name, ip="10.0.0.0", created_at=opened)

    assert clear_used_up(at=MONDAY) == 2
    assert [session.session_key for session in Session.objects.all()] == ["open"]
    assert {noted.session_key for noted in UserSession.objects.all()} == {"open", "new"}


def test_a_window_is_counted_once():
    Count.objects.create(key="a", window_at=MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Count.objects.create(key="a", window_at=MONDAY)
