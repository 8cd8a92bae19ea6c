from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.actions import WrittenOtherwise, close_meeting, record_entry, start_meeting
from rembuk.meetings.entries import BadEntry, EntryDraft
from rembuk.meetings.models import Entry
from rembuk.meetings.queries import minutes_of, open_tasks
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState, Method, Side
from tests.cast import THURSDAY, WEDNESDAY, key_of
from tests.meetings.scenes import called, count, decide, planned, ready_to_close, running, write
from tests.voices.scenes import opened


def test_a_meeting_that_was_called_is_opened_by_who_records(cast):
    meeting = called(cast)

    start_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    assert meeting.state == MeetingState.RUNNING


def test_who_decides_does_not_open_and_record_the_meeting(cast):
    meeting = called(cast, kind="planning_forum", locality=None)

    with pytest.raises(PermissionDenied):
        start_meeting(meeting, by=cast.head, at=WEDNESDAY)


def test_a_meeting_that_nobody_called_is_not_opened(cast):
    with pytest.raises(MoveNotAllowed):
        start_meeting(planned(cast), by=cast.facilitator, at=WEDNESDAY)


def test_of_counts_of_the_same_group_the_last_one_counts(cast):
    meeting = running(cast)

    count(cast, meeting, Crowd.WOMEN, 9)
    count(cast, meeting, Crowd.WOMEN, 11)
    count(cast, meeting, Crowd.WOMEN, 4, Measure.SPOKE)

    minutes = minutes_of(meeting)
    assert minutes.count(Crowd.WOMEN) == 11
    assert minutes.count(Crowd.WOMEN, Measure.SPOKE) == 4
    assert minutes.count(Crowd.MEN) is None


def test_a_count_of_nobody_is_a_count(cast):
    meeting = running(cast)

    count(cast, meeting, Crowd.DISABLED, 0)

    assert minutes_of(meeting).count(Crowd.DISABLED) == 0


def test_an_entry_sent_twice_is_written_once(cast):
    meeting = running(cast)
    first = decide(cast, meeting)

    again = decide(cast, meeting)

    assert again == first
    assert Entry.objects.count() == 1


def test_another_entry_under_the_same_key_is_refused(cast):
    meeting = running(cast)
    write(cast, meeting, "view", EntryKind.VIEWED, words="Setuju.")

    with pytest.raises(WrittenOtherwise):
        write(cast, meeting, "view", EntryKind.VIEWED, words="Tidak setuju.")


def test_a_key_of_another_meeting_is_refused(cast):
    write(cast, running(cast), "view", EntryKind.VIEWED, words="Setuju.")

    with pytest.raises(WrittenOtherwise):
        write(cast, running(cast, "other"), "view", EntryKind.VIEWED, words="Setuju.")


def test_nothing_is_written_before_a_meeting_is_opened(cast):
    with pytest.raises(MoveNotAllowed):
        decide(cast, called(cast))


@pytest.mark.parametrize("name", ["head", "resident", "other_officer", "monitor"])
def test_who_does_not_record_writes_nothing(cast, name):
    meeting = running(cast, kind="planning_forum", locality=None)
    draft = EntryDraft(key=key_of("view"), kind=EntryKind.VIEWED, words="Setuju.")

    with pytest.raises(PermissionDenied):
        record_entry(meeting, draft, by=getattr(cast, name), at=WEDNESDAY)


def test_objections_stand_beside_the_decision(cast):
    meeting = running(cast)
    decision = decide(cast, meeting)

    objection = write(cast, meeting, "no", EntryKind.OBJECTED, words="Jembatan lebih perlu.", target=decision)

    (read,) = minutes_of(meeting).decisions
    assert (read.entry, read.objections) == (decision, (objection,))
    assert (decision.in_favour, decision.against, decision.abstained) == (19, 2, 1)


def test_an_objector_is_named_only_with_consent(cast):
    decision = decide(cast, running(cast))
    plain = EntryDraft(key=key_of("no"), kind=EntryKind.OBJECTED, words="Jembatan lebih perlu.", target=decision)

    with pytest.raises(BadEntry):
        replace(plain, name="Bu Contoh")

    assert replace(plain, name="Bu Contoh", wants_to_be_named=True).name == "Bu Contoh"


def test_the_database_names_no_objector_without_consent_either(cast):
    meeting = running(cast)
    decision = decide(cast, meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            meeting=meeting, number=99, key=key_of("no"), kind=EntryKind.OBJECTED, words="Tidak.", target=decision,
            name="Bu Contoh", recorded_by=cast.facilitator, recorded_at=WEDNESDAY,
        )  # fmt: skip


def test_an_objection_to_a_decision_of_another_meeting_is_refused(cast):
    decision = decide(cast, running(cast))

    with pytest.raises(BadEntry):
        write(cast, running(cast, "other"), "no", EntryKind.OBJECTED, words="Tidak.", target=decision)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": EntryKind.COUNTED, "group": Crowd.WOMEN},
        {"kind": EntryKind.COUNTED, "group": Crowd.WOMEN, "measure": Measure.CAME, "count": -1},
        {"kind": EntryKind.DECIDED, "words": "Ya."},
        {"kind": EntryKind.VIEWED, "words": "   "},
        {"kind": EntryKind.VIEWED, "words": "a" * 2_001},
        {"kind": EntryKind.VIEWED, "words": "Ya.", "owner": "Bu Contoh"},
        {"kind": EntryKind.SIGNED, "side": Side.RESIDENTS, "name": "Bu Contoh"},
    ],
)
def test_an_entry_says_neither_too_little_nor_too_much(facts):
    with pytest.raises(BadEntry):
        EntryDraft(key=UUID(int=1), **facts)


def test_needs_with_the_same_count_share_their_place(cast):
    meeting = running(cast)
    needs = [opened(cast, name)[0] for name in ("road", "water", "bridge")]

    for need, hands in zip(needs, (7, 9, 7), strict=True):
        write(cast, meeting, need.code, EntryKind.RANKED, need=need, method=Method.HANDS, count=hands)

    ranking = minutes_of(meeting).ranking
    assert [(one.place, one.entry.need) for one in ranking] == [(1, needs[1]), (2, needs[0]), (2, needs[2])]


def test_a_need_of_another_kampung_is_not_ranked_here(cast):
    need, _voice = opened(cast)
    elsewhere = running(cast, region=cast.kampung)
    elsewhere.region = cast.other_kampung

    with pytest.raises(BadEntry):
        write(cast, elsewhere, "hands", EntryKind.RANKED, need=need, method=Method.HANDS, count=3)


def test_what_is_written_is_never_changed(cast):
    entry = decide(cast, running(cast))

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(words="Anders.")


def test_open_action_items_wait_for_the_next_meeting_until_they_are_finished(cast):
    first = ready_to_close(cast)
    task = write(cast, first, "task", EntryKind.TASKED, words="Ukur jalan", owner="TPK", due_on=THURSDAY.date())
    close_meeting(first, by=cast.facilitator, at=WEDNESDAY)
    following = running(cast, "next", starts_at=THURSDAY)
    assert open_tasks(following) == [task]

    write(cast, following, "done", EntryKind.FINISHED, words="Sudah diukur 120 m.", target=task)

    assert open_tasks(following) == []
