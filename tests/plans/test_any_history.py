"""Whatever is done with plans, in whatever order: no need is lost, no number changes, one tier holds each item.

A thousand histories instead of a few: REMBUK_HISTORIES=1000.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rembuk.journeys.fates import SHARED_FATES, count_fates
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.actions import (
    AlreadyTakenUp,
    GateNotPassed,
    NotInThisPlan,
    NotReady,
    adopt_item,
    approve_plan,
    carry_over_item,
    change_line,
    confirm_examination,
    decline_item,
    dispute_examination,
    draw_up_plan,
    drop_line,
    examine_item,
    make_long_plan,
    note_silence,
    pass_up_item,
    return_item,
    schedule_item,
    send_up_item,
    take_up_again,
    take_up_need,
)
from rembuk.plans.differences import digest_of
from rembuk.plans.models import Custody, Decision, Examination, PlanItem, PlanLine, YearPlan
from rembuk.plans.states import HeldBy, ItemState, PlanState
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import NotRouted, answer_need, decline_need, merge_voice, reopen_need, route_need
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import NeedState
from tests.cast import MONDAY, Cast, play
from tests.plans.scenes import findings, line_draft, routed, verify
from tests.voices.scenes import opened, tidied

NOT_POSSIBLE = (
    AlreadyTakenUp,
    GateNotPassed,
    MoveNotAllowed,
    MovedMeanwhile,
    NotInThisPlan,
    NotReady,
    NotRouted,
    PermissionDenied,
)
HISTORIES = int(os.environ.get("REMBUK_HISTORIES", "25"))
picks = st.integers(0, 5)
REACHED: set[str] = set()


@contextmanager
def _if_possible() -> Iterator[None]:
    """A refused deed changes nothing, and the story goes on."""
    try:
        with transaction.atomic():
            yield
    except NOT_POSSIBLE:
        pass


class PlanningYears(RuleBasedStateMachine):
    """A kampung plans with three needs for some years."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: Cast = play()
        self.now: datetime = MONDAY
        self.long_plan = make_long_plan(self.cast.programme, self.cast.kampung, 2026, by=self.cast.head, at=MONDAY)
        for name in ("road", "bridge", "well"):
            need, _voice = opened(self.cast, name, title=name)
            merge_voice(tidied(self.cast, f"{name} too"), need, by=self.cast.officer, at=self.tick())
        self.needs = set(Need.objects.values_list("pk", "code"))
        # All are under way, so that chance soon meets what lies at the end.
        for pick in (0, 1, 2):
            item = take_up_need(self.need(pick), 2027, by=self.cast.officer, at=self.tick())
            verify(item if pick else routed(item, self.cast, at=self.tick()), self.cast, at=self.tick())
        if above := self.item(0, ItemState.VERIFIED):
            with _if_possible():
                send_up_item(above, "BUKAN_KEWENANGAN", "Provinsi.", by=self.cast.officer, at=self.tick())
        if scheduled := self.item(1, ItemState.VERIFIED):
            plan = draw_up_plan(self.long_plan, 2027, "Rancangan", by=self.cast.secretary, at=self.tick())
            schedule_item(plan, scheduled, line_draft(), by=self.cast.secretary, at=self.tick())
        if later := self.item(2, ItemState.VERIFIED):
            carry_over_item(later, "PAGU_TIDAK_CUKUP", "Habis.", by=self.cast.head, at=self.tick())
            take_up_again(later, "Tahun baru.", by=self.cast.camat, at=self.tick())
        self.numbers: dict[UUID, str] = {}
        self.sealed: dict[UUID, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def tick(self, days: int = 0) -> datetime:
        self.now += timedelta(days=days, minutes=1)
        return self.now

    def need(self, pick: int) -> Need:
        return list(Need.objects.select_related("programme", "region", "answer").order_by("title"))[pick % 3]

    def item(self, pick: int, *states: ItemState) -> PlanItem | None:
        items = PlanItem.objects.select_related("need__programme", "need__answer", "programme", "region")
        found = list(items.filter(state__in=states or list(ItemState)).order_by("title"))
        return found[pick % len(found)] if found else None

    def likely(self, pick: int, *states: ItemState) -> PlanItem | None:
        """An item that the deed is meant for, or else any: refusals belong to the story too."""
        return self.item(pick, *states) or self.item(pick)

    def draft(self) -> YearPlan | None:
        return YearPlan.objects.filter(state=PlanState.DRAFT).select_related("region").order_by("year").first()

    # --- needs --------------------------------------------------------------------------------------------------

    @rule(pick=picks)
    def take_up(self, pick: int) -> None:
        with _if_possible():
            take_up_need(self.need(pick), 2027, by=self.cast.officer, at=self.tick())

    @rule(pick=picks, answer=st.sampled_from(["provincial", "village"]))
    def route(self, pick: int, answer: str) -> None:
        need = self.need(pick)
        keys = {"provincial": "provincial", "village": "village_road"}
        with _if_possible():
            route_need(need, keys[answer], by=self.cast.officer, at=self.tick())

    @rule(pick=picks)
    def answer_past_the_plan(self, pick: int) -> None:
        with _if_possible():
            answer_need(self.need(pick), "Sudah.", by=self.cast.head, at=self.tick())

    @rule(pick=picks)
    def decline_past_the_plan(self, pick: int) -> None:
        with _if_possible():
            decline_need(self.need(pick), "KEPENTINGAN_PRIBADI", "Tidak.", by=self.cast.head, at=self.tick())

    @rule(pick=picks)
    def reopen_past_the_plan(self, pick: int) -> None:
        with _if_possible():
            reopen_need(self.need(pick), "Dilihat lagi.", by=self.cast.camat, at=self.tick())

    # --- examining ----------------------------------------------------------------------------------------------

    @rule(pick=picks, closed=st.sampled_from(["", "land", "authority"]))
    def examine(self, pick: int, closed: str) -> None:
        if item := self.item(pick, ItemState.PROPOSED):
            found = findings(**({closed: "Belum"} if closed else {}))
            with _if_possible():
                examine_item(item, found, by=self.cast.officer, at=self.tick())

    @rule(confirmed=st.booleans(), by=st.sampled_from(["officer", "council"]))
    def second(self, confirmed: bool, by: str) -> None:
        waiting = Examination.objects.filter(seconded_at__isnull=True).select_related("item__need").first()
        if waiting is None:
            return
        person: Any = getattr(self.cast, by)  # Any: one of the cast.
        with _if_possible():
            if confirmed:
                confirm_examination(waiting, by=person, at=self.tick())
            else:
                dispute_examination(waiting, "Belum jelas.", by=person, at=self.tick())

    # --- the plan of a year -------------------------------------------------------------------------------------

    @rule(year=st.sampled_from([2027, 2028]))
    def draw_up(self, year: int) -> None:
        with _if_possible():
            draw_up_plan(self.long_plan, year, "Rancangan", by=self.cast.secretary, at=self.tick())

    @rule(pick=picks)
    def schedule(self, pick: int) -> None:
        item, plan = self.item(pick, ItemState.VERIFIED), self.draft()
        if item and plan:
            with _if_possible():
                schedule_item(plan, item, line_draft(), by=self.cast.secretary, at=self.tick())

    @rule(pick=picks, cost=st.integers(0, 10**12), drops=st.booleans())
    def change_or_drop(self, pick: int, cost: int, drops: bool) -> None:
        lines = list(
            PlanLine.objects.select_related("plan__region", "item").order_by(
                "plan__year", "plan__version", "item__title"
            )
        )
        if not lines:
            return
        line = lines[pick % len(lines)]
        with _if_possible():
            if drops:
                drop_line(line, "Pagu", by=self.cast.secretary, at=self.tick())
            else:
                change_line(line, line_draft(cost_rupiah=cost), "Harga", by=self.cast.secretary, at=self.tick())

    @rule()
    def approve(self) -> None:
        if plan := self.draft():
            with _if_possible():
                approve_plan(plan, "Musrenbang", by=self.cast.head, at=self.tick())

    # --- deciding and handing on --------------------------------------------------------------------------------

    @rule(pick=picks, by=st.sampled_from(["head", "camat"]))
    def carry_over(self, pick: int, by: str) -> None:
        if item := self.likely(pick, ItemState.VERIFIED):
            with _if_possible():
                carry_over_item(item, "PAGU_TIDAK_CUKUP", "Habis.", by=getattr(self.cast, by), at=self.tick())

    @rule(pick=picks, by=st.sampled_from(["head", "camat"]))
    def decline(self, pick: int, by: str) -> None:
        if item := self.likely(pick, ItemState.VERIFIED):
            with _if_possible():
                decline_item(item, "KEPENTINGAN_PRIBADI", "Tidak.", by=getattr(self.cast, by), at=self.tick())

    @rule(pick=picks)
    def take_up_once_more(self, pick: int) -> None:
        if item := self.likely(pick, ItemState.CARRIED, ItemState.DECLINED):
            with _if_possible():
                take_up_again(item, "Tahun baru.", by=self.cast.camat, at=self.tick())

    @rule(pick=picks)
    def send_up(self, pick: int) -> None:
        if item := self.likely(pick, ItemState.VERIFIED):
            with _if_possible():
                send_up_item(item, "BUKAN_KEWENANGAN", "Provinsi.", by=self.cast.officer, at=self.tick())

    @rule(pick=picks)
    def pass_up(self, pick: int) -> None:
        if item := self.likely(pick, ItemState.SENT_UP):
            with _if_possible():
                pass_up_item(item, "Ke kabupaten.", by=self.cast.camat, at=self.tick())

    @rule(pick=picks, taken=st.booleans())
    def answer_from_above(self, pick: int, taken: bool) -> None:
        if item := self.likely(pick, ItemState.SENT_UP):
            with _if_possible():
                if taken:
                    adopt_item(item, "Masuk RKPD.", by=self.cast.camat, at=self.tick())
                else:
                    return_item(item, "PAGU_TIDAK_CUKUP", "Habis.", by=self.cast.camat, at=self.tick())

    @rule(pick=picks, days=st.sampled_from([1, 40]))
    def stay_silent(self, pick: int, days: int) -> None:
        if item := self.item(pick):
            with _if_possible():
                note_silence(item, by=None, at=self.tick(days))

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def remember_where_chance_has_been(self) -> None:
        if hasattr(self, "needs"):
            REACHED.update(PlanItem.objects.values_list("state", flat=True))

    @invariant()
    def no_need_is_lost_and_no_number_changes(self) -> None:
        if hasattr(self, "needs"):
            now = dict(PlanItem.objects.values_list("pk", "code"))
            assert set(Need.objects.values_list("pk", "code")) == self.needs
            assert {pk: now[pk] for pk in self.numbers} == self.numbers
            self.numbers = now

    @invariant()
    def one_tier_holds_each_item(self) -> None:
        if hasattr(self, "needs"):
            held = Custody.objects.filter(handed_on_at__isnull=True).values_list("item", "tier")
            assert sorted(held) == sorted(PlanItem.objects.values_list("pk", "held_by"))

    @invariant()
    def everything_has_one_fate_and_its_reason(self) -> None:
        if hasattr(self, "needs"):
            assert sum(count_fates().values()) == Voice.objects.count() == 6
            assert all(NeedState(state) in SHARED_FATES for state in Need.objects.values_list("state", flat=True))
            for item in PlanItem.objects.select_related("decision"):
                last = Decision.objects.filter(item=item).order_by("-decided_at", "-id").first()
                assert item.decision is None or item.decision == last
            assert not Need.objects.filter(state=NeedState.DECLINED, answer__next_step="").exists()

    @invariant()
    def a_scheduled_item_has_one_line_in_a_draft(self) -> None:
        if hasattr(self, "needs"):
            scheduled = set(PlanItem.objects.filter(state=ItemState.SCHEDULED).values_list("pk", flat=True))
            planned = set(PlanItem.objects.filter(state=ItemState.PLANNED).values_list("pk", flat=True))
            in_drafts = set(PlanLine.objects.filter(plan__state=PlanState.DRAFT).values_list("item", flat=True))
            approved = set(PlanLine.objects.filter(plan__state=PlanState.APPROVED).values_list("item", flat=True))
            assert scheduled <= in_drafts <= scheduled | planned
            assert planned == approved

    @invariant()
    def an_approved_plan_stays_as_it_was(self) -> None:
        if hasattr(self, "needs"):
            for plan in YearPlan.objects.exclude(state=PlanState.DRAFT):
                digest = digest_of(PlanLine.objects.filter(plan=plan).select_related("item"))
                assert digest == plan.digest == self.sealed.setdefault(plan.pk, digest)

    @invariant()
    def what_lies_above_was_sent_up(self) -> None:
        if hasattr(self, "needs"):
            above = PlanItem.objects.exclude(held_by=HeldBy.VILLAGE)
            assert set(above.values_list("state", flat=True)) <= {ItemState.SENT_UP, ItemState.ADOPTED}


@pytest.mark.django_db
def test_whatever_is_done_with_plans_nothing_is_lost():
    run_state_machine_as_test(
        PlanningYears,
        settings=settings(
            settings.get_profile("rembuk"),
            max_examples=HISTORIES,
            stateful_step_count=40,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # Which ends chance finds is its own affair; a story that got stuck would stay with the five it begins with.
    assert len(REACHED) >= 7
