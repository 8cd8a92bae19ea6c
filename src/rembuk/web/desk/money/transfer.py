"""One transfer: what came back of it, what was kept back from it, and turning it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance import actions
from rembuk.finance.accounts import SPENDING, TAX, chart_for
from rembuk.finance.models import Transfer
from rembuk.finance.permissions import APPROVERS, may_handle_money, may_turn_back
from rembuk.finance.queries import followers_of, left_of
from rembuk.people.queries import holds_any
from rembuk.plans.states import Fund
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.money.forms import SlipForm, TurnBackForm
from rembuk.web.desk.money.work import Sender


@dataclass
class TransferWork:
    """A transfer in somebody's hands."""

    transfer: Transfer
    sender: Sender

    @cached_property
    def turned_by(self) -> Transfer | None:
        """What turned it back."""
        return Transfer.objects.filter(turns_back=self.transfer).first()

    @cached_property
    def followers(self) -> list[Transfer]:
        """What came back of it and was kept back from it."""
        return list(followers_of(self.transfer))

    @property
    def is_payment(self) -> bool:
        """Is it a payment that stands?"""
        return self.transfer.request_id is not None and self.turned_by is None

    @property
    def is_final(self) -> bool:
        """Can nobody turn it back, because it was, turns one back itself, or is the rest of a payment?"""
        return bool(self.turned_by or self.transfer.turns_back_id or self.transfer.credit.startswith(SPENDING))

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        transfer, person = self.transfer, self.sender.person
        if self.is_payment and left_of(transfer) and may_handle_money(person, transfer.region_number, at=now()):
            yield Deed(
                "rest", _("Write down a rest that came back"), _("The rest is cash again."), SlipForm, self._rest
            )
            yield Deed("tax", _("Write down tax that was kept back"), _("The tax is kept."), SlipForm, self._tax)
        if not self.is_final and not self.followers and may_turn_back(person, transfer, at=now()):
            yield Deed("back", _("Turn back"), _("The money is back."), TurnBackForm, self._turn_back, "danger")

    def context(self) -> dict[str, object]:
        """Return what the page shows."""
        transfer = self.transfer
        chart = chart_for(transfer.region_number, transfer.year)
        return {
            "transfer": transfer,
            "work": self,
            "fund": Fund(transfer.fund).label,
            "debit": f"{transfer.debit} {chart.name(transfer.debit)}",
            "credit": f"{transfer.credit} {chart.name(transfer.credit)}",
            "hint": self._hint(),
        }

    def _hint(self) -> str | Promise:
        """Say why this person cannot turn it back, and what to do."""
        person, transfer = self.sender.person, self.transfer
        if person is None or not holds_any(person, APPROVERS, transfer.region_number, at=now()):
            return ""
        if transfer.payment_id and transfer.credit.startswith(SPENDING):
            return _("What came back stays. If it was written down by mistake, the treasurer asks for it anew.")
        if self.is_final:
            return ""
        if transfer.made_by_id == person.pk:
            return _("You wrote this transfer yourself, so somebody else turns it back.")
        return self._what_followed()

    def _what_followed(self) -> str | Promise:
        if any(one.credit == TAX for one in self.followers):
            return _("Tax was kept back from this payment. Turn that back first.")
        if self.followers:
            return _("A part of this payment came back, so it is not turned back. Its rest may come back too.")
        return ""

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _rest(self, said: Cleaned) -> None:
        actions.return_rest(self.transfer, self.sender.slip("rest", said), by=self.sender.person, at=now())

    def _tax(self, said: Cleaned) -> None:
        actions.keep_back_tax(self.transfer, self.sender.slip("tax", said), by=self.sender.person, at=now())

    def _turn_back(self, said: Cleaned) -> None:
        actions.turn_back(self.transfer, said["document"], key=said["key"], by=self.sender.person, at=now())
