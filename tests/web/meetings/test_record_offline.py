"""What a phone kept during a meeting and sends later: each thing once, whatever happened since."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from django.test import Client

from rembuk.meetings.actions import close_meeting
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import EntryKind
from rembuk.voices.models import Voice
from tests.cast import THURSDAY, Cast, key_of
from tests.meetings.scenes import ready_to_close, running
from tests.voices.scenes import WORDS

KEY = UUID("0190a6b4-0000-7000-8000-0000000000aa")


def send(client: Client, meeting: Meeting, deed: str, **typed: Any) -> Any:  # Any: a test client's answer.
    filled = {f"{deed}-{name}": value for name, value in {"key": KEY, **typed}.items()}
    return client.post(f"/meja/rapat/{meeting.code}", {**filled, "do": deed}, headers={"Accept": "application/json"})


def speak(client: Client, meeting: Meeting) -> Any:  # Any: as above.
    return send(client, meeting, "speak", words=WORDS, kind="wish")


def answer(response: Any) -> tuple[int, dict[str, Any]]:
    return response.status_code, json.loads(response.content)


def test_a_voice_sent_twice_is_one_voice_and_answered_alike(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)

    answers = [answer(speak(client, meeting)) for _time in range(2)]

    assert answers == [(200, {"ok": True, "key": str(KEY)})] * 2
    assert Voice.objects.count() == 1
    assert [one.kind for one in Entry.objects.all()] == [EntryKind.SPOKEN]


def test_counts_sent_twice_are_noted_once(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)

    answers = [answer(send(client, meeting, "count", everybody=30, women=14))[0] for _time in range(2)]

    assert answers == [200, 200]
    assert {one.key for one in Entry.objects.all()} == {
        uuid5(KEY, "everybody:came"), uuid5(KEY, "women:came"),
    }  # fmt: skip


def test_what_arrived_before_the_closing_is_known_after_it_and_the_rest_is_refused(client_of, cast: Cast):
    meeting, client = ready_to_close(cast), client_of(cast.facilitator)
    speak(client, meeting)
    close_meeting(meeting, by=cast.facilitator, at=THURSDAY)
    before = Entry.objects.count()

    again = answer(speak(client, meeting))
    late = answer(send(client, meeting, "view", key=key_of("late"), words="Kami setuju."))

    assert again == (200, {"ok": True, "key": str(KEY)})
    assert (late[0], late[1]["ok"], late[1]["key"]) == (422, False, str(key_of("late")))
    assert Entry.objects.count() == before


def test_what_will_not_do_is_refused_with_a_sentence_for_its_field(client_of, cast: Cast):
    status, told = answer(send(client_of(cast.facilitator), running(cast), "speak", words="", kind="wish"))

    assert (status, list(told["errors"])) == (422, ["words"])
    assert not Entry.objects.exists()


def test_what_changes_the_meeting_itself_is_not_taken_from_a_phone_that_was_away(client_of, cast: Cast):
    meeting = ready_to_close(cast)

    status, _told = answer(send(client_of(cast.facilitator), meeting, "close"))

    meeting.refresh_from_db()
    assert (status, meeting.closed_at) == (422, None)


def test_who_only_reads_along_writes_nothing(client_of, cast: Cast):
    status, _told = answer(speak(client_of(cast.head), running(cast)))

    assert status == 422
    assert not Voice.objects.exists()
