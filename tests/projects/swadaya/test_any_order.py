"""Gifts, corrections, words and prices in any order, some sent twice: the ledger is what was confirmed, and stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rembuk.projects.swadaya.actions import (
    CorrectionDraft,
    GiftDraft,
    PriceDraft,
    TakesTooMuch,
    confirm_gift,
    correct_gift,
    set_price,
    take_gift,
)
from rembuk.projects.swadaya.models import Gift
from rembuk.projects.swadaya.queries import supply_sums, value_of
from rembuk.projects.swadaya.states import Basis, GiftKind
from tests.cast import THURSDAY
from tests.projects.swadaya.scenes import TODAY, asked, gathering, key


@dataclass
class Line:
    """One line of the ledger, as a patient clerk would remember it."""

    quantity: Decimal
    price: int
    first: Line | None = None
    words: set[str] = field(default_factory=set)
    taken: Decimal = Decimal(0)

    @property
    def counts(self) -> bool:
        return len(self.words) == 2 and (self.first is None or len(self.first.words) == 2)


def quantities():
    return st.integers(1, 999_999).map(lambda hundredths: Decimal(hundredths) / 100)


def steps():
    place = st.integers(0, 20)
    return st.one_of(
        st.tuples(st.just("give"), quantities()),
        st.tuples(st.just("more"), place, quantities()),
        st.tuples(st.just("less"), place, quantities()),
        st.tuples(st.just("confirm"), place, st.sampled_from(["neighbour", "resident"])),
        st.tuples(st.just("set_price"), st.integers(0, 10**9), st.integers(-3, 0)),
    )


class Clerk:
    """Does every step in the programme and remembers it beside."""

    def __init__(self, supply, cast) -> None:
        self.supply, self.cast = supply, cast
        self.lines: list[Line] = []
        self.gifts: list[Gift] = []
        self.price, self.since = 80_000, date(2026, 1, 1)

    def do(self, number: int, step) -> None:
        name, *facts = step
        for _time in range(1 + number % 2):
            getattr(self, name)(number, *facts)

    def give(self, number: int, quantity: Decimal) -> None:
        draft = GiftDraft(key(f"gift {number}"), quantity, TODAY)
        self._keep(take_gift(self.supply, draft, by=self.cast.officer, at=THURSDAY), Line(quantity, self.price))

    def more(self, number: int, place: int, quantity: Decimal) -> None:
        self._correct(number, place, quantity)

    def less(self, number: int, place: int, quantity: Decimal) -> None:
        self._correct(number, place, -quantity)

    def _correct(self, number: int, place: int, quantity: Decimal) -> None:
        firsts = [at for at, line in enumerate(self.lines) if line.first is None]
        if not firsts:
            return
        gift, line = self.gifts[firsts[place % len(firsts)]], self.lines[firsts[place % len(firsts)]]
        known = key(f"gift {number}") in {one.key for one in self.gifts}
        draft = CorrectionDraft(key(f"gift {number}"), quantity, "Dihitung ulang.")
        if not known and line.quantity - line.taken + min(quantity, Decimal(0)) < 0:
            with pytest.raises(TakesTooMuch):
                correct_gift(gift, draft, by=self.cast.secretary, at=THURSDAY)
            return
        line.taken -= Decimal(0) if known else min(quantity, Decimal(0))
        self._keep(
            correct_gift(gift, draft, by=self.cast.secretary, at=THURSDAY), Line(quantity, line.price, first=line)
        )

    def confirm(self, _number: int, place: int, who: str) -> None:
        if self.gifts:
            confirm_gift(self.gifts[place % len(self.gifts)], by=getattr(self.cast, who), at=THURSDAY)
            self.lines[place % len(self.gifts)].words.add(who)

    def set_price(self, number: int, rupiah: int, days: int) -> None:
        draft = PriceDraft(key(f"price {number}"), rupiah, Basis.RECEIPT, "Kuitansi", TODAY + timedelta(days))
        set_price(self.supply, draft, by=self.cast.officer, at=THURSDAY + timedelta(seconds=number))
        # Of prices that have begun the latest day counts, and of one day the last that was set.
        if draft.from_on >= self.since:
            self.since, self.price = draft.from_on, rupiah

    def _keep(self, gift: Gift, line: Line) -> None:
        if gift not in self.gifts:
            self.gifts.append(gift)
            self.lines.append(line)

    def ledger(self) -> tuple[Decimal, int]:
        counted = [line for line in self.lines if line.counts]
        return (
            sum((line.quantity for line in counted), Decimal(0)),
            sum(value_of(line.quantity, line.price) for line in counted),
        )


def test_any_order_with_any_repeats_gives_the_ledger_that_was_confirmed(cast):
    project = gathering(cast)
    supply = asked(project, cast, GiftKind.MATERIAL)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(steps(), min_size=4, max_size=14))
    def play(every) -> None:
        with transaction.atomic():
            clerk = Clerk(supply, cast)
            for number, step in enumerate(every):
                clerk.do(number, step)
                (known,) = supply_sums(project, TODAY)
                assert (known.given, known.value_rupiah) == clerk.ledger() == tally()
                assert known.given >= 0
                assert Gift.objects.count() == len(clerk.lines)
            transaction.set_rollback(True)

    play()


def tally() -> tuple[Decimal, int]:
    """What the ledger must say, asked of the tables alone: no query of the package takes part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gift_id, COUNT(*) FROM swadaya_confirmation GROUP BY gift_id")
        sure = {str(gift) for gift, words in cursor.fetchall() if words == 2}
        cursor.execute("SELECT id, corrects_id, quantity, value_rupiah FROM swadaya_gift")
        lines = [line for line in cursor.fetchall() if {str(line[0]), str(line[1] or line[0])} <= sure]
    quantities = (round(Decimal(str(quantity)), 2) for _id, _first, quantity, _value in lines)
    return sum(quantities, Decimal(0)), sum(value for *_line, value in lines)
