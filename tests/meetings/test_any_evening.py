"""Two phones without a signal, a line that loses answers, a browser that is killed: one meeting comes of it, whole.

A thousand evenings instead of a few: REMBUK_EVENINGS=1000, or `./rembuk chaos meeting`.
"""

from __future__ import annotations

import os
import re
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from rembuk.cli.chaos.hall import Line, Phone, standing
from rembuk.cli.chaos.meeting import closed, guests_of, open_hall, run_meetings, something
from rembuk.meetings.states import Crowd
from rembuk.web.staging import Stage
from tests.cast import THURSDAY, play

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

EVENINGS = int(os.environ.get("REMBUK_EVENINGS", "6"))
KEY = UUID("0190a6b4-0000-7000-8000-0000000000cc")

phones = st.integers(0, 1)
picks = st.integers(0, 11)


class Evening(RuleBasedStateMachine):
    """One meeting, written down on two phones."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.guests = guests_of(Stage(play().kampung, None, THURSDAY))
        self.hall = open_hall(self.guests, KEY)

    @rule(phone=phones, what=st.integers(0, 3), number=picks)
    def keep(self, phone: int, what: int, number: int) -> None:
        self.hall.phones[phone].keep(*something(what, number))

    @rule(phone=phones, line=st.sampled_from(Line))
    def send(self, phone: int, line: Line) -> None:
        self.hall.send(self.hall.phones[phone], line)

    @rule(phone=phones)
    def renew(self, phone: int) -> None:
        self.hall.renew(self.hall.phones[phone])

    @rule(phone=phones, number=picks)
    def open_again(self, phone: int, number: int) -> None:
        self.hall.phones[phone].open_again(number)

    def teardown(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        try:
            self.hall.send_all()
            assert list(self.hall.breaches()) == []
            assert list(closed(self.hall, self.guests.guide, 1, at=THURSDAY)) == []
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)


def test_whatever_two_phones_send_in_whatever_order_the_minutes_are_whole():
    run_state_machine_as_test(
        Evening,
        settings=settings(
            settings.get_profile("rembuk"),
            max_examples=EVENINGS,
            stateful_step_count=20,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_count_stands_until_somebody_who_saw_it_counts_again():
    first, second = Phone(UUID(int=1), Client()), Phone(UUID(int=2), Client())
    first.keep("count", {"group": "women", "people": 10})
    second.keep("count", {"group": "women", "people": 12})
    first.keep("count", {"group": "women", "people": 11})

    assert standing([*first.written, *second.written]) == {Crowd.WOMEN: [11, 12]}


def test_evenings_that_go_well_are_told_in_one_line():
    told: list[str] = []

    is_well = run_meetings(Stage(play().kampung, None, THURSDAY), runs=2, seed=1, say=told.append)

    (line,) = told
    assert is_well
    assert re.fullmatch(
        r"2 evenings with seed 1 in \d+ s: \d+ entries sent \d+ times, \d+ counts disputed and picked; 0 breaches\.",
        line,
    )


def test_minutes_that_let_the_last_count_win_are_found_out(monkeypatch):
    monkeypatch.setattr("rembuk.meetings.minutes.conflicts_in", lambda _entries: ())
    told: list[str] = []

    is_well = run_meetings(Stage(play().kampung, None, THURSDAY), runs=3, seed=1, say=told.append)

    assert not is_well
    assert "standing, the minutes" in told[0]
