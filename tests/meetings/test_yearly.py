"""A year of meetings added up: from nothing but what each of them shows, so that no masked number follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rembuk.meetings.actions import close_meeting
from rembuk.meetings.attendance import cell_of
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure
from rembuk.meetings.yearly import Total, cadences_of, heard_in, outcomes_of, read_year, total_of
from rembuk.programmes.queries import rules_at
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.meetings.scenes import count, ready_to_close, write

LAST_MINUTE = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23.59 in western Indonesia.


def held(cast: Cast, name: str, *, women: int = 10) -> Meeting:
    meeting = ready_to_close(cast, name, women=women)
    close_meeting(meeting, "Panen padi.", by=cast.facilitator, at=WEDNESDAY)
    return meeting


def test_a_year_holds_the_closed_meetings_of_its_kampung_by_the_clock_of_indonesia(cast: Cast):
    meeting = held(cast, "one")
    ready_to_close(cast, "open")
    last, first = held(cast, "last"), held(cast, "first")
    Meeting.objects.filter(pk=last.pk).update(starts_at=LAST_MINUTE)
    Meeting.objects.filter(pk=first.pk).update(starts_at=LAST_MINUTE + timedelta(minutes=1))

    assert read_year(cast.kampung, 2026).meetings == [meeting, last]
    assert read_year(cast.kampung, 2027).meetings == [first]
    assert read_year(cast.other_kampung, 2026).meetings == []
    assert read_year(cast.kampung, 2026).years == [2027, 2026]


def test_what_was_counted_is_added_up_by_group(cast: Cast):
    held(cast, "one")
    held(cast, "two", women=12)

    heard = heard_in(read_year(cast.kampung, 2026))

    assert heard[Crowd.WOMEN].counted[Measure.CAME] == Total(22, is_least=False)
    assert heard[Crowd.EVERYBODY].counted[Measure.CAME] == Total(44, is_least=False)
    assert heard[Crowd.WOMEN].counted[Measure.WON] is None
    assert list(heard) == [Crowd.EVERYBODY, Crowd.WOMEN]


def test_where_a_meeting_masks_a_number_the_year_says_at_least_the_others(cast: Cast):
    held(cast, "one")
    held(cast, "few", women=3)

    heard = heard_in(read_year(cast.kampung, 2026))

    assert heard[Crowd.WOMEN].counted[Measure.CAME] == Total(10, is_least=True)


def test_only_masked_numbers_stay_masked(cast: Cast):
    held(cast, "few", women=3)

    total = heard_in(read_year(cast.kampung, 2026))[Crowd.WOMEN].counted[Measure.CAME]

    assert total is not None
    assert total.is_masked


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(1, 4), st.integers(1, 4))
def test_the_sum_is_the_same_whichever_small_number_was_masked(counts, one, other):
    assert total_of(cell_of(people) for people in [*counts, one]) == total_of(
        cell_of(people) for people in [*counts, other]
    )


def test_what_was_handed_out_is_told_with_what_came_of_it(cast: Cast):
    meeting = ready_to_close(cast, "first")
    measured, waiting = (
        write(cast, meeting, words, EntryKind.TASKED, words=words, owner="TPK", due_on=THURSDAY.date())
        for words in ("Ukur jalan", "Tanya pemilik lahan")
    )
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    following = ready_to_close(cast, "next")
    told = write(cast, following, "done", EntryKind.FINISHED, words="Sudah diukur.", target=measured)
    assert finishes(cast) == [(measured, None), (waiting, None)]

    close_meeting(following, by=cast.facilitator, at=WEDNESDAY)

    assert finishes(cast) == [(measured, told), (waiting, None)]


def finishes(cast: Cast) -> list[tuple[Entry, Entry | None]]:
    return [(one.task, one.finish) for one in outcomes_of(read_year(cast.kampung, 2026))]


def test_a_recurring_meeting_is_missed_the_day_after_it_was_due(cast: Cast):
    meeting = held(cast, "hamlet")
    due_at = meeting.starts_at + timedelta(days=365)

    def told(at: datetime) -> dict[str, bool]:
        year, rules = read_year(cast.kampung, 2026), rules_at(cast.programme, at)
        return {one.kind.key: one.is_missed for one in cadences_of(year, rules, at=at)}

    assert told(due_at)["hamlet_meeting"] is False
    assert told(due_at + timedelta(days=1))["hamlet_meeting"] is True
    # What was never held has no day from which to count, and the kecamatan's own meeting is not the kampung's.
    assert told(due_at + timedelta(days=1))["progress_meeting"] is False
    assert "subdistrict_forum" not in told(due_at)


def test_numbers_that_were_not_counted_are_no_noughts(cast: Cast):
    meeting = ready_to_close(cast)
    count(cast, meeting, Crowd.YOUTH, 0)
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    heard = heard_in(read_year(cast.kampung, 2026))

    assert heard[Crowd.YOUTH].counted[Measure.CAME] == Total(0, is_least=False)
    assert Crowd.ELDERLY not in heard
