"""What everybody reads of meetings."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.journeys.hearing import hear_at_meeting
from rembuk.meetings.actions import add_annex, cancel_meeting, close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.sealing import short_checksum
from rembuk.meetings.states import Crowd, EntryKind, Measure
from rembuk.voices.states import Channel
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Cast, key_of
from tests.meetings.scenes import called, count, decide, planned, ready_to_close, running, write
from tests.voices.scenes import draft_of
from tests.web.pages import Page, read


def page_of(meeting: Meeting, part: str = "") -> Page:
    return read(Client().get(f"/en/m/{meeting.code}{part}"))


def closed(cast: Cast) -> Meeting:
    meeting = ready_to_close(cast)
    decision = decide(cast, meeting)
    count(cast, meeting, Crowd.DISABLED, 3)
    count(cast, meeting, Crowd.WOMEN, 2, Measure.SPOKE)
    write(cast, meeting, "no", EntryKind.OBJECTED, words="Jembatan lebih perlu.", target=decision)
    write(cast, meeting, "yes", EntryKind.TASKED, words="Ukur jalan", owner="TPK", due_on=THURSDAY.date())
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    return meeting


def test_a_meeting_is_public_once_it_is_called(cast: Cast):
    meeting = planned(cast)

    assert page_of(meeting).status == 404
    assert meeting.code not in read(Client().get("/en/musyawarah")).text


def test_a_called_meeting_stands_in_the_calendar_with_its_agenda(cast: Cast):
    meeting = called(cast, starts_at=THURSDAY)

    assert "Musyawarah Dusun 3" in read(Client().get("/en/musyawarah")).text
    page = page_of(meeting)
    assert "Membahas usulan 45 minutes" in page.text
    assert "with a ramp" in page.text


def test_what_is_said_in_a_meeting_that_goes_on_is_not_shown_before_it_is_sealed(cast: Cast):
    meeting = running(cast)
    decide(cast, meeting)

    assert "Jalan Dusun 3 didahulukan." not in page_of(meeting).text


def test_minutes_show_decisions_with_objections_and_mask_small_numbers(cast: Cast):
    page = page_of(closed(cast))

    assert "Jalan Dusun 3 didahulukan." in page.text
    assert "For 19 · against 2 · abstained 1" in page.text
    assert "Jembatan lebih perlu. Objection, name not given" in page.text
    assert "People with disabilities – masked" in page.text
    assert "Women – 10 masked" in page.text


def test_page_and_paper_show_the_same_checksum(cast: Cast):
    meeting = closed(cast)
    checksum = short_checksum(meeting.digest)

    assert checksum in page_of(meeting).text
    assert checksum in page_of(meeting, "/berita-acara").text


def test_minutes_that_were_tampered_with_say_so(cast: Cast):
    meeting = closed(cast)
    assert "What you read fits the checksum" in page_of(meeting).text
    Meeting.objects.filter(pk=meeting.pk).update(title="Musyawarah lain")

    page = page_of(meeting)

    assert "do not fit their checksum any more" in page.text


def test_an_annex_stands_beside_the_minutes_and_leaves_the_seal_whole(cast: Cast):
    meeting = closed(cast)

    add_annex(meeting, key_of("annex"), "Yang benar 18 setuju.", by=cast.facilitator, at=THURSDAY)

    page = page_of(meeting)
    assert "Yang benar 18 setuju." in page.text
    assert "What you read fits the checksum" in page.text


def test_there_is_no_paper_of_open_minutes(cast: Cast):
    assert page_of(running(cast), "/berita-acara").status == 404


def test_a_meeting_that_was_called_off_says_why(cast: Cast):
    meeting = called(cast)
    cancel_meeting(meeting, "Hujan deras", by=cast.officer, at=TUESDAY)

    assert "Hujan deras" in page_of(meeting).text


def test_a_meeting_that_nobody_opened_is_shown_as_not_held(cast: Cast):
    meeting = called(cast)

    assert "This meeting was not held" in page_of(meeting).text
    assert "not held" in read(Client().get("/en/musyawarah")).text


def test_a_voice_leads_to_the_meeting_where_it_was_said(cast: Cast):
    meeting = running(cast)
    draft = draft_of(cast, channel=Channel.MEETING)
    voice = hear_at_meeting(meeting, draft, by=cast.facilitator, at=WEDNESDAY).voice

    page = read(Client().get(f"/en/s/{voice.code}"))

    assert "Said in a meeting" in page.text
    assert f"/en/m/{meeting.code}" in page.links


def test_the_meetings_of_a_kampung_come_as_a_calendar_for_phones(cast: Cast):
    meeting = called(cast, title="Jalan, air; dan " + "lampu " * 14)

    answer = Client().get(f"/musyawarah/{cast.kampung.code}.ics")

    lines = answer.content.decode().split("\r\n")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert f"SUMMARY:Jalan\\, air\\; dan {('lampu ' * 14).strip()}" in unfolded
    assert "DTSTART:20261125T030000Z" in unfolded
    assert f"URL:http://testserver/m/{meeting.code}" in unfolded
    assert unfolded[-2:] == ["END:VCALENDAR", ""]


def test_there_is_no_calendar_of_a_place_elsewhere(cast: Cast):
    assert Client().get("/musyawarah/18.02.99.2001.ics").status_code == 404


def test_the_number_of_a_meeting_leads_to_its_page(cast: Cast):
    meeting = called(cast)

    found = [Client().get("/en/s", {"nomor": meeting.code.lower()}), Client().get("/en/kebutuhan", {"q": meeting.code})]

    assert [answer.headers["Location"] for answer in found] == [f"/en/m/{meeting.code}"] * 2


def test_older_meetings_are_a_page_further_and_each_is_listed_once(cast: Cast):
    held = [called(cast, f"meeting {number}", title=f"Rapat nomor {number}") for number in range(23)]
    Meeting.objects.update(starts_at=MONDAY)

    first = read(Client().get("/musyawarah"))
    older = next(link for link in first.links if "mulai=" in link)
    second = read(Client().get(older))

    pages = [[link for link in page.links if link.startswith("/m/")] for page in (first, second)]
    assert [len(page) for page in pages] == [20, 3]
    assert sorted(pages[0] + pages[1]) == sorted(f"/m/{one.code}" for one in held)


@pytest.mark.parametrize("place", ["x", "1-2", "99999999999999999999-0123456789abcdef0123456789abcdef"])
def test_a_page_that_no_list_named_is_not_there(cast: Cast, place: str):
    assert Client().get(f"/musyawarah?mulai={place}").status_code == 404
