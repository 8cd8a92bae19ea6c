"""One request for a payment: what a second person says to it, and paying it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance import actions
from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.finance.permissions import may_approve_request, may_pay_request
from rembuk.finance.states import RequestState
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.money.forms import DecreeForm, ReceiptForm, WhyForm
from rembuk.web.desk.money.work import Sender

OPEN = frozenset({RequestState.ASKED, RequestState.APPROVED})


@dataclass
class PaymentWork:
    """A request in somebody's hands."""

    request: PaymentRequest
    sender: Sender

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        person = self.sender.person
        if self.request.state == RequestState.ASKED and may_approve_request(person, self.request, at=now()):
            yield Deed("approve", _("Approve"), _("The payment is approved."), DecreeForm, self._approve, "primary")
        if self.request.state == RequestState.APPROVED and may_pay_request(person, self.request, at=now()):
            yield Deed("pay", _("Pay"), _("The payment is written down."), ReceiptForm, self._pay, "primary")
        if self.request.state in OPEN and may_approve_request(person, self.request, at=now()):
            yield Deed("refuse", _("Send back"), _("It went back to who asked."), WhyForm, self._refuse)

    def context(self) -> dict[str, object]:
        """Return what the page shows."""
        paid = Transfer.objects.filter(request=self.request).first()
        return {"payment": self.request, "paid": paid, "hint": self._hint()}

    def _hint(self) -> str | Promise:
        """Say why this person cannot do the step that comes next, and who does it."""
        request, person = self.request, self.sender.person
        mine = person is not None and person.pk
        if request.state == RequestState.ASKED and not may_approve_request(person, request, at=now()):
            if mine == request.asked_by_id:
                return _("You asked for this money, so you cannot approve it. The head or the secretary does.")
            return _("The head or the secretary decides on it.")
        if request.state == RequestState.APPROVED and not may_pay_request(person, request, at=now()):
            if mine == request.approved_by_id:
                return _("You approved it, so you cannot pay it. The treasurer does.")
            return _("The treasurer pays it.")
        if request.state == RequestState.REFUSED:
            return _("It is closed, and its money is in the post again. Mend it and ask anew in the book.")
        return ""

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _approve(self, said: Cleaned) -> None:
        actions.approve_request(self.request, said["document"], by=self.sender.person, at=now())

    def _refuse(self, said: Cleaned) -> None:
        actions.refuse_request(self.request, said["why"], by=self.sender.person, at=now())

    def _pay(self, said: Cleaned) -> None:
        paper = self.sender.paper("pay")
        actions.pay_request(self.request, said["document"], paper, key=said["key"], by=self.sender.person, at=now())
