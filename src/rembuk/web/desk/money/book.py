"""The book of a kampung and year: its cash, its posts, what is on the way and what moved last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rembuk.finance import actions
from rembuk.finance.models import Budget, PaymentRequest, Transfer
from rembuk.finance.permissions import may_handle_money
from rembuk.finance.posts import post_at
from rembuk.finance.queries import FundCash, PostRoom, budget_in_force, fund_cash, post_rooms, requests_of
from rembuk.finance.states import RequestState
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.money.forms import AskForm, ReceiveForm, SlipForm
from rembuk.web.desk.money.work import Sender
from rembuk.web.formats import capital
from rembuk.web.programme import full_name

LAST_SHOWN = 20


@dataclass
class BookWork:
    """The money of a kampung and year in somebody's hands."""

    region: Region
    year: int
    sender: Sender

    @cached_property
    def budget(self) -> Budget | None:
        """The budget in force."""
        return budget_in_force(self.region.number, self.year)

    @cached_property
    def rooms(self) -> list[PostRoom]:
        """The posts, and what may be asked for of each."""
        return post_rooms(self.budget) if self.budget else []

    @cached_property
    def cash(self) -> list[FundCash]:
        """The cash of each fund."""
        return fund_cash(self.region.number, self.year)

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        if self.budget is None or not may_handle_money(self.sender.person, self.region.number, at=now()):
            return
        open_rooms = [one for one in self.rooms if one.left_rupiah > 0]
        if open_rooms:
            asking = partial(AskForm, rooms=open_rooms)
            yield Deed("ask", _("Ask for a payment (SPP)"), _("The request is written."), asking, self._ask, "primary")
        receiving = partial(ReceiveForm, funds=list(dict.fromkeys(Fund(one.post.fund) for one in self.rooms)))
        label, done = _("Write down money that came in"), _("The money is written down.")
        yield Deed("receive", label, done, receiving, self._receive)
        for one in self.cash:
            if one.tax_rupiah > 0:
                paying = _("Pay the tax that was kept back from %(fund)s") % {"fund": one.fund.label}
                do = partial(self._pay_tax, one.fund)
                yield Deed(f"tax-{one.fund.lower()}", paying, _("The tax is paid."), SlipForm, do)

    def context(self) -> dict[str, object]:
        """Return what the page shows."""
        moved = Transfer.objects.filter(region_number=self.region.number, year=self.year)
        return {
            "work": self,
            "place": full_name(self.region),
            "cash": [(capital(one.fund.label), one.cash_rupiah, one.tax_rupiah, one.free_rupiah) for one in self.cash],
            "posts": [(one.post.title, one.given_rupiah, one.left_rupiah) for one in self.rooms],
            "requests": self._requests(),
            "transfers": moved.order_by("-made_at", "-id")[:LAST_SHOWN],
            "may_write": may_handle_money(self.sender.person, self.region.number, at=now()),
        }

    def _requests(self) -> list[PaymentRequest]:
        on_the_way = (RequestState.ASKED, RequestState.APPROVED)
        return list(requests_of([self.region.number], *on_the_way).filter(post__year=self.year))

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _ask(self, said: Cleaned) -> None:
        post = post_at(self.region.number, self.year, int(said["post"]))
        slip = self.sender.slip("ask", said)
        actions.ask_for_payment(post, slip, said["purpose"], by=self.sender.person, at=now())

    def _receive(self, said: Cleaned) -> None:
        slip = self.sender.slip("receive", said)
        actions.receive_money(self.region, self.year, Fund(said["fund"]), slip, by=self.sender.person, at=now())

    def _pay_tax(self, fund: Fund, said: Cleaned) -> None:
        slip = self.sender.slip(f"tax-{fund.lower()}", said)
        actions.pay_tax(self.region, self.year, fund, slip, by=self.sender.person, at=now())


def book_address(region: Region, year: int) -> str:
    """Return the address of a book."""
    return reverse("desk-book", args=[region.code, year])
