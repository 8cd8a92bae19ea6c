"""A whole evening at the desk, as a browser without scripts goes through it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import invited_to, minutes_of
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.voices.actions import hold_voice
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Channel, VoiceState
from tests.cast import THURSDAY, Cast
from tests.meetings.scenes import called, planned, ready_to_close, running
from tests.voices.scenes import WORDS
from tests.web.pages import Page, read


def hall(meeting: Meeting) -> str:
    return f"/en/meja/rapat/{meeting.code}"


def do(client: Client, meeting: Meeting, deed: str, **typed: Any) -> Page:
    """Fill in the form of one deed and send it."""
    page = read(client.get(hall(meeting)))
    standing = {name: value for name, value in page.fields.items() if name.startswith(f"{deed}-")}
    filled = {f"{deed}-{name}": value for name, value in typed.items()}
    return read(client.post(hall(meeting), {**standing, **filled, "do": deed}, follow=True))


def test_a_facilitator_plans_a_meeting_and_its_agenda_is_there(client_of, cast: Cast):
    form = {
        "key": "0190a6b4-0000-7000-8000-000000000001",
        "kind": "hamlet_meeting",
        "region": cast.kampung.code,
        "title": "Musyawarah Dusun 3",
        "place": "Balai dusun",
        "day": "2026-12-01",
        "hour": "13:30",
    }

    page = read(client_of(cast.facilitator).post("/en/meja/rapat", form, follow=True))

    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2026-12-01T06:30:00+00:00"
    assert "Agenda, 135 minutes" in page.text


def test_the_head_sees_the_meeting_of_the_council_and_cannot_call_it(client_of, cast: Cast):
    meeting = planned(cast, kind="village_meeting", locality=None)

    page = do(client_of(cast.head), meeting, "call")

    assert Meeting.objects.get().state == MeetingState.PLANNED
    assert page.status == 422


def test_whoever_calls_a_meeting_and_may_not_record_it_reads_who_opens_it(client_of, cast: Cast):
    meeting = called(cast, kind="village_meeting", locality=None)

    pages = [read(client_of(one).get(hall(meeting))).text for one in (cast.council, cast.officer)]

    assert [("It is opened and written down by one of these" in text) for text in pages] == [True, False]


def test_no_more_women_are_invited_than_people(client_of, cast: Cast):
    meeting = planned(cast)

    page = do(client_of(cast.facilitator), meeting, "invite", everybody="40", women="45")

    assert "These are more than everybody together." in page.text
    assert {*invited_to(meeting).values()} == {0}


def test_what_somebody_says_has_its_number_at_once_and_stands_on_the_wall(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)

    page = do(client, meeting, "speak", words=WORDS, kind="wish", group="women", hamlet=str(cast.hamlet.pk))

    voice = Voice.objects.get()
    assert (voice.channel, voice.group, voice.locality) == (Channel.MEETING, "women", cast.hamlet)
    assert f"Recorded as {voice.code}. Receipt word:" in page.text
    wall = read(client.get(f"{hall(meeting)}/layar"))
    assert voice.code in wall.text
    assert WORDS in wall.text


def test_the_wall_says_how_many_are_here_beside_the_title_that_may_be_long(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)
    do(client, meeting, "count", everybody=23, women=14)

    wall = read(client.get(f"{hall(meeting)}/layar"))

    assert f"{meeting.code} · {meeting.region.name} · 23 people here" in wall.text


def test_words_that_wait_to_be_checked_are_not_on_the_wall(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)
    do(client, meeting, "speak", words=WORDS, kind="wish")
    hold_voice(Voice.objects.get(), [HoldReason.INSULT], by=None, at=THURSDAY)

    wall = read(client.get(f"{hall(meeting)}/layar"))

    assert Voice.objects.get().code in wall.text
    assert WORDS not in wall.text


def test_the_same_page_sent_twice_records_one_voice(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)
    page = read(client.get(hall(meeting)))
    standing = {name: value for name, value in page.fields.items() if name.startswith("speak-")}
    form = {**standing, "speak-words": WORDS, "speak-kind": "wish", "do": "speak"}

    for _time in range(2):
        client.post(hall(meeting), form)

    assert Voice.objects.count() == 1
    assert Entry.objects.filter(kind=EntryKind.SPOKEN).count() == 1


def test_cards_that_the_room_puts_together_are_a_need_which_can_be_ranked(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)
    do(client, meeting, "speak", words=WORDS, kind="wish")
    do(client, meeting, "speak", words="Jalan depan musala rusak berat", kind="wish")
    codes = list(Voice.objects.order_by("received_at", "id").values_list("code", flat=True))

    do(client, meeting, "group", voices=codes, need="new", title="Jalan Dusun 3", subject="road")
    need = Need.objects.get()
    do(client, meeting, "rank", need=need.code, method="hands", count=17)

    assert {voice.state for voice in Voice.objects.all()} == {VoiceState.MERGED}
    assert need.voice_count == 2
    (ranking,) = minutes_of(meeting).ranking
    assert (ranking.entry.need, ranking.entry.count) == (need, 17)


def test_people_are_counted_by_group_and_what_is_left_empty_stays_as_it_was(client_of, cast: Cast):
    meeting = running(cast)
    client = client_of(cast.facilitator)

    do(client, meeting, "count", everybody=22, women=10)
    do(client, meeting, "count", everybody=23)

    assert minutes_of(meeting).counts == {(Crowd.EVERYBODY, Measure.CAME): 23, (Crowd.WOMEN, Measure.CAME): 10}
    assert Entry.objects.count() == 3


def test_closing_below_the_quorum_is_refused_in_words_and_goes_with_a_reason(client_of, cast: Cast):
    meeting = ready_to_close(cast, women=3)
    client = client_of(cast.facilitator)

    refused = do(client, meeting, "close")
    assert "Too few came for the quorum." in refused.text
    assert Meeting.objects.get().state == MeetingState.RUNNING

    do(client, meeting, "close", quorum_waiver="Panen padi.")
    assert Meeting.objects.get().state == MeetingState.CLOSED


def test_the_signed_sheet_is_kept_without_what_the_camera_wrote(client_of, cast: Cast):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    Image.new("RGB", (300, 400), "white").save(out, "JPEG", exif=exif)
    meeting = ready_to_close(cast)
    sheet = SimpleUploadedFile("naskah.jpg", out.getvalue(), "image/jpeg")

    do(client_of(cast.facilitator), meeting, "close", paper=sheet)

    paper = Meeting.objects.get().paper
    assert paper is not None
    assert (paper.width, paper.height) == (300, 400)


def test_a_sheet_that_is_no_photo_leaves_the_meeting_open(client_of, cast: Cast):
    meeting = ready_to_close(cast)
    sheet = SimpleUploadedFile("naskah.jpg", b"not a photo", "image/jpeg")

    page = do(client_of(cast.facilitator), meeting, "close", paper=sheet)

    assert "no photo that we can open" in page.text
    assert Meeting.objects.get().state == MeetingState.RUNNING


def test_staff_of_another_kampung_do_not_enter_the_hall(client_of, cast: Cast):
    meeting = called(cast)

    assert client_of(cast.other_officer).get(hall(meeting)).status_code == 403
