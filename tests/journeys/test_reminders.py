"""Whoever waits for a decision hears of the meeting at which it may be taken: the day before, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.journeys.intake import Sender, submit_voice
from rembuk.meetings.actions import cancel_meeting
from rembuk.messaging.models import Message
from rembuk.people.actions import silence_identity
from rembuk.people.states import Scheme
from rembuk.voices.actions import decline_need, open_need, tidy_voice
from rembuk.voices.models import Voice
from rembuk.workers import meeting_clocks
from tests.cast import LAMPUNG_TENGAH, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Cast
from tests.meetings.scenes import called, planned
from tests.voices.scenes import draft_of

pytestmark = pytest.mark.django_db


def spoken(cast: Cast, name: str, *, language: str = "id", **changes: object) -> Voice:
    sender = Sender(Scheme.EMAIL, f"{name}@contoh.example", language)
    return submit_voice(draft_of(cast, name, **changes), sender=sender, by=None, at=MONDAY).voice


def reminded(at=TUESDAY + timedelta(hours=1)) -> list[str]:
    """Let the clock run, and return who was written to."""
    before = set(Message.objects.values_list("pk", flat=True))
    meeting_clocks.run(LAMPUNG_TENGAH, at)
    return sorted(message.recipient for message in Message.objects.exclude(pk__in=before))


def test_whoever_waits_for_a_decision_is_reminded_once_and_an_act_says_how_many(cast: Cast):
    called(cast)
    spoken(cast, "wati", locality=cast.hamlet)

    assert reminded() == ["wati@contoh.example"]
    assert reminded() == []
    assert [facts_of(act)["messages"] for act in Act.objects.filter(kind="meeting.reminded")] == [1]


def test_a_reminder_says_when_and_where_in_the_language_of_its_reader(cast: Cast):
    meeting = called(cast)
    voice = spoken(cast, "wati", language="en", locality=cast.hamlet)
    reminded()

    message = Message.objects.get(key__startswith="reminder:")
    assert message.title == "Meeting: Musyawarah Dusun 3"
    assert "Wednesday, 25 Nov 2026, 10:00 WIB, Balai dusun." in message.body
    assert f"Your voice {voice.code} may be talked about." in message.body
    assert f"/en/m/{meeting.code}" in message.body


def test_nobody_is_reminded_earlier_than_a_day_before_or_after_it_began(cast: Cast):
    called(cast)
    spoken(cast, "wati", locality=cast.hamlet)

    assert reminded(TUESDAY - timedelta(minutes=1)) == []
    assert reminded(WEDNESDAY) == []


def test_a_meeting_that_was_not_called_or_was_called_off_reminds_nobody(cast: Cast):
    planned(cast, "planned")
    cancel_meeting(called(cast, "off"), "Hujan deras.", by=cast.facilitator, at=TUESDAY)
    spoken(cast, "wati", locality=cast.hamlet)

    assert reminded() == []


def test_a_hamlet_that_meets_reminds_its_own_and_a_kampung_everybody(cast: Cast):
    spoken(cast, "wati", locality=cast.hamlet)
    spoken(cast, "budi")
    called(cast, "hamlet")
    assert reminded() == ["wati@contoh.example"]

    called(cast, "kampung", kind="village_meeting", locality=None, starts_at=THURSDAY)
    assert reminded(WEDNESDAY + timedelta(hours=1)) == ["budi@contoh.example", "wati@contoh.example"]


def test_whoever_said_stop_or_has_an_answer_is_left_in_peace(cast: Cast):
    called(cast)
    silent = spoken(cast, "diam", locality=cast.hamlet).contact
    assert silent is not None
    silence_identity(silent, by=None, at=MONDAY)
    declined = spoken(cast, "ditolak", locality=cast.hamlet)
    tidy_voice(declined, "Jembatan", "", "road", by=cast.officer, at=MONDAY)
    need = open_need(declined, "Jembatan", by=cast.officer, at=MONDAY)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Lahannya sengketa.", by=cast.head, at=MONDAY)

    assert reminded() == []
