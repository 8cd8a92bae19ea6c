"""Goods that came, against the bill; and the sides of what stands, thickness at three points."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.programmes.rules import WorkRules
from rembuk.projects.actions import Sides, measure_work, record_delivery, write_bill
from rembuk.projects.models import BillRow, Delivery, Measurement, Project
from rembuk.projects.queries import bill_of, delivered
from rembuk.projects.questioning import Question, QuestionKind
from rembuk.projects.questions import goods_questions
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import BILL, measured, prepared, started
from tests.web.pages import read

SIDES = Sides(length_cm=6_000, width_cm=250, thickness_mm=(120, 95, 118))


def cement_of(project: Project) -> BillRow:
    row = BillRow.objects.get(project=project, what="Semen")
    row.project = project
    return row


def came(project: Project, sacks: int, cast: Cast, key: UUID | None = None) -> Delivery:
    row, words = cement_of(project), "Nota 12, di balai."
    return record_delivery(row, Decimal(sacks), words, key=key or uuid4(), by=cast.officer, at=THURSDAY)


def about_goods(project: Project) -> list[Question]:
    return list(goods_questions(project, bill_of(project), WorkRules()))


def test_what_came_adds_up_beside_what_was_planned(cast: Cast) -> None:
    project = started(cast)
    came(project, 100, cast)
    came(project, 60, cast)

    rows = {row.what: delivered(row) for row in bill_of(project)}

    assert rows == {"Semen": Decimal(160), "Sewa molen": None, "Pekerja": None, "Pasir dari warga": None}
    act = Act.objects.filter(kind="project.delivered").order_by("at", "id").last()
    assert act is not None
    assert act.is_public
    assert (facts_of(act)["quantity"], facts_of(act)["sentence"]) == ("60", "Semen: Nota 12, di balai.")


def test_a_delivery_sent_twice_counts_once(cast: Cast) -> None:
    project, key = started(cast), uuid4()

    first, again = (came(project, 100, cast, key) for _twice in range(2))

    assert first == again
    assert Delivery.objects.count() == 1


def test_only_the_place_writes_down_what_came_and_only_while_it_is_built(cast: Cast) -> None:
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)

    with pytest.raises(MoveNotAllowed):
        came(project, 1, cast)
    for nobody in (cast.other_officer, cast.resident, None):
        with pytest.raises(PermissionDenied):
            record_delivery(cement_of(project), Decimal(1), "Nota.", key=uuid4(), by=nobody, at=THURSDAY)


def test_the_database_keeps_what_came_as_it_was_written(cast: Cast) -> None:
    delivery = came(started(cast), 100, cast)

    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(quantity=400)
    with pytest.raises(IntegrityError, match="a_delivery_is_of_something"), transaction.atomic():
        came(Project.objects.get(), 0, cast)


@pytest.mark.parametrize(("sacks", "asked"), [(80, []), (76, [Question(QuestionKind.GOODS_BEHIND, "Semen", 21, 20)])])
def test_a_reader_asks_when_more_stands_than_goods_came(cast: Cast, sacks: int, asked: list[Question]) -> None:
    project = started(cast)
    measured(project, 60, cast)  # 40 of 100 parts; of 400 sacks 80 are 20.
    came(project, sacks, cast)

    assert about_goods(project) == asked


def test_nobody_asks_about_goods_while_no_delivery_is_written_down(cast: Cast) -> None:
    project = started(cast)
    measured(project, 150, cast)

    assert about_goods(project) == []


def test_sides_and_three_thicknesses_are_kept_told_and_shown(cast: Cast) -> None:
    project = started(cast)

    one = measure_work(project, Decimal(60), "Dengan meteran.", None, SIDES, by=cast.officer, at=THURSDAY)

    assert (one.length_cm, one.width_cm, one.thickness_mm) == (6_000, 250, (120, 95, 118))
    facts = facts_of(Act.objects.get(kind="project.measured"))
    assert (facts["length_cm"], facts["width_cm"], facts["thickness_mm"]) == ("6000", "250", "120 95 118")
    text = read(Client().get(f"/kerja/{project.code}/perjalanan")).text
    assert "60 m × 2,5 m" in text
    assert "12 · 9,5 · 11,8 cm" in text


def test_thickness_at_two_points_is_none(cast: Cast) -> None:
    project = started(cast)
    one = measured(project, 60, cast)

    assert one.thickness_mm is None
    with pytest.raises(IntegrityError, match="thickness_is_measured_at_three_points"), transaction.atomic():
        Measurement.objects.create(
            project=project, amount=1, words="Dua titik.", first_thickness_mm=1, second_thickness_mm=2,
            measured_by=cast.officer, measured_as="officer", measured_at=THURSDAY + timedelta(hours=1),
        )  # fmt: skip
