"""Short ways to the middle of a story about plans: an item proposed, verified, scheduled, sent up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from rembuk.plans.actions import (
    approve_plan,
    confirm_examination,
    draw_up_plan,
    examine_item,
    make_long_plan,
    schedule_item,
    send_up_item,
    take_up_need,
)
from rembuk.plans.drafts import Finding, LineDraft
from rembuk.plans.models import LongPlan, PlanItem, YearPlan
from rembuk.plans.states import Fund, Gate, Mode
from rembuk.voices.actions import route_need
from tests.cast import TUESDAY, WEDNESDAY, Cast
from tests.voices.scenes import opened

YEAR = 2027
MEETING = "Musrenbang Kampung Bangun Rejo, 20 September 2026"

LINE = LineDraft(
    activity_code="2.3.10",
    title="Rabat beton jalan Dusun 3",
    place="Dusun 3, depan musala",
    volume=Decimal(150),
    unit="meter",
    cost_rupiah=62_500_000,
    cost_source="Standar harga kabupaten 2026",
    fund=Fund.DDS,
    mode=Mode.SELF_MANAGED,
    implementer="TPK Kampung Bangun Rejo",
    first_month=4,
    last_month=6,
    men=120,
    women=130,
    poor_households=24,
)


def line_draft(**changes: Any) -> LineDraft:
    return replace(LINE, **changes)


def findings(**closed: str) -> Mapping[Gate, Finding]:
    """All gates passed, but for those named with what was found there."""
    found = {gate: Finding(passed=True, evidence=f"Bukti {gate.value}") for gate in Gate}
    found[Gate.COST] = Finding(passed=True, evidence="Standar harga kabupaten 2026", cost_rupiah=62_500_000)
    return found | {Gate(gate): Finding(passed=False, evidence=what) for gate, what in closed.items()}


def proposed(cast: Cast, name: str = "road", *, at: datetime = TUESDAY) -> PlanItem:
    need, _voice = opened(cast, name, title=f"Perbaikan {name}")
    return take_up_need(need, YEAR, by=cast.officer, at=at)


def routed(item: PlanItem, cast: Cast, answer: str = "provincial", *, at: datetime = TUESDAY) -> PlanItem:
    """Find out that the province, or whoever else, is responsible."""
    assert item.need is not None
    route_need(item.need, answer, by=cast.officer, at=at)
    return item


def verify(item: PlanItem, cast: Cast, *, at: datetime = TUESDAY, closed: Mapping[str, str] | None = None) -> PlanItem:
    examination = examine_item(item, findings(**(closed or {})), by=cast.officer, at=at)
    confirm_examination(examination, by=cast.council, at=at)
    return item


def verified(
    cast: Cast, name: str = "road", *, at: datetime = TUESDAY, closed: Mapping[str, str] | None = None
) -> PlanItem:
    return verify(proposed(cast, name, at=at), cast, at=at, closed=closed)


def sent_up(cast: Cast, name: str = "road", *, at: datetime = TUESDAY) -> PlanItem:
    item = verify(routed(proposed(cast, name, at=at), cast, at=at), cast, at=at, closed={"authority": "Jalan provinsi"})
    send_up_item(item, "BUKAN_KEWENANGAN", "Jalan milik provinsi.", by=cast.secretary, at=at)
    return item


def long_plan(cast: Cast) -> LongPlan:
    found = LongPlan.objects.filter(region=cast.kampung).first()
    return found or make_long_plan(cast.programme, cast.kampung, 2026, by=cast.head, at=TUESDAY)


def drafted(cast: Cast, *, at: datetime = TUESDAY) -> YearPlan:
    return draw_up_plan(long_plan(cast), YEAR, "Rancangan awal", by=cast.secretary, at=at)


def approved(cast: Cast, *names: str, at: datetime = WEDNESDAY) -> tuple[YearPlan, list[PlanItem]]:
    """An approved plan that holds items of these names, "road" if none is given."""
    plan = drafted(cast, at=at)
    items = [verified(cast, name, at=at) for name in names or ("road",)]
    for item in items:
        schedule_item(plan, item, line_draft(title=item.title), by=cast.secretary, at=at)
    approve_plan(plan, MEETING, by=cast.head, at=at)
    plan.refresh_from_db()
    return plan, [PlanItem.objects.get(pk=item.pk) for item in items]
