"""Whatever is done with gifts, in whatever order: no rupiah is lost, doubled or spent on anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rembuk.finance.actions import (
    approve_request,
    ask_for_payment,
    end_promise,
    lapse_contribution,
    pay_request,
    pledge_contribution,
    promise_contribution,
    receive_contribution,
    receive_money,
    report_contribution,
    return_contribution,
    sign_contribution,
    spend_contribution,
    turn_back,
)
from rembuk.finance.drafts import Slip
from rembuk.finance.giving import fund_of
from rembuk.finance.limits import NotEnoughCash, OverTheBudget
from rembuk.finance.models import Contribution, DonorReport, PaymentRequest, Transfer
from rembuk.finance.purses import NotEnoughLeft, OutsideTheRestriction, purse_of
from rembuk.finance.queries import cash_of
from rembuk.finance.stacks import stack_of
from rembuk.finance.states import ContributionState, Donor
from rembuk.journal.models import Act
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.states import Fund
from rembuk.tenancy.moves import MovedMeanwhile
from tests.cast import WEDNESDAY, Cast, key_of, play
from tests.finance.gift_scenes import NAME, PUBLIC, gift_draft, gift_post, road
from tests.finance.scenes import YEAR, treasurer

NOT_POSSIBLE = (
    MoveNotAllowed,
    MovedMeanwhile,
    NotEnoughCash,
    NotEnoughLeft,
    OutsideTheRestriction,
    OverTheBudget,
    PermissionDenied,
)
FUNDS = (Fund.CSR, Fund.SWD)
picks = st.integers(0, 3)
amounts = st.sampled_from([1, 333, 10_000_001, 10**15])
REACHED: set[str] = set()


@contextmanager
def _if_possible() -> Iterator[None]:
    """A refused deed changes nothing, and the story goes on."""
    try:
        with transaction.atomic():
            yield
    except NOT_POSSIBLE:
        pass


class GiftsOfAYear(RuleBasedStateMachine):
    """A kampung builds a road with the gifts of a company and of its residents."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: Cast = play()
        self.item = road(self.cast)
        self.treasurer = treasurer(self.cast)
        self.now: datetime = WEDNESDAY
        self.count = 0
        self.again: list[Callable[[], Any]] = []
        # One gift has come and another is spent, so that chance soon meets what lies at the end.
        for pick, donor in enumerate((Donor.COMPANY, Donor.RESIDENTS)):
            self.promise(10_000_001, donor)
            self.sign(0)
            self.receive(0, 0)
            if pick:
                self.spend(1, is_all=True, is_own=True)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def key(self) -> UUID:
        self.count += 1
        return uuid5(key_of("any"), str(self.count))

    def gift(self, pick: int, *states: ContributionState) -> Contribution:
        gifts = Contribution.objects.select_related("region", "item").order_by("offered_at", "id")
        likely = list(gifts.filter(state__in=states)) or list(gifts)
        return likely[pick % len(likely)]

    def once(self, deed: Callable[[], Any]) -> None:
        """Do what is possible, and remember it for a replay."""
        with _if_possible():
            deed()
            self.again.append(deed)

    # --- promises -----------------------------------------------------------------------------------------------

    @rule(amount=amounts, donor=st.sampled_from([Donor.COMPANY, Donor.RESIDENTS]))
    def promise(self, amount: int, donor: Donor) -> None:
        draft = gift_draft(self.cast, self.item, amount, key=self.key(), donor=donor)
        if local_day(self.now) <= draft.terms.due_on:
            said_at = self.now
            self.once(lambda: promise_contribution(draft, by=None, at=said_at))

    @rule(pick=picks)
    def sign(self, pick: int) -> None:
        with _if_possible():
            gift = self.gift(pick, ContributionState.PLEDGED)
            sign_contribution(gift, "Perjanjian", by=self.cast.head, at=self.now)

    @rule(pick=picks, days=st.sampled_from([1, 12]))
    def let_days_pass(self, pick: int, days: int) -> None:
        self.now += timedelta(days=days)
        with _if_possible():
            lapse_contribution(self.gift(pick, ContributionState.PLEDGED), by=None, at=self.now)

    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        with _if_possible():
            end_promise(self.gift(pick, ContributionState.SIGNED), "Batal", by=self.cast.officer, at=self.now)

    @rule(pick=picks)
    def promise_anew(self, pick: int) -> None:
        with _if_possible():
            gift = self.gift(pick, ContributionState.LAPSED)
            pledge_contribution(gift, date(2028, 1, 1), by=self.cast.officer, at=self.now)

    # --- money --------------------------------------------------------------------------------------------------

    @rule(pick=picks, short=st.sampled_from([0, 0, 1]))
    def receive(self, pick: int, short: int) -> None:
        gift = self.gift(pick, ContributionState.SIGNED)
        slip = Slip(self.key(), max(gift.amount_rupiah - short, 1), "Bukti")
        self.once(lambda: receive_contribution(gift, slip, by=self.treasurer, at=self.now))

    @rule(amount=amounts, fund=st.sampled_from(FUNDS))
    def receive_free_money(self, amount: int, fund: Fund) -> None:
        slip = Slip(self.key(), amount, "Bukti")
        self.once(lambda: receive_money(self.cast.kampung, YEAR, fund, slip, by=self.treasurer, at=self.now))

    def approved(self, fund: Fund, amount: int) -> PaymentRequest:
        slip = Slip(self.key(), amount, "SPP")
        request = ask_for_payment(gift_post(self.item, fund), slip, "Semen", by=self.treasurer, at=self.now)
        approve_request(request, "Setuju", by=self.cast.head, at=self.now)
        return request

    @rule(pick=picks, is_all=st.booleans(), is_own=st.sampled_from([True, True, False]))
    def spend(self, pick: int, is_all: bool, is_own: bool) -> None:
        gift = self.gift(pick, ContributionState.RECEIVED)
        payer = gift if is_own else self.gift(pick + 1)
        amount = purse_of(gift).left_rupiah if is_all else 1
        with _if_possible():
            request, key = self.approved(fund_of(gift.donor), amount or 1), self.key()
            self.once(lambda: spend_contribution(payer, request, "K", key=key, by=self.treasurer, at=self.now))

    @rule(amount=amounts, fund=st.sampled_from(FUNDS))
    def pay_from_free_money(self, amount: int, fund: Fund) -> None:
        with _if_possible():
            request, key = self.approved(fund, amount), self.key()
            self.once(lambda: pay_request(request, "K", key=key, by=self.treasurer, at=self.now))

    @rule(pick=picks, is_all=st.booleans())
    def give_back(self, pick: int, is_all: bool) -> None:
        gift = self.gift(pick, ContributionState.RECEIVED)
        amount = purse_of(gift).left_rupiah if is_all else 1
        if amount:
            slip = Slip(self.key(), amount, "Kembali")
            self.once(lambda: return_contribution(gift, slip, by=self.cast.secretary, at=self.now))

    @rule(pick=st.integers(0, 20))
    def turn_back(self, pick: int) -> None:
        moved = list(Transfer.objects.select_related("region", "post", "request").order_by("made_at", "id"))
        if moved:
            one, key = moved[pick % len(moved)], self.key()
            self.once(lambda: turn_back(one, "Balik", key=key, by=self.cast.secretary, at=self.now))

    @rule(pick=picks)
    def report(self, pick: int) -> None:
        with _if_possible():
            gift = self.gift(pick, ContributionState.SPENT)
            report_contribution(gift, "Selesai", by=self.cast.officer, at=self.now)
            purse, report = purse_of(gift), DonorReport.objects.order_by("-reported_at", "-id").first()
            assert report is not None
            assert (report.spent_rupiah, report.returned_rupiah) == (purse.spent_rupiah, purse.returned_rupiah)

    @rule(pick=st.integers(0, 50))
    def replay(self, pick: int) -> None:
        if self.again:
            before = self.everything()
            with _if_possible():
                self.again[pick % len(self.again)]()
            assert self.everything() == before

    def everything(self) -> tuple[Any, ...]:
        states = tuple(Contribution.objects.order_by("id").values_list("code", "state"))
        return (Transfer.objects.count(), Act.objects.count(), states)

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def every_purse_is_what_sql_says(self) -> None:
        if not hasattr(self, "item"):
            return
        for gift in Contribution.objects.all():
            purse = purse_of(gift)
            REACHED.add(gift.state)
            assert purse.left_rupiah == tally(f"c.code = '{gift.code}'") >= 0
            assert min(purse.received_rupiah, purse.spent_rupiah, purse.returned_rupiah) >= 0
            assert _fits(gift.state, purse.left_rupiah, purse.spent_rupiah)

    @invariant()
    def free_money_and_gifts_together_are_the_cash(self) -> None:
        if not hasattr(self, "item"):
            return
        for fund in FUNDS:
            gifts = [one for one in Contribution.objects.all() if fund_of(one.donor) == fund]
            free = cash_of(self.cast.kampung.number, YEAR, fund)
            assert free >= 0
            assert free + sum(purse_of(one).left_rupiah for one in gifts) == tally(f"t.fund = '{fund.value}'")

    @invariant()
    def the_stack_of_the_road_is_the_sum_of_its_parts(self) -> None:
        if not hasattr(self, "item"):
            return
        stack, gifts = stack_of(self.item), list(Contribution.objects.all())
        kept = [purse_of(one) for one in gifts]
        signed = sum(one.amount_rupiah for one in gifts if one.state == ContributionState.SIGNED)
        assert stack.public_rupiah == PUBLIC
        assert (stack.signed_rupiah, stack.arrived_rupiah) == (
            signed,
            sum(one.received_rupiah - one.returned_rupiah for one in kept),
        )

    @invariant()
    def no_act_names_a_donor(self) -> None:
        if hasattr(self, "item"):
            assert not [facts for facts in Act.objects.values_list("facts", flat=True) if NAME in facts]


def tally(where: str) -> int:
    """Count cash with nothing but SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(CASE WHEN t.debit = '1.1.1' THEN t.amount_rupiah "
            "WHEN t.credit = '1.1.1' THEN -t.amount_rupiah ELSE 0 END), 0) FROM finance_transfer t "
            "LEFT JOIN finance_earmark e ON e.tenant = t.tenant AND e.transfer_id = t.id "
            f"LEFT JOIN finance_contribution c ON c.tenant = e.tenant AND c.id = e.contribution_id WHERE {where}"
        )
        return int(cursor.fetchone()[0])


def _fits(state: str, left: int, spent: int) -> bool:
    if state == ContributionState.RECEIVED:
        return left > 0
    return left == 0 and (spent > 0) == (state in {ContributionState.SPENT, ContributionState.REPORTED})


@pytest.mark.django_db
def test_whatever_is_done_with_gifts_every_rupiah_is_accounted_for():
    run_state_machine_as_test(
        GiftsOfAYear,
        settings=settings(
            settings.get_profile("rembuk"),
            max_examples=6,
            stateful_step_count=30,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # Which ends chance finds is its own affair; a story that got stuck would stay with the two it begins with.
    assert len(REACHED) >= 5
