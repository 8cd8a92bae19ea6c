from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.codes import is_code
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.roles import Role
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import (
    BadWords,
    CannotJoin,
    decline_need,
    describe_need,
    merge_voice,
    open_need,
    split_need,
    support_need,
    undo_merge,
)
from rembuk.voices.models import Merge, Need, Support, Voice
from rembuk.voices.states import NeedState, VoiceState
from tests.cast import TUESDAY, WEDNESDAY, grant, make_staff
from tests.voices.scenes import last_act, opened, received, tidied


def test_a_need_opens_with_its_first_voice(cast):
    need, voice = opened(cast, locality=cast.hamlet)

    stored = Need.objects.get()
    assert need.code.startswith("KB-")
    assert is_code(need.code)
    assert (stored.state, stored.voice_count, stored.subject, stored.locality) == ("open", 1, "road", cast.hamlet)
    assert (Voice.objects.get().need, Voice.objects.get().state) == (need, VoiceState.MERGED)
    assert facts_of(acts_on(need).get()) == {
        "code": need.code,
        "role": "officer",
        "title": "Perbaikan jalan Dusun 3",
        "voice": voice.code,
    }


@pytest.mark.parametrize("who", ["head", "secretary", "moderator", "monitor", "other_officer", "resident"])
def test_others_neither_open_nor_describe_nor_join_nor_part_nor_split(cast, who):
    person = getattr(cast, who)
    need, joined = opened(cast, "joined")
    second, waiting = tidied(cast, "second"), tidied(cast, "waiting")
    merge_voice(second, need, by=cast.officer, at=TUESDAY)
    acts = Act.objects.count()

    for attempt in (
        lambda: open_need(waiting, "Judul", by=person, at=WEDNESDAY),
        lambda: describe_need(need, "Judul lain", by=person, at=WEDNESDAY),
        lambda: merge_voice(waiting, need, by=person, at=WEDNESDAY),
        lambda: undo_merge(joined, "Bukan ini.", by=person, at=WEDNESDAY),
        lambda: split_need(need, [second], "Lain", "Dua hal.", by=person, at=WEDNESDAY),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert (Act.objects.count(), Need.objects.count()) == (acts, 1)


def test_a_joined_voice_is_counted_and_its_history_kept(cast):
    need, _first = opened(cast)
    second = tidied(cast, "second")

    merge_voice(second, need, by=cast.facilitator, at=WEDNESDAY)

    assert (Need.objects.get().voice_count, Voice.objects.filter(need=need).count()) == (2, 2)
    merge = Merge.objects.get(voice=second)
    assert (merge.merged_by, merge.merged_as, merge.undone_at) == (cast.facilitator, "facilitator", None)
    assert facts_of(last_act(second))["need"] == need.code


def test_only_a_tidied_voice_is_joined(cast):
    need, _first = opened(cast)

    with pytest.raises(MoveNotAllowed):
        merge_voice(received(cast, "raw"), need, by=cast.officer, at=WEDNESDAY)
    with pytest.raises(MoveNotAllowed):
        open_need(received(cast, "raw"), "Judul", by=cast.officer, at=WEDNESDAY)

    assert Need.objects.get().voice_count == 1


def test_a_voice_is_not_joined_to_a_need_of_another_kampung(cast):
    need, _first = opened(cast)
    other = received(cast, "there", region=cast.other_kampung)
    from rembuk.voices.actions import tidy_voice

    tidy_voice(other, "Jalan", "", "road", by=cast.other_officer, at=TUESDAY)

    with pytest.raises(CannotJoin):
        merge_voice(other, need, by=cast.other_officer, at=WEDNESDAY)


def test_what_is_about_an_office_is_not_joined_with_what_is_not(cast):
    need, _first = opened(cast)
    about_office = tidied(cast, "office", about_office=True)

    with pytest.raises(CannotJoin):
        merge_voice(about_office, need, by=cast.camat_officer, at=WEDNESDAY)


def test_an_officer_does_not_decline_by_joining_to_a_declined_need(cast):
    need, _first = opened(cast)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=TUESDAY)
    waiting = tidied(cast, "waiting")

    with pytest.raises(PermissionDenied):
        merge_voice(waiting, need, by=cast.officer, at=WEDNESDAY)
    merge_voice(waiting, need, by=cast.head, at=WEDNESDAY)

    assert Merge.objects.get(voice=waiting).merged_as == "head"


def test_a_parted_voice_waits_again_and_an_emptied_need_says_so(cast):
    _need, voice = opened(cast)

    undo_merge(voice, "Bukan hal yang sama.", by=cast.officer, at=WEDNESDAY)

    assert (Voice.objects.get().state, Voice.objects.get().need) == (VoiceState.TIDIED, None)
    assert (Need.objects.get().state, Need.objects.get().voice_count) == (NeedState.EMPTIED, 0)
    merge = Merge.objects.get()
    assert (merge.undone_by, merge.undone_why) == (cast.officer, "Bukan hal yang sama.")
    assert facts_of(last_act(voice))["why"] == "Bukan hal yang sama."


def test_an_emptied_need_comes_back_with_a_voice(cast):
    need, voice = opened(cast)
    undo_merge(voice, "Keliru.", by=cast.officer, at=WEDNESDAY)

    merge_voice(voice, need, by=cast.officer, at=WEDNESDAY)

    assert (Need.objects.get().state, Need.objects.get().voice_count) == (NeedState.OPEN, 1)


def test_a_voice_is_not_parted_without_a_reason(cast):
    _need, voice = opened(cast)

    with pytest.raises(BadWords):
        undo_merge(voice, "  ", by=cast.officer, at=WEDNESDAY)
    with pytest.raises(CannotJoin):
        undo_merge(tidied(cast, "alone"), "Tak ada.", by=cast.officer, at=WEDNESDAY)

    assert Voice.objects.get(pk=voice.pk).state == VoiceState.MERGED


def test_a_split_keeps_every_voice_and_every_supporter(cast):
    need, first = opened(cast)
    second, third = tidied(cast, "second"), tidied(cast, "third")
    merge_voice(second, need, by=cast.officer, at=TUESDAY)
    merge_voice(third, need, by=cast.officer, at=TUESDAY)
    support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)

    new = split_need(need, [second, third], "Jembatan Dusun 3", "Jembatan itu hal lain.", by=cast.officer, at=WEDNESDAY)

    assert set(Voice.objects.filter(need=new)) == {second, third}
    assert list(Voice.objects.filter(need=need)) == [first]
    old = Need.objects.get(pk=need.pk)
    assert (old.voice_count, old.support_count, new.voice_count, new.state) == (1, 1, 2, NeedState.OPEN)
    assert Merge.objects.filter(undone_at__isnull=True).count() == 3
    assert facts_of(last_act(need))["voices"] == sorted([second.code, third.code])


def test_a_split_leaves_a_voice_behind_and_takes_one_along(cast):
    need, voice = opened(cast)

    for voices in ([], [voice]):
        with pytest.raises(CannotJoin):
            split_need(need, voices, "Lain", "Dua hal.", by=cast.officer, at=WEDNESDAY)

    assert Need.objects.count() == 1


def test_a_split_takes_no_voice_of_another_need(cast):
    need, _first = opened(cast, "one")
    _other, stranger = opened(cast, "two")

    with pytest.raises(MovedMeanwhile):
        split_need(need, [stranger], "Lain", "Dua hal.", by=cast.officer, at=WEDNESDAY)

    assert Need.objects.count() == 2


def test_a_declined_need_is_split_only_by_who_may_take_it_up_again(cast):
    need, _first = opened(cast)
    second = tidied(cast, "second")
    merge_voice(second, need, by=cast.officer, at=TUESDAY)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=TUESDAY)
    both = make_staff("br-dua", Role.OFFICER, cast.kampung)

    with pytest.raises(PermissionDenied):
        split_need(need, [second], "Lain", "Dua hal.", by=both, at=WEDNESDAY)
    grant(both, Role.SUBDISTRICT_HEAD, cast.kecamatan)
    split_need(need, [second], "Lain", "Dua hal.", by=both, at=WEDNESDAY)

    assert Need.objects.count() == 2


def test_a_need_gets_another_title_and_is_found_by_it(cast):
    need, _voice = opened(cast)

    describe_need(need, "Cor rabat gang musala", "Panjang 180 meter.", by=cast.officer, at=WEDNESDAY)

    stored = Need.objects.get()
    assert (stored.title, stored.summary) == ("Cor rabat gang musala", "Panjang 180 meter.")
    assert "180m" in stored.search_words
    assert last_act(need).kind == "need.described"


# --- What the database itself refuses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"state": NeedState.DECLINED},
        {"state": NeedState.FORWARDED},
        {"state": NeedState.EMPTIED},
        {"voice_count": 0},
        {"title": ""},
    ],
)
def test_the_database_refuses_a_need_that_contradicts_itself(cast, facts):
    opened(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.update(**facts)


def test_the_database_refuses_two_needs_of_one_number(cast):
    first, _voice = opened(cast, "one")
    second, _other = opened(cast, "two")

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=second.pk).update(code=first.code)


def test_the_database_refuses_a_voice_in_two_needs_at_once(cast):
    need, voice = opened(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(voice=voice, need=need, merged_by=cast.officer, merged_as="officer", merged_at=WEDNESDAY)


def test_the_database_refuses_a_parting_without_a_reason(cast):
    opened(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.update(undone_at=WEDNESDAY, undone_why="")


def test_the_database_refuses_the_same_support_twice(cast):
    need, _voice = opened(cast)
    support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(need=need, identity=cast.neighbour_phone, given_at=WEDNESDAY)
