"""Residents and works drawn by lot: announced before, drawn by a second person, and reckoned again by anybody."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.engines.sortition import Proof, check_draw, digest_of_list
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.actions import (
    AnnouncedAlready,
    NobodyDrawn,
    NotSeenByOthers,
    TooFewToDraw,
    TooLateToDraw,
    announce_audit,
    announce_witnesses,
    finish_project,
    hold_draw,
    look_at_work,
    start_project,
    write_bill,
)
from rembuk.projects.models import Draw, Look, Project
from rembuk.projects.queries import (
    audit_ticket_of,
    draw_by_id,
    is_witness,
    list_draws,
    reach_of,
    tickets_of,
    works_to_look_at,
)
from rembuk.projects.states import ProjectState, Verdict
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import BILL, measured, prepared, residents, seen, started

SECRET, WORD = "rahasia contoh", "dadu 3 5 1 6"


def announced(project: Project, cast: Cast) -> Draw:
    residents(cast, 8)
    return announce_witnesses(project, SECRET, by=cast.facilitator, at=THURSDAY)


def witnesses(project: Project, cast: Cast) -> list[Person]:
    tickets = hold_draw(announced(project, cast), WORD, by=cast.council, at=THURSDAY)
    return [ticket.person for ticket in tickets if ticket.person]


def proof_of(draw: Draw) -> Proof:
    tickets = list(tickets_of(draw))
    drawn = sorted((one for one in tickets if one.place), key=lambda one: one.place or 0)
    names = tuple(one.name for one in tickets)
    return Proof(draw.sealed, names, draw.seats, draw.secret, draw.word, tuple(one.name for one in drawn))


def test_before_the_draw_the_seal_and_the_list_are_fixed_and_nobody_is_drawn(cast):
    project = prepared(cast)

    draw = announced(project, cast)

    assert [one.place for one in tickets_of(draw)] == [None] * 8
    assert draw.list_digest == digest_of_list([f"W-{number:03}" for number in range(1, 9)])
    assert SECRET not in "".join(Act.objects.values_list("facts", flat=True))


def test_a_draw_is_reckoned_again_by_the_engine(cast):
    drawn = witnesses(started(cast), cast)

    assert (check_draw(proof_of(Draw.objects.get())), len(drawn)) == ("", 5)


def test_whoever_sealed_does_not_draw_not_even_past_the_action(cast):
    draw = announced(prepared(cast), cast)

    with pytest.raises(PermissionDenied):
        hold_draw(draw, WORD, by=cast.facilitator, at=THURSDAY)
    with pytest.raises(IntegrityError, match="whoever_seals_does_not_draw"), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(state="drawn", word=WORD, drawn_by=cast.facilitator, drawn_at=THURSDAY)


def test_nothing_is_drawn_twice_and_no_second_draw_is_announced(cast):
    project = prepared(cast)
    draw = announced(project, cast)
    hold_draw(draw, WORD, by=cast.council, at=THURSDAY)

    with pytest.raises(MoveNotAllowed):
        hold_draw(draw, "dadu lain", by=cast.council, at=THURSDAY)
    with pytest.raises(AnnouncedAlready):
        announce_witnesses(project, "rahasia lain", by=cast.facilitator, at=THURSDAY)


def test_staff_and_the_unconfirmed_stand_on_no_list_and_too_few_are_no_draw(cast):
    project = prepared(cast)
    residents(cast, 4)

    with pytest.raises(TooFewToDraw, match="4"):
        announce_witnesses(project, SECRET, by=cast.facilitator, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        announce_witnesses(project, SECRET, by=cast.officer, at=THURSDAY)


def test_a_draw_is_announced_before_anything_is_measured(cast):
    project = started(cast)
    residents(cast, 8)
    measured(project, 10, cast)

    with pytest.raises(TooLateToDraw):
        announce_witnesses(project, SECRET, by=cast.facilitator, at=THURSDAY)


def test_nothing_begins_before_residents_are_to_be_drawn_or_it_is_said_why_not(cast):
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)

    with pytest.raises(NobodyDrawn, match=project.code):
        start_project(project, unwitnessed_why="  ", by=cast.head, at=THURSDAY)
    announced(project, cast)
    start_project(project, by=cast.head, at=THURSDAY)

    assert project.state == ProjectState.STARTED


def test_from_the_announcement_on_officials_alone_finish_nothing(cast):
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    announced(project, cast)
    start_project(project, by=cast.head, at=THURSDAY)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)

    with pytest.raises(NotSeenByOthers, match="0 "):
        finish_project(project, by=cast.head, at=THURSDAY)


def test_once_residents_are_drawn_officials_alone_finish_nothing(cast):
    project = started(cast)
    drawn = witnesses(project, cast)
    measurement = seen(measured(project, 150, cast), cast.facilitator, cast.council)

    with pytest.raises(NotSeenByOthers):
        finish_project(project, by=cast.head, at=THURSDAY)
    seen(measurement, *drawn[:2])
    finish_project(project, by=cast.head, at=THURSDAY)

    assert reach_of(project).seen == project.volume
    assert Look.objects.filter(looked_as="").count() == 2


def test_only_the_drawn_look_and_see_what_they_are_asked(cast):
    project = started(cast)
    drawn = witnesses(project, cast)
    measurement = measured(project, 150, cast)

    with pytest.raises(PermissionDenied):
        look_at_work(measurement, Verdict.CONFIRMED, by=cast.neighbour, at=THURSDAY)

    assert (is_witness(drawn[0], project), is_witness(cast.neighbour, project)) == (True, False)
    assert list(works_to_look_at(drawn[0])) == [project]


def test_an_audit_draws_of_the_works_that_have_not_begun(cast):
    project = prepared(cast)

    draw = announce_audit(cast.kecamatan, SECRET, by=cast.monitor, at=THURSDAY)
    assert _listed(project) == (draw, None)
    hold_draw(draw_by_id(draw.pk), WORD, by=cast.camat_officer, at=THURSDAY)

    assert _listed(project) == (draw, 1)
    assert check_draw(proof_of(draw_by_id(draw.pk))) == ""
    assert list(list_draws(cast.kecamatan.number)) == [draw]


def test_what_has_begun_stands_on_no_audit_list(cast):
    started(cast)

    with pytest.raises(TooFewToDraw):
        announce_audit(cast.kecamatan, SECRET, by=cast.monitor, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        announce_audit(cast.kecamatan, SECRET, by=cast.officer, at=THURSDAY)


def _listed(project: Project) -> tuple[Draw, int | None]:
    ticket = audit_ticket_of(project)
    assert ticket
    return ticket.draw, ticket.place
