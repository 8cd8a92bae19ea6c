"""Two devices write down one meeting, and send what they are unsure of again: nothing is lost, nothing counts twice."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rembuk.meetings.actions import record_entry
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry
from rembuk.meetings.queries import minutes_of
from rembuk.meetings.states import EntryKind
from tests.cast import WEDNESDAY, key_of
from tests.meetings.scenes import running

pytestmark = pytest.mark.django_db

SIZE = 5


def sendings():
    """The entries of both devices, each sent at least once, some again, in any order."""
    every = [(device, number) for device in ("facilitator", "officer") for number in range(SIZE)]
    again = st.lists(st.sampled_from(every), max_size=8)
    return again.flatmap(lambda more: st.permutations([*every, *more]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=sendings())
def test_any_order_with_any_repeats_gives_the_same_minutes(cast, order):
    with transaction.atomic():
        meeting = running(cast)
        for device, number in order:
            words = f"Tugas {number} dari {device}"
            draft = EntryDraft(
                key=key_of(words), kind=EntryKind.TASKED, words=words, owner="petugas", due_on=WEDNESDAY.date()
            )
            record_entry(meeting, draft, by=getattr(cast, device), at=WEDNESDAY)

        numbers = list(Entry.objects.filter(meeting=meeting).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, 2 * SIZE + 1))
        assert {task.words for task in minutes_of(meeting).tasks} == {
            f"Tugas {number} dari {device}" for device in ("facilitator", "officer") for number in range(SIZE)
        }
        transaction.set_rollback(True)
