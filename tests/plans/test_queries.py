"""Lists, figures and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.plans.actions import decline_item, examine_item, propose_item, return_item
from rembuk.plans.models import Custody
from rembuk.plans.queries import (
    FieldSum,
    ItemFilter,
    custodies_of,
    decisions_of,
    examination_of,
    item_by_code,
    item_of_need,
    lines_of,
    list_items,
    need_with_item,
    plan_figures,
    plan_of_year,
    plan_tasks,
    planned_sums,
    shown_line_of,
    silent_custodies,
    sums_of_fields,
    versions_of,
    years_of,
)
from rembuk.plans.states import ItemState
from rembuk.voices.queries import NotACursor
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY
from tests.plans.scenes import YEAR, approved, drafted, findings, long_plan, proposed, sent_up, verified
from tests.voices.scenes import opened


def waiting(person) -> dict[str, list[str]]:
    return {one.kind.value: [row.code for row in one.rows] for one in plan_tasks(person, at=WEDNESDAY)}


def test_what_is_due_soonest_stands_first_for_the_camat(cast):
    early, late = sent_up(cast, "road"), sent_up(cast, "well")
    assert waiting(cast.camat) == {"answer_above": [early.code, late.code]}

    Custody.objects.filter(item=late, handed_on_at=None).update(due_at=WEDNESDAY)
    Custody.objects.filter(item=early, handed_on_at=None).update(due_at=None)

    assert waiting(cast.camat) == {"answer_above": [late.code, early.code]}
    Custody.objects.filter(item=early, handed_on_at=None).update(due_at=TUESDAY)
    assert waiting(cast.camat) == {"answer_above": [early.code, late.code]}


def test_a_list_goes_on_where_it_stopped_and_shows_each_item_once(cast):
    codes = [proposed(cast, name).code for name in ("road", "bridge", "well")]

    first = list_items(ItemFilter(), limit=2)
    second = list_items(ItemFilter(), after=first.older, limit=2)

    assert [row.code for row in (*first.rows, *second.rows)] == codes[::-1]
    assert second.older is None
    with pytest.raises(NotACursor):
        list_items(ItemFilter(), after="jalan")


def test_a_list_is_narrowed_by_place_year_field_and_state(cast):
    _plan, (road,) = approved(cast)
    proposed(cast, "bridge")

    def found(**wanted) -> list[str]:
        return [row.code for row in list_items(ItemFilter(**wanted)).rows]

    assert found(field="2") == found(state=ItemState.PLANNED) == [road.code]
    assert found(year=YEAR + 1) == found(region_number=cast.other_kampung.number) == []
    assert len(found(region_number=cast.kecamatan.number)) == 2
    (row,) = list_items(ItemFilter(field="2")).rows
    assert (row.cost_rupiah, row.need_code) == (62_500_000, road.need.code)


def test_the_two_figures_are_what_their_definitions_say(cast):
    approved(cast, "road", "bridge")
    decline_item(verified(cast, "well"), "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=THURSDAY)
    opened(cast, "waits")

    figures = plan_figures(cast.kecamatan.number)

    assert (figures.planned, figures.from_residents) == (2, 2)
    assert (figures.needs, figures.answered, figures.middle_days) == (4, 3, 1)
    assert plan_figures(cast.other_kampung.number).middle_days is None


def test_what_the_office_proposed_did_not_begin_with_residents(cast):
    _plan, (road,) = approved(cast)
    type(road).objects.filter(pk=road.pk).update(need=None)

    assert (plan_figures().planned, plan_figures().from_residents) == (1, 0)


def test_the_fields_add_up_to_the_whole(cast):
    approved(cast, "road", "bridge")

    assert sums_of_fields(cast.kampung.number, YEAR) == [FieldSum("2", 2, 125_000_000)]
    assert list(planned_sums(cast.kecamatan.number)) == [("planned", 2, 125_000_000)]
    assert list(planned_sums(cast.other_kampung.number)) == []


def test_everybody_sees_what_waits_for_them(cast):
    fresh = proposed(cast, "fresh")
    half = proposed(cast, "half")
    examine_item(half, findings(), by=cast.officer, at=TUESDAY)
    ready, above = verified(cast, "ready"), sent_up(cast, "above")

    assert waiting(cast.officer) == {"examine": [fresh.code], "schedule": [ready.code]}
    assert waiting(cast.council) == {"examine": [fresh.code], "second": [half.code]}
    assert waiting(cast.head) == {"decide": [ready.code]}
    assert waiting(cast.camat) == {"answer_above": [above.code]}
    assert waiting(cast.other_head) == waiting(cast.resident) == {}


def test_clocks_that_ran_out_wait_to_be_written_down(cast):
    item = sent_up(cast)

    assert not silent_custodies(at=WEDNESDAY).exists()
    assert [custody.item for custody in silent_custodies(at=WEDNESDAY + timedelta(days=60))] == [item]


def test_an_item_is_found_with_all_that_belongs_to_it(cast):
    plan, (road,) = approved(cast)
    need, item = need_with_item(road.need.code)

    assert item_by_code(road.code.lower()) == road == item == item_of_need(need)
    assert (item.code, item.state) == (road.code, ItemState.PLANNED)
    assert need_with_item(opened(cast, "alone")[0].code)[1] is None
    assert [one.tier for one in custodies_of(road)] == ["village"]
    assert [one.outcome for one in decisions_of(road)] == ["planned"]
    examination, line = examination_of(road), shown_line_of(road)
    assert examination is not None
    assert line is not None
    assert examination.seconded_by == cast.council
    assert line.plan == plan == plan_of_year(cast.kampung.number, YEAR)
    assert list(versions_of(cast.kampung.number, YEAR)) == [plan]
    assert [line.item for line in lines_of(plan)] == [road]
    assert years_of(cast.kecamatan.number) == list(range(2026, 2034))


def test_a_draft_is_shown_only_where_nothing_is_approved(cast):
    draft = drafted(cast)

    assert plan_of_year(cast.kampung.number, YEAR) == draft
    assert plan_of_year(cast.kampung.number, YEAR + 1) is None
    assert long_plan(cast) == draft.long_plan


def test_what_came_back_waits_for_the_village_again(cast):
    item = sent_up(cast)
    return_item(item, "DATA_KURANG", "Belum jelas.", by=cast.camat, at=WEDNESDAY)

    assert waiting(cast.head) == {"decide": [item.code]}
    assert waiting(cast.camat) == {}


def test_what_the_office_proposes_waits_like_the_rest(cast):
    item = propose_item(cast.programme, cast.kampung, "Biaya kantor", YEAR, by=cast.secretary, at=TUESDAY)

    assert waiting(cast.council) == {"examine": [item.code]}
