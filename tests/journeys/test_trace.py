from __future__ import annotations

import pytest

from rembuk.journeys.fates import Fate, count_fates, fate_of, fate_of_need
from rembuk.journeys.trace import StationKind, count_stations, thread_of
from rembuk.voices.actions import (
    answer_need,
    answer_voice,
    decline_need,
    decline_voice,
    forward_need,
    hold_voice,
    merge_voice,
    open_need,
    postpone_need,
    reopen_need,
    route_need,
    split_need,
    undo_merge,
    withdraw_voice,
    withhold_voice,
)
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Voice
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.voices.scenes import opened, received, tidied

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(cast):
    """A voice of every fate, some of them with company."""
    received(cast, "received")
    hold_voice(received(cast, "held"), [HoldReason.SPAM], by=None, at=MONDAY)
    tidied(cast, "tidied")
    opened(cast, "open", title="Open")
    forwarded, _ = opened(cast, "forwarded", title="Forwarded")
    route_need(forwarded, "provincial", by=cast.officer, at=TUESDAY)
    forward_need(forwarded, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=TUESDAY)
    merge_voice(tidied(cast, "with it"), forwarded, by=cast.officer, at=WEDNESDAY)
    postponed, _ = opened(cast, "postponed", title="Postponed")
    postpone_need(postponed, "PAGU_TIDAK_CUKUP", "Nanti.", by=cast.head, at=TUESDAY)
    declined, _ = opened(cast, "declined", title="Declined")
    decline_need(declined, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=TUESDAY)
    decline_voice(tidied(cast, "declined alone"), "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=TUESDAY)
    answered, _ = opened(cast, "answered", title="Answered")
    answer_need(answered, "Ya.", by=cast.head, at=TUESDAY)
    answer_voice(tidied(cast, "answered alone"), "Ya.", by=cast.head, at=TUESDAY)
    withhold_voice(received(cast, "withheld"), "IKLAN", "Ini iklan.", by=cast.moderator, at=TUESDAY)
    withdraw_voice(received(cast, "withdrawn", contact=cast.resident_phone), by=cast.resident, at=TUESDAY)
    return cast


def test_every_voice_has_one_fate_and_the_sum_is_the_number_of_voices(one_of_each):
    counts = count_fates()

    assert counts == {
        Fate.HEARD: 3,
        Fate.CONSIDERED: 1,
        Fate.FORWARDED: 2,
        Fate.POSTPONED: 1,
        Fate.PLANNED: 0,
        Fate.BUILDING: 0,
        Fate.BUILT: 0,
        Fate.DECLINED: 2,
        Fate.ANSWERED: 2,
        Fate.WITHHELD: 1,
        Fate.WITHDRAWN: 1,
    }
    assert sum(counts.values()) == Voice.objects.count()


def test_counting_and_asking_one_by_one_agree(one_of_each):
    one_by_one = [fate_of(voice) for voice in Voice.objects.select_related("need")]

    assert {fate: one_by_one.count(fate) for fate in Fate} == count_fates()


def test_fates_are_counted_by_region(one_of_each):
    assert count_fates(one_of_each.kecamatan.number) == count_fates()
    assert sum(count_fates(one_of_each.other_kampung.number).values()) == 0


def test_stations_count_voices_and_the_needs_that_hold_some(one_of_each):
    before = count_stations(one_of_each.kampung.number)
    undo_merge(Voice.objects.get(title="Open"), "Keliru.", by=one_of_each.officer, at=WEDNESDAY)

    after = count_stations(one_of_each.kampung.number)

    assert before == {"voices": 13, "needs": 5, "plans": 0}
    assert after == {"voices": 13, "needs": 4, "plans": 0}


def test_an_emptied_need_is_nobodys_fate(cast):
    need, voice = opened(cast)
    considered = fate_of_need(need)
    undo_merge(voice, "Keliru.", by=cast.officer, at=WEDNESDAY)
    need.refresh_from_db()

    assert (considered, fate_of_need(need), fate_of(voice)) == (Fate.CONSIDERED, None, Fate.HEARD)


def test_the_thread_tells_what_happened_when_and_in_which_role(cast):
    need, voice = opened(cast)
    route_need(need, "provincial", by=cast.secretary, at=WEDNESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Ini jalan provinsi.", by=cast.secretary, at=WEDNESDAY)
    answer_need(need, "Masuk rencana 2028.", by=cast.camat, at=THURSDAY)

    thread = thread_of(voice)

    assert [(one.kind, one.at, one.role) for one in thread] == [
        (StationKind.RECEIVED, MONDAY, ""),
        (StationKind.TIDIED, TUESDAY, "officer"),
        (StationKind.JOINED, TUESDAY, "officer"),
        (StationKind.NEED_ROUTED, WEDNESDAY, "secretary"),
        (StationKind.NEED_FORWARDED, WEDNESDAY, "secretary"),
        (StationKind.NEED_ANSWERED, THURSDAY, "subdistrict_head"),
    ]
    assert (thread[4].text, thread[4].reason_code, thread[4].agency) == (
        "Ini jalan provinsi.",
        "BUKAN_KEWENANGAN",
        "dinas jalan provinsi",
    )
    assert (thread[2].target, thread[5].target) == (need.code, need.code)


def test_a_voice_that_joins_a_need_later_shares_what_the_need_has_behind_it(cast):
    need, _first = opened(cast, "first")
    route_need(need, "provincial", by=cast.secretary, at=TUESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Ini jalan provinsi.", by=cast.secretary, at=TUESDAY)
    late = tidied(cast, "late")
    merge_voice(late, need, by=cast.officer, at=WEDNESDAY)

    thread = thread_of(late)

    assert [(one.kind, one.at) for one in thread][-3:] == [
        (StationKind.JOINED, WEDNESDAY),
        (StationKind.NEED_ROUTED, TUESDAY),
        (StationKind.NEED_FORWARDED, TUESDAY),
    ]
    assert (thread[-1].text, thread[-1].agency) == ("Ini jalan provinsi.", "dinas jalan provinsi")


def test_every_answer_that_a_voice_has_is_told_on_its_way(one_of_each):
    telling = {
        Fate.FORWARDED: {StationKind.NEED_FORWARDED},
        Fate.POSTPONED: {StationKind.NEED_POSTPONED},
        Fate.DECLINED: {StationKind.NEED_DECLINED, StationKind.DECLINED},
        Fate.ANSWERED: {StationKind.NEED_ANSWERED, StationKind.ANSWERED},
        Fate.WITHHELD: {StationKind.WITHHELD},
    }
    for voice in Voice.objects.select_related("need"):
        fate = fate_of(voice)
        assert fate not in telling or thread_of(voice)[-1].kind in telling[fate], (voice.words, fate)


def test_a_voice_that_left_a_need_again_tells_nothing_of_it_from_before_or_after(cast):
    need, first = opened(cast, "first")
    postpone_need(need, "PAGU_TIDAK_CUKUP", "Nanti.", by=cast.head, at=TUESDAY)
    reopen_need(need, "Ada dana.", by=cast.head, at=TUESDAY)
    late = tidied(cast, "late")
    merge_voice(late, need, by=cast.officer, at=WEDNESDAY)
    undo_merge(late, "Hal lain.", by=cast.officer, at=THURSDAY)
    answer_need(need, "Ya.", by=cast.head, at=THURSDAY)

    assert [one.kind for one in thread_of(late)][-2:] == [StationKind.JOINED, StationKind.PARTED]
    assert thread_of(first)[-1].kind == StationKind.NEED_ANSWERED


def test_a_split_leads_the_thread_to_the_new_need(cast):
    need, _first = opened(cast, "first")
    second = tidied(cast, "second")
    merge_voice(second, need, by=cast.officer, at=WEDNESDAY)
    new = split_need(need, [second], "Jembatan", "Jembatan itu hal lain.", by=cast.officer, at=THURSDAY)
    answer_need(new, "Ya.", by=cast.head, at=THURSDAY)

    joined = [one.target for one in thread_of(second) if one.kind == StationKind.JOINED]

    assert joined == [need.code, new.code]
    assert thread_of(second)[-1].target == new.code


def test_the_thread_names_nobody(one_of_each):
    logins = [person.login for person in one_of_each.staff.values()]
    told = str([thread_of(voice) for voice in Voice.objects.all()])

    assert [login for login in logins if login in told] == []
    assert str(one_of_each.resident.pk) not in told


@pytest.mark.parametrize("voices", [1, 3])
def test_a_thread_takes_two_queries(cast, voices, django_assert_num_queries):
    need, first = opened(cast, "first")
    for number in range(voices):
        merge_voice(tidied(cast, str(number)), need, by=cast.officer, at=WEDNESDAY)
    again = tidied(cast, "again")
    open_need(again, "Lain", by=cast.officer, at=WEDNESDAY)

    with django_assert_num_queries(2):
        thread_of(first)
