"""What follows from closed minutes is said at the desk by the head: into the plan, not now, or no with its reason."""

from __future__ import annotations

from django.test import Client

from rembuk.meetings.models import Meeting
from rembuk.plans.models import PlanItem
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState
from tests.cast import Cast
from tests.journeys.test_adopt_minutes import LACKS_MONEY, WORDS, decided_on, need_of
from tests.plans.scenes import verified
from tests.web.pages import read


def said(client: Client, meeting: Meeting, number: int, **typed: str) -> int:
    key = f"follow{number}"
    fields = {f"{key}-{name}": value for name, value in {"reason": "", "sentence": "", **typed}.items()}
    return client.post(f"/meja/rapat/{meeting.code}", {"do": key, **fields}).status_code


def test_the_head_puts_what_was_decided_into_the_plan_of_next_year(cast: Cast, client_of) -> None:
    meeting, (number,) = decided_on(cast, need_of(cast, "well"))
    client = client_of(cast.head)
    assert WORDS in read(client.get(f"/meja/rapat/{meeting.code}")).text

    assert said(client, meeting, number, way="plan") == 302

    assert PlanItem.objects.get().year == 2027
    assert f"follow{number}" not in client.get(f"/meja/rapat/{meeting.code}").content.decode()


def test_a_refusal_needs_a_reason_that_fits(cast: Cast, client_of) -> None:
    meeting, (number,) = decided_on(cast, need_of(cast, "well"))
    client = client_of(cast.head)

    assert said(client, meeting, number, way="wait") == 422
    assert Need.objects.get().state == NeedState.OPEN
    assert said(client, meeting, number, way="wait", reason=LACKS_MONEY) == 302
    assert Need.objects.get().state == NeedState.POSTPONED


def test_a_verified_item_is_planned_on_its_own_page_where_its_line_is_written(cast: Cast, client_of) -> None:
    item = verified(cast)
    assert item.need is not None
    meeting, (number,) = decided_on(cast, item.need)

    assert said(client_of(cast.head), meeting, number, way="plan") == 422


def test_who_may_not_refuse_a_need_is_asked_nothing(cast: Cast, client_of) -> None:
    meeting, (number,) = decided_on(cast, need_of(cast, "well"))

    assert f"follow{number}" not in client_of(cast.facilitator).get(f"/meja/rapat/{meeting.code}").content.decode()
    assert said(client_of(cast.facilitator), meeting, number, way="plan") == 422
    assert not PlanItem.objects.exists()
