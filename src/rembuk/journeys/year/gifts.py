"""The gifts of the invented year: one for a work of each kampung, in every state, one of them lapsed, some unnamed.

Givers are invented and say so. Whatever is paid out goes through a change of the budget, as money of others does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from rembuk.finance.actions import (
    add_post,
    approve_budget,
    approve_request,
    ask_for_payment,
    draw_up_budget,
    find_budget_fit,
    lapse_contribution,
    note_payment,
    offer_contribution,
    promise_contribution,
    receive_contribution,
    report_contribution,
    return_contribution,
    send_budget,
    sign_contribution,
    spend_contribution,
)
from rembuk.finance.drafts import PostDraft, Slip
from rembuk.finance.giving import ContributionDraft, GiftDraft, Giver, Terms, fund_of
from rembuk.finance.models import Contribution, PaymentRequest
from rembuk.finance.payments import PaymentRow
from rembuk.finance.queries import budget_in_force
from rembuk.finance.stacks import GapFilter, list_gaps
from rembuk.finance.states import ContributionState, Donor
from rembuk.journeys.year.planning import PlanningYear
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem, PlanLine
from rembuk.plans.states import ItemState, PlanState
from rembuk.regions.models import Region

_KEYS: Final = UUID("0d5b6a52-3c1f-4a8e-9b1c-6f3c8d2e7a90")
EXAMPLE: Final = "contoh"
# A gift is a third of what is missing, in whole hundred thousands.
SHARE, ROUND = 3, 100_000


@dataclass(frozen=True)
class Story:
    """Who gives, how far the gift comes, and whether the public may know."""

    donor: Donor
    name: str
    ends: ContributionState
    is_anonymous: bool = False
    condition_percent: int = 0


STORIES: Final = (
    Story(Donor.COMPANY, "PT Sawit Contoh", ContributionState.SPENT),
    Story(Donor.RESIDENTS, "Kelompok Tani Contoh", ContributionState.REPORTED),
    Story(Donor.DIASPORA, "Perantau Contoh di Jakarta", ContributionState.RECEIVED, is_anonymous=True),
    Story(Donor.COMPANY, "PT Gula Contoh", ContributionState.LAPSED),
    Story(Donor.ZAKAT, "Lembaga Zakat Contoh", ContributionState.SIGNED, condition_percent=80),
    Story(Donor.NGO, "Yayasan Contoh", ContributionState.RETURNED),
    Story(Donor.RESIDENTS, "Warga Contoh", ContributionState.PLEDGED),
    Story(Donor.DIASPORA, "Paguyuban Contoh", ContributionState.WISHED),
)
PAID_OUT: Final = (ContributionState.SPENT, ContributionState.REPORTED)
ARRIVED: Final = (*PAID_OUT, ContributionState.RECEIVED, ContributionState.RETURNED)


def give_to_works(year: PlanningYear, villages: Iterable[Region]) -> None:
    """Let somebody give to a planned work of every kampung, and a payment come that nobody knows."""
    with_works = [(village, item) for village in villages if (item := _work_of(village, year)) is not None]
    for turn, (village, item) in enumerate(with_works):
        VillageGift(year, village, item, STORIES[turn % len(STORIES)]).give()
    for village, _item in with_works[:1]:
        row = PaymentRow(local_day(year.at), 250_000, f"SETORAN TUNAI ({EXAMPLE})")
        note_payment(village, row, by=year.staff.officer("bendahara", village).person, at=year.at)


class VillageGift:
    """One gift and the people around it."""

    def __init__(self, year: PlanningYear, village: Region, item: PlanItem, story: Story) -> None:
        self.year, self.village, self.item, self.story = year, village, item, story

    def give(self) -> None:
        """Bring the gift as far as its story says."""
        gift, ends = self._offered(), self.story.ends
        if ends == ContributionState.LAPSED:
            lapse_contribution(gift, by=None, at=self._before(2))
        if ends == ContributionState.SIGNED or ends in ARRIVED:
            sign_contribution(gift, f"Perjanjian {EXAMPLE} {gift.code}", by=self._who("kepala"), at=self._before(12))
        if ends in ARRIVED:
            slip = self._slip("masuk", gift.amount_rupiah)
            receive_contribution(gift, slip, by=self._who("bendahara"), at=self._before(8))
        if ends == ContributionState.RETURNED:
            back = self._slip("kembali", gift.amount_rupiah)
            return_contribution(gift, back, by=self._who("sekretaris"), at=self._before(3))
        if ends in PAID_OUT:
            self._pay(gift)
        if ends == ContributionState.REPORTED:
            report_contribution(
                gift, f"Bahan dibeli dan dipakai ({EXAMPLE}).", by=self._who("petugas"), at=self.year.at
            )

    def _offered(self) -> Contribution:
        deed = offer_contribution if self.story.ends == ContributionState.WISHED else promise_contribution
        return deed(self._draft(), by=None, at=self._before(30)).contribution

    def _draft(self) -> ContributionDraft:
        story = self.story
        days = -3 if story.ends == ContributionState.LAPSED else 90
        return ContributionDraft(
            key=self._key("gift"),
            region=self.village,
            year=self.item.year,
            giver=Giver(story.donor, f"{story.name} ({EXAMPLE})", is_anonymous=story.is_anonymous),
            gift=GiftDraft(self._amount()),
            terms=Terms(local_day(self.year.at + timedelta(days=days)), story.condition_percent),
            item=self.item,
        )

    def _amount(self) -> Rupiah:
        gaps = {one.item.pk: one.missing_rupiah for one in list_gaps(GapFilter(self.village.number)).rows}
        missing = gaps.get(self.item.pk, SHARE * ROUND)
        return max(missing // SHARE // ROUND, 1) * ROUND

    def _pay(self, gift: Contribution) -> None:
        request, receipt = self._approved(gift), self._slip("kuitansi", gift.amount_rupiah)
        treasurer = self._who("bendahara")
        spend_contribution(gift, request, receipt.document, key=receipt.key, by=treasurer, at=self._before(2))

    def _approved(self, gift: Contribution) -> PaymentRequest:
        """Put the gift into the budget by a change of it, and have its payment asked for and approved."""
        secretary, head, at = self._who("sekretaris"), self._who("kepala"), self._before(5)
        why = f"Perubahan: bantuan pihak ketiga ({EXAMPLE})"
        budget = draw_up_budget(self.village, gift.year, why, by=secretary, at=at)
        line = PlanLine.objects.get(item=self.item, plan__state=PlanState.APPROVED)
        draft = PostDraft(
            f"Bantuan untuk {line.title}"[:160], line.activity_code, "5.2.7", fund_of(gift.donor), self.item
        )
        post = add_post(budget, draft, gift.amount_rupiah, by=secretary, at=at)
        send_budget(budget, by=secretary, at=at)
        find_budget_fit(budget, by=self.year.staff.officer("camat").person, at=at)
        approve_budget(budget, f"Peraturan Kampung {EXAMPLE} tentang perubahan APBK {gift.year}", by=head, at=at)
        slip = self._slip("SPP", gift.amount_rupiah)
        request = ask_for_payment(post, slip, f"Bahan ({EXAMPLE})", by=self._who("bendahara"), at=self._before(4))
        approve_request(request, f"Persetujuan {EXAMPLE}", by=head, at=self._before(3))
        return request

    def _slip(self, name: str, amount: Rupiah) -> Slip:
        return Slip(self._key(name), amount, f"{name.capitalize()} {EXAMPLE} bantuan")

    def _key(self, name: str) -> UUID:
        return uuid5(_KEYS, f"{self.village.number}:{name}")

    def _before(self, days: int) -> datetime:
        return self.year.at - timedelta(days=days)

    def _who(self, name: str) -> Person:
        return self.year.staff.officer(name, self.village).person


def _work_of(village: Region, year: PlanningYear) -> PlanItem | None:
    """Return a planned work of residents that misses money, else the first planned one; None without a budget."""
    if budget_in_force(village.number, year.plan_year) is None:
        return None
    gaps = list_gaps(GapFilter(village.number, states=(ItemState.PLANNED,))).rows
    of_the_year = PlanItem.objects.filter(region=village, state=ItemState.PLANNED, year=year.plan_year)
    planned = of_the_year.filter(need__isnull=False)
    asked_for = [one.item for one in gaps if one.item.need_id and one.item.year == year.plan_year]
    return asked_for[0] if asked_for else planned.select_related("region").order_by("code").first()
