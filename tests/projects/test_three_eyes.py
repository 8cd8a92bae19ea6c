"""Measured by one, seen by two others: nobody alone moves a project to done."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.kernel.states import MoveNotAllowed
from rembuk.projects.actions import (
    AlreadyJudged,
    NotSeenByOthers,
    finish_project,
    halt_project,
    look_at_work,
    measure_work,
)
from rembuk.projects.models import Look, Measurement
from rembuk.projects.queries import Reach, reach_of
from rembuk.projects.states import ProjectState, Verdict
from tests.cast import THURSDAY
from tests.projects.scenes import measured, seen, started


def test_what_the_team_says_and_what_others_saw_are_two_numbers(cast):
    project = started(cast)
    seen(measured(project, 60, cast), cast.facilitator, cast.council)
    seen(measured(project, 90, cast), cast.council)

    reach = reach_of(project)

    assert reach == Reach(seen=Decimal(60), claimed=Decimal(90), is_disputed=False)
    assert (reach.percent_seen(project.volume), reach.percent_claimed(project.volume)) == (40, 60)


def test_per_cent_are_never_rounded_up_to_all(cast):
    project = started(cast)

    measure_work(project, Decimal("149.9"), "Hampir selesai.", by=cast.officer, at=THURSDAY)

    assert reach_of(project).percent_claimed(project.volume) == 99


def test_a_project_is_done_once_two_others_have_seen_all_of_it(cast):
    project = started(cast)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)

    finish_project(project, by=cast.head, at=THURSDAY)

    assert (project.state, project.done_at) == (ProjectState.DONE, THURSDAY)


def test_one_other_person_is_not_enough(cast):
    project = started(cast)
    seen(measured(project, 150, cast), cast.facilitator)

    with pytest.raises(NotSeenByOthers):
        finish_project(project, by=cast.head, at=THURSDAY)


def test_one_who_saw_it_otherwise_keeps_a_project_open_and_says_why(cast):
    project = started(cast)
    measurement = seen(measured(project, 150, cast), cast.facilitator, cast.council)
    look_at_work(measurement, Verdict.DISPUTED, "Tebalnya hanya 8 cm.", by=cast.monitor, at=THURSDAY)

    with pytest.raises(NotSeenByOthers):
        finish_project(project, by=cast.head, at=THURSDAY)

    assert reach_of(project) == Reach(seen=Decimal(0), claimed=Decimal(150), is_disputed=True)


def test_whoever_measured_does_not_look_not_even_past_the_action(cast):
    project = started(cast)
    measurement = measured(project, 150, cast)

    with pytest.raises(PermissionDenied):
        look_at_work(measurement, Verdict.CONFIRMED, by=cast.officer, at=THURSDAY)
    with pytest.raises(IntegrityError, match="who_measured_is_not_who_looks"), transaction.atomic():
        Look.objects.create(
            measurement=measurement,
            measured_by=cast.officer,
            verdict=Verdict.CONFIRMED,
            looked_by=cast.officer,
            looked_as="officer",
            looked_at=THURSDAY,
        )


def test_somebody_judges_a_measurement_once_however_often_it_is_sent(cast):
    measurement = seen(measured(started(cast), 150, cast), cast.council)

    seen(measurement, cast.council)
    with pytest.raises(AlreadyJudged):
        look_at_work(measurement, Verdict.DISPUTED, "Ternyata belum.", by=cast.council, at=THURSDAY)

    assert [look.verdict for look in Look.objects.all()] == [Verdict.CONFIRMED]


def test_two_words_of_one_person_are_refused_even_past_the_action(cast):
    seen(measured(started(cast), 150, cast), cast.council)
    look = Look.objects.get()
    same = {one.attname: getattr(look, one.attname) for one in Look._meta.concrete_fields if one.name != "id"}

    with pytest.raises(IntegrityError, match=r"a_person_judges_a_measurement_once|UNIQUE"), transaction.atomic():
        Look.objects.create(**same)


def test_a_measurement_is_never_changed(cast):
    measurement = measured(started(cast), 60, cast)

    with pytest.raises(DatabaseError), transaction.atomic():
        Measurement.objects.filter(pk=measurement.pk).update(amount=150)


def test_an_officer_of_another_kampung_neither_measures_nor_finishes(cast):
    project = started(cast)

    with pytest.raises(PermissionDenied):
        measure_work(project, Decimal(10), "Diukur.", by=cast.other_officer, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        finish_project(project, by=cast.other_head, at=THURSDAY)


def test_nothing_is_measured_while_a_project_is_halted(cast):
    project = started(cast)
    halt_project(project, "Menunggu semen.", by=cast.head, at=THURSDAY)

    with pytest.raises(MoveNotAllowed):
        measured(project, 10, cast)
