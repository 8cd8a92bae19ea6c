"""Drawing takes a moment, and in that moment others write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from rembuk.documents.drawing import draw
from rembuk.meetings.models import Meeting
from rembuk.tenancy import in_tenant
from rembuk.tenancy.backends.sqlite3 import base
from tests.cast import LAMPUNG_TENGAH, play
from tests.committing import copied_database
from tests.meetings.scenes import called

pytestmark = pytest.mark.sqlite


@pytest.fixture
def meeting(django_db_setup, django_db_blocker) -> Iterator[Meeting]:
    with django_db_blocker.unblock(), copied_database():
        with in_tenant(LAMPUNG_TENGAH):
            made = called(play())
        yield made


def test_nobody_waits_to_write_while_a_paper_is_drawn(meeting: Meeting, monkeypatch):
    held: list[tuple[bool, bool]] = []

    def watched(paper):
        held.append((base._write_lock.locked(), connection.in_atomic_block))
        return draw(paper)

    monkeypatch.setattr("rembuk.web.papers.answers.draw", watched)

    answer = Client().get(f"/m/{meeting.code}/undangan.pdf")

    assert (answer.status_code, held) == (200, [(False, False)])
