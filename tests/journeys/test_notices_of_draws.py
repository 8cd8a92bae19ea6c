"""Whoever was drawn by lot to look at a work is told so, with the day; nobody else is."""

from __future__ import annotations

import pytest

from rembuk.journal.actions import seal_acts
from rembuk.journeys.notices import write_notices
from rembuk.messaging.models import Message
from rembuk.people.actions import silence_identity
from rembuk.people.models import Identity
from rembuk.projects.actions import announce_audit, announce_witnesses, hold_draw
from rembuk.projects.models import Draw, Ticket
from tests.cast import THURSDAY, Cast, make_phone
from tests.projects.scenes import prepared, residents

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw(cast: Cast) -> Draw:
    for number, one in enumerate(residents(cast, 8)):
        make_phone(f"+6281277700{number:03}", one)
    return announce_witnesses(prepared(cast), "rahasia", by=cast.facilitator, at=THURSDAY)


def told() -> list[Message]:
    before = set(Message.objects.values_list("pk", flat=True))
    seal_acts(at=THURSDAY)
    write_notices(at=THURSDAY)
    return list(Message.objects.exclude(pk__in=before))


def drawn() -> set[str]:
    people = Ticket.objects.filter(place__isnull=False).values("person")
    return {one.value for one in Identity.objects.filter(person__in=people)}


def test_each_of_those_drawn_hears_once_on_which_day_and_nobody_else(cast: Cast, draw: Draw) -> None:
    assert (draw.project is not None, told()) == (True, [])

    hold_draw(draw, "dadu 3 5 1", by=cast.council, at=THURSDAY)
    messages = told()

    code = draw.project.code if draw.project else ""
    assert {one.recipient for one in messages} == drawn()
    assert len(messages) == draw.seats == 5
    assert {one.title for one in messages} == {f"Anda terpilih lewat undian ({code})"}
    assert all("Pada Kamis, 26 Nov 2026 Anda diundi" in one.body for one in messages)
    assert all(f"/kerja/{code}/periksa" in one.body for one in messages)
    assert told() == []


def test_whoever_said_stop_is_drawn_and_not_written_to(cast: Cast, draw: Draw) -> None:
    hold_draw(draw, "dadu 3 5 1", by=cast.council, at=THURSDAY)
    quiet = Identity.objects.get(person__in=Ticket.objects.filter(place=1).values("person"))
    silence_identity(quiet, by=None, at=THURSDAY)

    assert {one.recipient for one in told()} == drawn() - {quiet.value}


def test_a_draw_of_works_writes_to_nobody(cast: Cast) -> None:
    prepared(cast)
    audit = announce_audit(cast.kecamatan, "rahasia", by=cast.monitor, at=THURSDAY)
    hold_draw(audit, "dadu 1", by=cast.camat_officer, at=THURSDAY)

    assert told() == []
