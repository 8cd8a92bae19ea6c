"""A kampung's year of meetings, as everybody reads it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from rembuk.meetings.actions import close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure
from rembuk.regions.models import Population
from rembuk.web.meetings import year
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.meetings.scenes import count, ready_to_close, write
from tests.web.pages import Page, read


def page_of(cast: Cast, year: int = 2026) -> Page:
    return read(Client().get(f"/en/musyawarah/{cast.kampung.code}/{year}"))


def closed(cast: Cast, name: str, *, women: int = 10) -> Meeting:
    meeting = ready_to_close(cast, name, women=women)
    count(cast, meeting, Crowd.WOMEN, min(women, 6), Measure.SPOKE)
    words = f"Ukur jalan {name}"
    write(cast, meeting, words, EntryKind.TASKED, words=words, owner="TPK", due_on=WEDNESDAY.date())
    close_meeting(meeting, "Panen padi.", by=cast.facilitator, at=WEDNESDAY)
    return meeting


def test_a_year_shows_who_was_heard_and_what_came_of_it(cast: Cast):
    closed(cast, "pertama")
    closed(cast, "kedua", women=3)

    page = page_of(cast)

    assert "2 meetings, added up Group Invited Came Spoke" in page.text
    assert "Everybody – 44 –" in page.text
    assert "Women – at least 10 at least 6" in page.text
    assert "Ukur jalan pertama TPK, until Wednesday, 25 Nov 2026 overdue" in page.text


def test_a_year_stands_beside_how_many_live_there_where_somebody_counted(cast: Cast):
    closed(cast, "pertama")
    assert "people live here" not in page_of(cast).text

    Population.objects.create(region=cast.kampung, people=2_345, source="Dukcapil", counted_on=date(2025, 12, 31))

    assert "2,345 people live here (Dukcapil, Wednesday, 31 Dec 2025 )." in page_of(cast).text


def test_a_recurring_meeting_that_was_not_held_in_time_is_shown_as_missed(cast: Cast):
    meeting = closed(cast, "pertama")
    assert "in time Hamlet meeting" in page_of(cast).text

    Meeting.objects.filter(pk=meeting.pk).update(starts_at=THURSDAY.replace(year=2025, month=1))

    assert "missed Hamlet meeting last" in page_of(cast).text


def test_the_year_is_found_from_the_kampung_and_from_its_meetings(cast: Cast):
    href = f"/en/musyawarah/{cast.kampung.code}/2026"

    assert href in read(Client().get(f"/en/wilayah/{cast.kampung.code}")).links
    assert href in read(Client().get(f"/en/musyawarah?kampung={cast.kampung.code}")).links


@pytest.mark.parametrize("place", ["18.02.99.2001/2026", "18.02.02.2005/1999", "18.02.02.2005/2101"])
def test_there_is_no_year_of_another_place_or_another_age(cast: Cast, place: str):
    assert Client().get(f"/musyawarah/{place}").status_code == 404


def test_a_longer_year_asks_the_database_no_more_often(cast: Cast, django_assert_max_num_queries):
    closed(cast, "pertama")
    page_of(cast)
    with django_assert_max_num_queries(100) as first:
        page_of(cast)
    for name in ("kedua", "ketiga", "keempat"):
        closed(cast, name)

    with django_assert_max_num_queries(len(first)):
        assert "4 meetings, added up" in page_of(cast).text


def test_a_year_of_very_many_meetings_shows_the_latest_and_what_still_waits(cast: Cast, monkeypatch):
    monkeypatch.setattr(year, "MOST_SHOWN", 2)
    for name in ("pertama", "kedua", "ketiga"):
        closed(cast, name)
    Meeting.objects.filter(title="Musyawarah Dusun 3", code=min(codes())).update(starts_at=WEDNESDAY.replace(month=3))

    page = page_of(cast)

    assert "3 meetings, added up" in page.text
    assert {f"/en/m/{code}" for code in codes()} - set(page.links) == {f"/en/m/{min(codes())}"}
    assert page.text.count("overdue") == 2
    assert "1 more stands in the minutes of its meeting." in page.text


def codes() -> list[str]:
    return list(Meeting.objects.values_list("code", flat=True))
