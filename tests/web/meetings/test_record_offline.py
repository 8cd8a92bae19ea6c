"""What a phone kept during a meeting and sends later: each thing once, whatever happened since."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from django.test import Client

from rembuk.meetings.actions import close_meeting
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import minutes_of
from rembuk.meetings.states import Crowd, EntryKind
from rembuk.voices.models import Voice
from tests.cast import THURSDAY, Cast, key_of
from tests.meetings.scenes import ready_to_close, running
from tests.voices.scenes import WORDS
from tests.web.pages import read

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


def counted_apart(client: Client, meeting: Meeting) -> None:
    """Two phones that saw nothing of one another count the women."""
    for device, women in (("phone", 14), ("laptop", 12)):
        key, facts = key_of(f"{device} counts"), {"after": 0, "device": key_of(device), "women": women}
        assert send(client, meeting, "count", key=key, **facts).status_code == 200


def test_two_phones_that_counted_differently_are_both_shown_and_somebody_picks(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)
    counted_apart(client, meeting)

    hall = read(client.get(f"/en/meja/rapat/{meeting.code}"))
    wall = read(client.get(f"/en/meja/rapat/{meeting.code}/layar"))
    assert "Pick a count: Women, came" in hall.text
    assert "Noted: 12 / 14" in hall.text
    assert "Counted differently Women, came: 12 / 14" in wall.text
    assert hall.fields["pick1-after"] == "2"

    picked = send(client, meeting, "pick1", after=2, device=key_of("phone"), count=12)

    assert picked.status_code == 200
    assert minutes_of(meeting).conflicts == ()
    assert minutes_of(meeting).count(Crowd.WOMEN) == 12
    assert "Counted differently" not in read(client.get(f"/en/meja/rapat/{meeting.code}/layar")).text


def test_only_what_was_counted_can_be_picked(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)
    counted_apart(client, meeting)

    status, told = answer(send(client, meeting, "pick1", after=2, count=13))

    assert (status, list(told["errors"])) == (422, ["count"])


def test_a_pick_sent_twice_is_one_entry(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)
    counted_apart(client, meeting)

    answers = [answer(send(client, meeting, "pick1", after=2, count=12))[0] for _time in range(2)]

    assert answers == [200, 200]
    assert Entry.objects.count() == 3


def test_minutes_with_two_counts_of_one_thing_are_not_closed_and_the_page_says_why(client_of, cast: Cast):
    meeting, client = ready_to_close(cast), client_of(cast.facilitator)
    counted_apart(client, meeting)

    page = read(client.post(f"/en/meja/rapat/{meeting.code}", {"do": "close"}))

    assert "Two devices counted the same thing differently. Pick what is right first." in page.text
    meeting.refresh_from_db()
    assert meeting.closed_at is None


def test_who_asks_for_the_floor_is_on_the_wall_in_turn_until_they_have_it(client_of, cast: Cast):
    meeting, client = running(cast), client_of(cast.facilitator)
    wall = f"/en/meja/rapat/{meeting.code}/layar"
    for name, group in (("first", "men"), ("second", "men"), ("third", "women")):
        assert send(client, meeting, "ask", key=key_of(name), group=group).status_code == 200
    assert "Next to speak: Women · Men · Men" in read(client.get(wall)).text

    # The phone knows whom it gave the floor by the key that it made itself.
    answers = [answer(send(client, meeting, "floor", target=key_of("third")))[0] for _time in range(2)]

    assert answers == [200, 200]
    assert "Next to speak: Men · Men" in read(client.get(wall)).text


def test_the_floor_is_not_given_to_somebody_who_did_not_ask(client_of, cast: Cast):
    status, _told = answer(send(client_of(cast.facilitator), running(cast), "floor", target=key_of("nobody")))

    assert status == 422
    assert not Entry.objects.exists()
