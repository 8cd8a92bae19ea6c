"""What waits about works: only what builds something, and late only once the month of the plan has come."""

from __future__ import annotations

from datetime import datetime

import pytest

from rembuk.kernel.periods import WIB
from rembuk.people.models import Person
from rembuk.plans.actions import approve_plan, schedule_item
from rembuk.plans.models import PlanItem
from rembuk.projects.actions import announce_witnesses, hold_draw, prepare_project
from rembuk.projects.tasks import WorkTask, WorkTaskKind, work_tasks
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.plans.scenes import MEETING, drafted, line_draft, verified
from tests.projects.scenes import prepared, residents

APRIL = datetime(2027, 4, 1, tzinfo=WIB)


def waiting(cast: Cast, kind: WorkTaskKind, person: Person | None = None) -> list[WorkTask]:
    queues = work_tasks(person or cast.officer, at=THURSDAY)
    return [row for queue in queues for row in queue.rows if queue.kind is kind]


def planned(cast: Cast, **changes: object) -> str:
    plan, item = drafted(cast), verified(cast)
    schedule_item(plan, item, line_draft(title=item.title, **changes), by=cast.secretary, at=WEDNESDAY)
    approve_plan(plan, MEETING, by=cast.head, at=WEDNESDAY)
    item.refresh_from_db()
    return item.code


@pytest.mark.parametrize("activity", ["2.3.10", "2.3.01", "1.5.07", "2.4.01", "2.3.95"])
def test_what_builds_something_waits_to_become_a_project(cast, activity):
    code = planned(cast, activity_code=activity)

    assert [one.code for one in waiting(cast, WorkTaskKind.PREPARE)] == [code]


@pytest.mark.parametrize("activity", ["1.1.07", "1.4.02", "2.2.03", "4.3.01", "4.4.90"])
def test_a_training_or_a_service_needs_no_project_and_does_not_wait_for_one(cast, activity):
    planned(cast, activity_code=activity)

    assert waiting(cast, WorkTaskKind.PREPARE) == []


def test_nothing_is_late_before_the_month_in_which_the_plan_begins_it(cast):
    code = planned(cast)
    to_prepare = waiting(cast, WorkTaskKind.PREPARE)
    project = prepare_project(PlanItem.objects.get(code=code), by=cast.secretary, at=THURSDAY)

    to_bill = waiting(cast, WorkTaskKind.BILL)

    assert [(one.code, one.due_at) for one in (*to_prepare, *to_bill)] == [(code, APRIL), (project.code, APRIL)]


def test_a_draw_waits_to_be_announced_and_then_for_somebody_else_to_say_the_word(cast):
    project = prepared(cast)
    residents(cast, 5)

    before = [waiting(cast, WorkTaskKind.ANNOUNCE, one) for one in (cast.facilitator, cast.council, cast.officer)]
    draw = announce_witnesses(project, "rahasia", by=cast.facilitator, at=THURSDAY)
    between = [waiting(cast, WorkTaskKind.DRAW, one) for one in (cast.facilitator, cast.council)]
    hold_draw(draw, "dadu 3", by=cast.council, at=THURSDAY)

    assert [len(rows) for rows in (*before, *between)] == [1, 1, 0, 0, 1]
    assert waiting(cast, WorkTaskKind.ANNOUNCE, cast.council) + waiting(cast, WorkTaskKind.DRAW, cast.council) == []
