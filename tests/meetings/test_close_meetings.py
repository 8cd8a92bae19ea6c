from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.engines.merkle.canonical import digest
from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.actions import NotSigned, Overcounted, TooFewCame, WrittenOtherwise, add_annex, close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import minutes_of
from rembuk.meetings.sealing import short_checksum
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from tests.cast import THURSDAY, WEDNESDAY, key_of
from tests.meetings.scenes import count, decide, ready_to_close, running, sign, write


def test_a_meeting_with_enough_people_and_both_signatures_is_closed_and_sealed(cast):
    meeting = ready_to_close(cast)

    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    stored = Meeting.objects.get()
    assert stored.state == MeetingState.CLOSED
    assert stored.digest == digest(json.loads(stored.record))
    assert stored.quorum_waiver == ""
    last = acts_on(meeting).last()
    assert last is not None
    assert (last.kind, last.is_public, facts_of(last)["digest"]) == ("meeting.closed", True, stored.digest)


def test_too_few_women_and_no_reason_is_refused_with_the_numbers(cast):
    meeting = ready_to_close(cast, women=5)

    with pytest.raises(TooFewCame) as refused:
        close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    (missing,) = refused.value.missing
    assert (missing.group, missing.have, missing.of, missing.wanted) == ("women", 5, 22, 7)
    assert Meeting.objects.get().state == MeetingState.RUNNING


@pytest.mark.parametrize(
    ("group", "measure", "people"),
    [(Crowd.MEN, Measure.CAME, 23), (Crowd.WOMEN, Measure.SPOKE, 11), (Crowd.EVERYBODY, Measure.SPOKE, 23)],
)
def test_more_of_a_group_than_came_is_counted_once_more(cast, group, measure, people):
    meeting = ready_to_close(cast)
    count(cast, meeting, group, people, measure)

    with pytest.raises(Overcounted, match=group):
        close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    assert Meeting.objects.get().state == MeetingState.RUNNING

    count(cast, meeting, group, people - 1, measure)
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    assert Meeting.objects.get().state == MeetingState.CLOSED


def test_a_recorded_reason_closes_a_meeting_below_its_quorum(cast):
    meeting = ready_to_close(cast, women=5)

    close_meeting(meeting, "Panen padi; hasil dibawa ke yasinan.", by=cast.facilitator, at=WEDNESDAY)

    assert Meeting.objects.get().quorum_waiver == "Panen padi; hasil dibawa ke yasinan."


def test_nobody_counted_is_no_quorum(cast):
    meeting = running(cast)
    sign(cast, meeting)

    with pytest.raises(TooFewCame):
        close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)


def test_minutes_that_one_side_has_not_signed_stay_open(cast):
    meeting = running(cast)
    count(cast, meeting, Crowd.EVERYBODY, 10)
    count(cast, meeting, Crowd.WOMEN, 5)
    write(cast, meeting, "sign", EntryKind.SIGNED, side="residents", name="Bu Contoh", owner="wakil warga")

    with pytest.raises(NotSigned):
        close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)


def test_who_calls_but_does_not_record_closes_nothing(cast):
    with pytest.raises(PermissionDenied):
        close_meeting(ready_to_close(cast), by=cast.head, at=WEDNESDAY)


def test_after_closing_nothing_is_written_but_an_entry_that_was_there_is_answered(cast):
    meeting = ready_to_close(cast)
    decision = decide(cast, meeting)
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        decide(cast, meeting, "Lain.")

    assert decide(cast, meeting) == decision


def test_a_correction_is_a_dated_annex_and_the_seal_stays(cast):
    meeting = ready_to_close(cast)
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    sealed = Meeting.objects.values_list("record", "digest").get()

    annex = add_annex(meeting, key_of("annex"), "Jumlah suara yang benar 18.", by=cast.facilitator, at=THURSDAY)
    again = add_annex(meeting, key_of("annex"), "Jumlah suara yang benar 18.", by=cast.facilitator, at=THURSDAY)

    assert again == annex
    assert minutes_of(meeting).annexes == (annex,)
    assert annex.recorded_at == THURSDAY
    assert Meeting.objects.values_list("record", "digest").get() == sealed
    with pytest.raises(WrittenOtherwise):
        add_annex(meeting, key_of("annex"), "Tujuh belas.", by=cast.facilitator, at=THURSDAY)


def test_open_minutes_have_no_annex_and_the_head_adds_none(cast):
    meeting = ready_to_close(cast)

    with pytest.raises(MoveNotAllowed):
        add_annex(meeting, key_of("annex"), "Salah tulis.", by=cast.facilitator, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        add_annex(meeting, key_of("annex"), "Salah tulis.", by=cast.head, at=THURSDAY)


def test_the_sealed_text_holds_no_names(cast):
    meeting = ready_to_close(cast)

    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    assert "Contoh" not in Meeting.objects.get().record
    assert [one["kind"] for one in json.loads(meeting.record)["entries"]] == [
        *("counted", "counted", "signed", "signed"),
    ]


def test_a_checksum_is_shortened_as_people_compare_it():
    assert short_checksum("3fa901bc77d2" + "0" * 52) == "3fa9-01bc-77d2"
