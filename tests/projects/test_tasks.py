"""What waits about works: only what builds something, and late only once the month of the plan has come."""

from __future__ import annotations

from datetime import datetime

import pytest

from rembuk.kernel.periods import WIB
from rembuk.plans.actions import approve_plan, schedule_item
from rembuk.plans.models import PlanItem
from rembuk.projects.actions import prepare_project
from rembuk.projects.tasks import WorkTask, WorkTaskKind, work_tasks
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.plans.scenes import MEETING, drafted, line_draft, verified

APRIL = datetime(2027, 4, 1, tzinfo=WIB)


def waiting(cast: Cast, kind: WorkTaskKind) -> list[WorkTask]:
    return [row for queue in work_tasks(cast.officer, at=THURSDAY) for row in queue.rows if queue.kind is kind]


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
