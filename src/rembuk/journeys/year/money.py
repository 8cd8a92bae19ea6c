"""The money of the invented year: what every kampung spends on this year's plan, and will spend on its new one.

Amounts are invented, in the ranges of published village works, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from uuid import UUID, uuid5

from rembuk.finance.actions import (
    add_post,
    approve_budget,
    approve_request,
    ask_for_payment,
    draw_up_budget,
    expect_income,
    find_budget_fit,
    indicate_budget,
    pay_request,
    receive_money,
    send_budget,
)
from rembuk.finance.drafts import IncomeDraft, PostDraft, Slip
from rembuk.finance.models import Budget, Post, Transfer
from rembuk.journeys.intake import submit_voice
from rembuk.journeys.year.planning import PlanningYear
from rembuk.kernel.money import Rupiah, split_rupiah
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund, PlanState
from rembuk.projects.models import Measurement
from rembuk.projects.queries import reach_of
from rembuk.regions.models import Region
from rembuk.voices.actions import answer_voice, tidy_voice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.states import Channel, VoiceKind

_KEYS = UUID("5a0f7d0e-6f0e-4e0a-9e0d-2c1c54a0b7f1")
EXAMPLE = "contoh"
ASKED_ABOUT = "Jalan lapen"
WAITS = "Operasional kantor kampung"


@dataclass(frozen=True)
class Spending:
    """What a kampung spends money on, with the least and most it costs in thousands of rupiah."""

    title: str
    activity: str
    account: str
    fund: Fund
    least: int
    most: int


# Between the prices of works that villages have published: lapen, siring and culverts of some hundred metres.
SPENDINGS = (
    Spending("Operasional kantor kampung", "1.1.04", "5.2.5", Fund.ADD, 40_000, 90_000),
    Spending("Jalan lapen", "2.3.10", "5.3.5", Fund.DDS, 180_000, 299_885),
    Spending("Siring pasang", "2.3.14", "5.3.7", Fund.DDS, 90_000, 254_520),
    Spending("Pelatihan kader posyandu", "2.2.03", "5.2.1", Fund.PBH, 8_000, 25_000),
)


Planned = tuple[PostDraft, Rupiah]
# In which months a fund comes, and in which shares; others come at once.
ONCE: Mapping[int, int] = {6: 100}
TRANCHES: Mapping[Fund, Mapping[int, int]] = {
    Fund.DDS: {4: 60, 7: 40},
    Fund.ADD: {3: 40, 6: 30, 10: 30},
    Fund.PBH: {6: 75, 12: 25},
}
# How many days ago what was expected up to a month came; what is expected later has not come yet.
ARRIVALS: Mapping[int, int] = {6: 230, 7: 110, 10: 50}
MILLION = 1_000_000


def spend_money(year: PlanningYear, villages: Iterable[Region]) -> None:
    """Let every kampung put its budgets in force and pay parts of them."""
    for village in villages:
        VillageMoney(year, village).spend()


class VillageMoney:
    """The money of one kampung."""

    def __init__(self, year: PlanningYear, village: Region) -> None:
        self.year, self.village = year, village
        self.random = Random(f"money:{village.number}")  # noqa: S311 - the same year each time is the point.

    def spend(self) -> None:
        """Put the budget of the plan in force; if it is that of this year, let its money come and pay parts of it."""
        usual = [(self._draft(one), self.random.randint(one.least, one.most) * 1_000) for one in SPENDINGS]
        wanted = [*usual, *self._planned()]
        posts = self._budget(wanted)
        if not self.year.is_current:
            return
        for month, fund, amount in _tranches(wanted):
            self._receive(month, fund, amount)
        for post, (_draft, amount) in zip(posts, wanted, strict=True):
            percent, on = self._built(post) if post.item_id else (self.random.randint(20, 70), self.year.before(100))
            if percent:
                self._pay(post, amount * percent // 100, on)
            if post.title == WAITS:
                self._leave_waiting(post, amount // 20)

    def _built(self, post: Post) -> tuple[int, datetime]:
        """Return how much of a work is paid, and when: nine tenths of what is seen, or in a dispute of what is said."""
        last = Measurement.objects.filter(project__item=post.item_id).order_by("measured_at").last()
        if last is None:
            return 0, self.year.at
        project = last.project
        reach = reach_of(project)
        percent = reach.percent_claimed if reach.is_disputed else reach.percent_seen
        return percent(project.volume) * 9 // 10, last.measured_at + timedelta(days=1)

    def _indicate(self, works: Sequence[Planned]) -> None:
        """Say as the regency does what may be expected of each fund, before any work is budgeted."""
        clerk, year, at = self._who("sekretaris"), self.year.plan_year, self.year.budgeted_at
        pagu = draw_up_budget(self.village, year, "Contoh: pagu indikatif rekaan", by=clerk, at=at)
        for fund, total in _by_fund(works).items():
            # A round figure below what comes later, as such letters have it.
            income = IncomeDraft(fund, max(1, total * 9 // 10 // MILLION) * MILLION)
            expect_income(pagu, income, by=clerk, at=at)
        indicate_budget(pagu, f"Surat Bupati contoh tentang pagu {year}", by=self._who("kepala"), at=at)

    def _expect(self, budget: Budget, works: Sequence[Planned], *, at: datetime) -> None:
        """Spread what each fund brings over the months of its tranches, in place of the first figure."""
        clerk = self._who("sekretaris")
        for month, fund, part in _tranches(works):
            expect_income(budget, IncomeDraft(fund, part, month), by=clerk, at=at)

    def _budget(self, works: Sequence[Planned]) -> list[Post]:
        year, at = self.year.plan_year, self.year.budgeted_at
        self._indicate(works)
        budget = draw_up_budget(self.village, year, "Contoh: jumlah rekaan", by=self._who("sekretaris"), at=at)
        self._expect(budget, works, at=at)
        posts = [add_post(budget, draft, amount, by=self._who("sekretaris"), at=at) for draft, amount in works]
        send_budget(budget, by=self._who("sekretaris"), at=at)
        find_budget_fit(budget, by=self.year.staff.officer("camat").person, at=at)
        approve_budget(budget, f"Peraturan Kampung contoh tentang APBK {year}", by=self._who("kepala"), at=at)
        return posts

    def _draft(self, one: Spending) -> PostDraft:
        return PostDraft(one.title, one.activity, one.account, one.fund)

    def _planned(self) -> list[Planned]:
        year = self.year.plan_year
        lines = PlanLine.objects.filter(plan__region=self.village, plan__year=year, plan__state=PlanState.APPROVED)
        return [
            (PostDraft(line.title, line.activity_code, "5.2.7", Fund(line.fund), line.item), line.cost_rupiah)
            for line in lines.select_related("item").order_by("activity_code", "item__code")
        ]

    def _receive(self, month: int, fund: Fund, amount: Rupiah) -> None:
        """Receive a tranche on the day that it comes; the last one of the year is still expected."""
        days = next((ago for until, ago in ARRIVALS.items() if month <= until), None)
        if days is None:
            return
        year = self.year.plan_year
        key = uuid5(_KEYS, f"{self.village.number}:{year}:{fund}:{month}:masuk")
        slip = Slip(key, amount, f"SP2D {EXAMPLE} {fund}-{month}/{year}")
        receive_money(self.village, year, fund, slip, by=self._who("bendahara"), at=self.year.before(days))

    def _pay(self, post: Post, amount: Rupiah, on: datetime) -> None:
        treasurer, head = self._who("bendahara"), self._who("kepala")
        slip = self._slip(post, "SPP", amount)
        request = ask_for_payment(post, slip, "Tahap pertama (contoh)", by=treasurer, at=on)
        approve_request(request, f"Persetujuan {EXAMPLE} {post.number}", by=head, at=on + timedelta(hours=20))
        receipt = self._slip(post, "Kuitansi", amount)
        paid_at = min(on + timedelta(hours=40), self.year.at)
        payment = pay_request(request, receipt.document, key=receipt.key, by=treasurer, at=paid_at)
        if post.title == ASKED_ABOUT:
            self._ask(payment, paid_at)

    def _leave_waiting(self, post: Post, amount: Rupiah) -> None:
        """Leave the head a request to decide and the treasurer an approved one to pay, as on any day of a real year."""
        treasurer, head, days = self._who("bendahara"), self._who("kepala"), self.year.before
        ready = self._slip(post, "SPP-2", amount)
        approved = ask_for_payment(post, ready, "Alat tulis kantor (contoh)", by=treasurer, at=days(4))
        approve_request(approved, f"Persetujuan {EXAMPLE} {post.number}-2", by=head, at=days(3))
        asked = self._slip(post, "SPP-3", amount)
        ask_for_payment(post, asked, "Listrik dan internet kantor (contoh)", by=treasurer, at=days(2))

    def _ask(self, payment: Transfer, paid_at: datetime) -> None:
        """Let somebody ask about a payment, and the office answer in public."""
        draft = VoiceDraft(
            key=uuid5(_KEYS, str(payment.key)),
            programme=self.year.programme,
            region=self.village,
            words="Pembayaran ini untuk berapa meter? (contoh)",
            kind=VoiceKind.QUESTION,
            channel=Channel.WEB,
            spoken_on=local_day(paid_at),
        )
        voice = submit_voice(draft, about=payment, by=None, at=paid_at + timedelta(days=2)).voice
        officer, at = self._who("petugas"), paid_at + timedelta(days=5)
        tidy_voice(voice, "Pembayaran untuk berapa meter", draft.words, "road", by=officer, at=at)
        answer_voice(voice, "Untuk tahap pertama; sisanya dibayar setelah diukur (contoh).", by=officer, at=at)

    def _slip(self, post: Post, name: str, amount: Rupiah) -> Slip:
        key = uuid5(_KEYS, f"{post.region_number}:{post.year}:{post.number}:{name}")
        return Slip(key, amount, f"{name} {EXAMPLE} {post.number}")

    def _who(self, name: str) -> Person:
        return self.year.staff.officer(name, self.village).person


def _tranches(works: Sequence[Planned]) -> Iterator[tuple[int, Fund, Rupiah]]:
    """Yield the month, fund and amount of each tranche; they sum to what the works cost."""
    for fund, total in _by_fund(works).items():
        shares = TRANCHES.get(fund, ONCE)
        parts = split_rupiah(total, [Fraction(share) for share in shares.values()])
        yield from ((month, fund, part) for month, part in zip(shares, parts, strict=True) if part)


def _by_fund(works: Sequence[Planned]) -> dict[Fund, Rupiah]:
    totals: dict[Fund, Rupiah] = {}
    for draft, amount in works:
        totals[draft.fund] = totals.get(draft.fund, 0) + amount
    return totals
