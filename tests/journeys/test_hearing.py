from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journeys.hearing import group_cards, hear_at_meeting
from rembuk.journeys.trace import StationKind, thread_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind
from rembuk.voices.actions import CannotJoin
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Channel
from tests.cast import WEDNESDAY, key_of
from tests.meetings.scenes import called, running
from tests.voices.scenes import draft_of


def heard(cast, meeting, name="road"):
    draft = draft_of(cast, name, channel=Channel.MEETING)
    return hear_at_meeting(meeting, draft, by=cast.facilitator, at=WEDNESDAY).voice


def test_what_is_said_is_a_voice_and_an_entry_and_both_once(cast):
    meeting = running(cast)

    voice = heard(cast, meeting)
    heard(cast, meeting)

    assert list(Voice.objects.all()) == [voice]
    assert [(one.kind, one.voice) for one in Entry.objects.all()] == [(EntryKind.SPOKEN, voice)]


def test_before_a_meeting_is_open_no_voice_stays_behind(cast):
    with pytest.raises(MoveNotAllowed):
        heard(cast, called(cast))

    assert not Voice.objects.exists()


def test_who_does_not_record_hears_nothing_into_a_meeting(cast):
    draft = draft_of(cast, channel=Channel.MEETING)

    with pytest.raises(PermissionDenied):
        hear_at_meeting(running(cast), draft, by=cast.other_officer, at=WEDNESDAY)


def test_cards_are_grouped_once_however_often_they_are_sent(cast):
    meeting = running(cast)
    voices = [heard(cast, meeting, name) for name in ("road", "lane")]

    needs = [
        group_cards(meeting, voices, "Jalan Dusun 3", "road", key=key_of("cards"), by=cast.facilitator, at=WEDNESDAY)
        for _time in range(2)
    ]

    assert needs[0] == needs[1] == Need.objects.get()
    assert Need.objects.get().voice_count == 2
    assert Entry.objects.filter(kind=EntryKind.GROUPED).count() == 2


def test_another_card_joins_the_need_that_is_there(cast):
    meeting = running(cast)
    first, second = heard(cast, meeting, "road"), heard(cast, meeting, "lane")
    need = group_cards(meeting, [first], "Jalan", "road", key=key_of("one"), by=cast.facilitator, at=WEDNESDAY)

    group_cards(meeting, [second], "Jalan", "road", need, key=key_of("two"), by=cast.facilitator, at=WEDNESDAY)

    assert Need.objects.get().voice_count == 2


def test_no_cards_are_no_need(cast):
    with pytest.raises(CannotJoin):
        group_cards(running(cast), [], "Jalan", "road", key=key_of("x"), by=cast.facilitator, at=WEDNESDAY)


def test_the_thread_of_a_voice_begins_in_its_meeting(cast):
    meeting = running(cast)
    voice = heard(cast, meeting)

    stations = {station.kind: station for station in thread_of(voice)}

    assert stations[StationKind.SPOKEN].target == meeting.code
    assert stations[StationKind.SPOKEN].text == meeting.title
