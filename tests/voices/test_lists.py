from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rembuk.tenancy import in_tenant
from rembuk.voices.actions import (
    answer_need,
    decline_need,
    merge_voice,
    open_need,
    receive_voice,
    reopen_need,
    route_need,
    tidy_voice,
    undo_merge,
)
from rembuk.voices.models import Need
from rembuk.voices.queries import (
    NeedFilter,
    NotACursor,
    days_to_answer,
    latest_answers,
    need_by_code,
    newest_needs,
    reason_mix,
    similar_needs,
    supports_need,
    voice_by_code,
    voice_mix,
    voices_of_identity,
    voices_of_person,
    waiting_voices,
)
from rembuk.voices.states import Channel, Confidentiality, NeedState
from tests.cast import MONDAY, THURSDAY, TUESDAY, TULANG_BAWANG_BARAT, WEDNESDAY, next_door
from tests.voices.scenes import draft_of, opened, received, tidied

EVERYTHING = NeedFilter()


def needs(cast, *titles, at=TUESDAY, **changes):
    made = []
    for number, title in enumerate(titles):
        voice = tidied(cast, f"{title} {number}", title=title, words=title, tidy="", **changes)
        made.append(open_need(voice, title, by=cast.officer, at=at + timedelta(hours=number)))
    return made


def titles(page):
    return [row.title for row in page.rows]


def test_needs_come_newest_first_page_by_page_and_back(cast):
    needs(cast, "Satu", "Dua", "Tiga", "Empat", "Lima")

    first = newest_needs(EVERYTHING, limit=2)
    second = newest_needs(EVERYTHING, first.older, limit=2)
    third = newest_needs(EVERYTHING, second.older, limit=2)
    back = newest_needs(EVERYTHING, third.newer, limit=2)

    assert [titles(page) for page in (first, second, third)] == [["Lima", "Empat"], ["Tiga", "Dua"], ["Satu"]]
    assert (first.newer, third.older) == (None, None)
    assert titles(back) == ["Tiga", "Dua"]
    assert titles(newest_needs(EVERYTHING, back.newer, limit=2)) == ["Lima", "Empat"]


def test_needs_of_the_same_moment_are_neither_lost_nor_shown_twice(cast):
    for name in "abcdef":
        open_need(tidied(cast, name, title=name), name, by=cast.officer, at=TUESDAY)

    page = newest_needs(EVERYTHING, limit=2)
    seen = titles(page)
    while page.older:
        page = newest_needs(EVERYTHING, page.older, limit=2)
        seen += titles(page)

    assert sorted(seen) == list("abcdef")


@pytest.mark.parametrize(
    "cursor", ["x", "o", "o1", "o1-x", "z1-" + "0" * 32, "o" + "9" * 40 + "-" + "0" * 32, "o1-2-3"]
)
def test_a_place_that_no_page_named_is_refused(cast, cursor):
    with pytest.raises(NotACursor):
        newest_needs(EVERYTHING, cursor)


def test_needs_are_filtered_by_place_subject_state_and_level(cast):
    road, lamp = needs(cast, "Jalan", "Lampu")
    Need.objects.filter(pk=lamp.pk).update(subject="electricity")
    route_need(road, "provincial", by=cast.officer, at=WEDNESDAY)
    answer_need(need_by_code(lamp.code), "Dipasang Maret.", by=cast.head, at=WEDNESDAY)

    def listed(**wanted):
        return titles(newest_needs(NeedFilter(**wanted)))

    assert listed(subject="road") == ["Jalan"]
    assert listed(state="answered") == ["Lampu"]
    assert listed(level="province") == ["Jalan"]
    assert listed(region_number=cast.kampung.number) == ["Lampu", "Jalan"]
    assert listed(region_number=cast.kecamatan.number) == ["Lampu", "Jalan"]
    assert listed(region_number=1_800_000_000) == ["Lampu", "Jalan"]
    assert listed(region_number=cast.other_kampung.number) == []


def test_an_emptied_need_is_listed_only_when_asked_for(cast):
    need, voice = opened(cast)
    undo_merge(voice, "Keliru.", by=cast.officer, at=WEDNESDAY)

    assert newest_needs(EVERYTHING).rows == []
    assert [row.code for row in newest_needs(NeedFilter(state=NeedState.EMPTIED)).rows] == [need.code]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_one_query(cast, rows):
    needs(cast, *(f"Jalan {number}" for number in range(rows)))

    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = newest_needs(NeedFilter(search="jalan"))

    assert (len(seen), len(page.rows)) == (1, rows)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("dalan rusak", ["Perbaikan jalan rusak Dusun 3"]),
        ("jln", ["Perbaikan jalan rusak Dusun 3"]),
        ("memperbaiki", ["Perbaikan jalan rusak Dusun 3"]),
        ("dsn III", ["Perbaikan jalan rusak Dusun 3"]),
        ("selokan", ["Siring tersumbat"]),
        ("dalan siring", []),
        ("mana saja yang", []),
        ("'\"*&|!:() OR x", []),
        ("jal", ["Perbaikan jalan rusak Dusun 3"]),
    ],
)
def test_needs_are_found_by_words_as_people_say_them(cast, search, found):
    needs(cast, "Perbaikan jalan rusak Dusun 3", "Siring tersumbat")

    assert titles(newest_needs(NeedFilter(search=search))) == found


def test_the_words_of_a_confidential_voice_find_nothing(cast):
    voice = received(cast, confidentiality=Confidentiality.CONFIDENTIAL)
    tidy_voice(voice, "Bantuan", "Cerita tentang bendungan", "inclusion", by=cast.officer, at=TUESDAY)
    open_need(voice, "Bantuan", by=cast.officer, at=TUESDAY)

    assert newest_needs(NeedFilter(search="bendungan")).rows == []
    assert titles(newest_needs(NeedFilter(search="bantuan"))) == ["Bantuan"]


def test_a_search_stays_inside_the_kabupaten(cast):
    there = next_door()
    with in_tenant(TULANG_BAWANG_BARAT):
        voice = receive_voice(draft_of(there), by=None, at=MONDAY).voice
        tidy_voice(voice, "Jalan sebelah", "", "road", by=there.officer, at=TUESDAY)
        open_need(voice, "Jalan sebelah", by=there.officer, at=TUESDAY)
    needs(cast, "Jalan sini")

    assert titles(newest_needs(NeedFilter(search="jalan"))) == ["Jalan sini"]
    assert [row.title for row in similar_needs("jalan rusak", cast.kampung.number)] == ["Jalan sini"]


def test_similar_needs_are_found_in_other_words_and_other_places_are_not(cast):
    needs(cast, "Perbaikan jalan Dusun 3", "Lampu jalan mati", "Bibit ternak kambing")

    alike = similar_needs("dalan dsn 3 ajur, njaluk didandani", cast.kampung.number)

    assert [row.title for row in alike] == ["Perbaikan jalan Dusun 3"]
    assert similar_needs("dalan dsn 3 ajur", cast.other_kampung.number) == []
    assert similar_needs("  ", cast.kampung.number) == []


def test_the_latest_answers_are_those_in_force(cast):
    road, lamp = needs(cast, "Jalan", "Lampu")
    answer_need(road, "Maret.", by=cast.head, at=WEDNESDAY)
    decline_need(lamp, "KEPENTINGAN_PRIBADI", "Hanya satu rumah.", by=cast.head, at=WEDNESDAY)
    reopen_need(lamp, "Banyak yang minta.", by=cast.head, at=THURSDAY)

    rows = latest_answers(cast.kecamatan.number)

    assert [(row.code, row.sentence, row.role) for row in rows] == [(road.code, "Maret.", "head")]
    assert latest_answers(cast.other_kampung.number) == []


def test_figures_are_what_the_rows_say(cast):
    road, lamp, quiet = needs(cast, "Jalan", "Lampu", "Air")
    receive_voice(draft_of(cast, "paper", channel=Channel.PAPER), by=cast.officer, at=MONDAY)
    answer_need(road, "Maret.", by=cast.head, at=THURSDAY)
    decline_need(lamp, "KEPENTINGAN_PRIBADI", "Satu rumah.", by=cast.head, at=TUESDAY + timedelta(hours=3))

    assert voice_mix().channels == {"paper": 1, "web": 3}
    assert voice_mix(cast.other_kampung.number).channels == {}
    assert days_to_answer(cast.kampung.number) == [0, 2]
    assert reason_mix() == {"KEPENTINGAN_PRIBADI": 1}
    assert quiet.state == NeedState.OPEN


def test_a_voice_is_found_by_its_number_however_it_is_typed(cast):
    _need, voice = opened(cast)

    assert voice_by_code(voice.code.lower().replace("-", " ")) == voice
    assert need_by_code(f"#{_need.code}") == _need


def test_a_sender_finds_the_own_voices(cast):
    first = received(cast, "one", contact=cast.resident_phone)
    received(cast, "two", contact=cast.neighbour_phone)

    assert list(voices_of_identity(cast.resident_phone)) == [first]
    assert list(voices_of_person(cast.resident)) == [first]


def test_who_counts_for_a_need_already_is_known(cast):
    need, _voice = opened(cast, contact=cast.resident_phone)
    merge_voice(tidied(cast, "second"), need, by=cast.officer, at=WEDNESDAY)

    assert (supports_need(cast.resident, need), supports_need(cast.neighbour, need)) == (True, False)


def test_waiting_voices_come_longest_waiting_first(cast):
    late = receive_voice(draft_of(cast, "late"), by=None, at=TUESDAY).voice
    early = receive_voice(draft_of(cast, "early"), by=None, at=MONDAY).voice

    assert list(waiting_voices(cast.kecamatan.number)) == [early, late]
    assert list(waiting_voices(cast.other_kampung.number)) == []
