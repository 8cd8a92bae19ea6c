"""One gift at the desk: promising, agreeing, receiving, spending, giving back, reporting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.finance import actions
from rembuk.finance.gifts import payable_requests
from rembuk.finance.giving import fund_of
from rembuk.finance.models import Contribution, PaymentRequest
from rembuk.finance.permissions import (
    may_end_promise,
    may_handle_money,
    may_receive_contribution,
    may_report_contribution,
    may_return_contribution,
    may_sign_contribution,
    may_tend_contribution,
)
from rembuk.finance.purses import Purse, is_for_one_work, movements_of, purse_of
from rembuk.finance.stacks import FUNDABLE, stack_of
from rembuk.finance.states import ContributionState, Donor
from rembuk.kernel.money import rupiah
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.plans.activities import field_name
from rembuk.plans.models import PlanItem
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import WhyForm
from rembuk.web.desk.gifts.forms import AgreementForm, ChoiceForm, DayForm, ReportForm, SlipForm, SpendForm
from rembuk.web.desk.gifts.lists import KEEPERS
from rembuk.web.funding.cards import movement
from rembuk.web.funding.donor import contribution_here

UNPROCESSABLE = 422
MOST_WORKS = 100
NEXT: Final[Mapping[ContributionState, Promise]] = {
    ContributionState.WISHED: gettext_lazy(
        "Talk with the donor. It counts once it is a firm promise, agreed in writing."
    ),
    ContributionState.PLEDGED: gettext_lazy(
        "The head or secretary agrees with the donor in writing; not who wrote it down."
    ),
    ContributionState.SIGNED: gettext_lazy("The treasurer writes down that it came; not who signed the agreement."),
    ContributionState.SPENT: gettext_lazy("All of it is spent. Tell the donor what became of it."),
}


@desk_form(*KEEPERS)
def gift(request: HttpRequest, code: str) -> HttpResponse:
    """Show a gift with what may be done with it, and take one deed."""
    work = _work(request, code)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, f"{work.gift.code}: {deed.done}")
            return redirect("desk-gift", work.gift.code)
        # What was tried has left its marks on the row in memory.
        work = _work(request, code)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "gift": work.gift,
        "donor": Donor(work.gift.donor).label,
        "purse": work.purse,
        "field": field_name(work.gift.field),
        "hint": work.hint(),
        "rows": [movement(one) for one in movements_of(work.gift)],
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/gift.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _work(request: HttpRequest, code: str) -> GiftWork:
    person, found = person_of(request), contribution_here(code)
    if not holds_any(person, KEEPERS, found.region_number, at=now()):
        raise PermissionDenied
    return GiftWork(found, person)


@dataclass
class GiftWork:
    """A gift in somebody's hands: what they may do with it now."""

    gift: Contribution
    person: Person | None

    @cached_property
    def purse(self) -> Purse:
        """The money of the gift."""
        return purse_of(self.gift)

    @cached_property
    def requests(self) -> dict[str, PaymentRequest]:
        """The approved requests that the gift may pay, by their keys."""
        found = payable_requests(self.gift, fund_of(self.gift.donor)) if self.gift.item else []
        return {str(one.key): one for one in found}

    @cached_property
    def works(self) -> dict[str, PlanItem]:
        """The works that the gift may be for, by their numbers."""
        items = PlanItem.objects.filter(region_number=self.gift.region_number, state__in=FUNDABLE)
        if self.gift.field:
            items = items.filter(field=self.gift.field)
        return {one.code: one for one in items.order_by("code")[:MOST_WORKS]}

    def hint(self) -> str:
        """Say what comes next and who does it, or why nothing can be paid out of the gift."""
        gift = self.gift
        if gift.state != ContributionState.RECEIVED:
            return str(NEXT.get(ContributionState(gift.state), ""))
        if gift.item is None:
            return _("Name the work that it is for. Then it can pay for that.")
        if gift.spend_until_on and gift.spend_until_on < local_day(now()):
            return _("The day to spend it by is over. The head or secretary gives back what is left.")
        if gift.condition_percent and not stack_of(gift.item).reaches(gift.condition_percent):
            said = _("It pays once %(percent)s %% of the cost is sure. Until then other money has to be found.")
            return said % {"percent": gift.condition_percent}
        if not self.requests:
            said = _(
                "It pays what is approved from a post of its work that is paid from “%(fund)s”. There is none yet."
            )
            return said % {"fund": fund_of(gift.donor).label}
        return ""

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        yield from self._promising()
        yield from self._receiving()
        yield from self._using()
        yield from self._naming()
        yield from self._ending()

    def _promising(self) -> Iterator[Deed]:
        state, person, gift = self.gift.state, self.person, self.gift
        if state in {ContributionState.WISHED, ContributionState.LAPSED} and may_tend_contribution(
            person, gift, at=now()
        ):
            yield Deed("pledge", _("It is a firm promise"), _("Written down."), DayForm, self._pledge, "primary")
        if state == ContributionState.PLEDGED and may_sign_contribution(person, gift, at=now()):
            yield Deed("sign", _("Agree in writing"), _("Agreed."), AgreementForm, self._sign, "primary")

    def _receiving(self) -> Iterator[Deed]:
        if self.gift.state == ContributionState.SIGNED and may_receive_contribution(self.person, self.gift, at=now()):
            form = partial(SlipForm, initial={"amount": rupiah(self.gift.amount_rupiah)})
            yield Deed("receive", _("Write down that it came"), _("Received."), form, self._receive, "primary")

    def _using(self) -> Iterator[Deed]:
        person, gift = self.person, self.gift
        has_money = gift.state == ContributionState.RECEIVED
        if has_money and may_handle_money(person, gift.region_number, at=now()) and self.requests:
            labels = [(key, f"{one.purpose} · {rupiah(one.amount_rupiah)}") for key, one in self.requests.items()]
            form = partial(SpendForm, requests=labels)
            yield Deed("spend", _("Pay out of this gift"), _("Paid."), form, self._spend, "primary")
        if has_money and may_return_contribution(person, gift, at=now()):
            slip = partial(SlipForm, initial={"amount": rupiah(self.purse.left_rupiah)})
            yield Deed("return", _("Give back what is left"), _("Given back."), slip, self._return)
        if gift.state == ContributionState.SPENT and may_report_contribution(person, gift, at=now()):
            yield Deed("report", _("Report to the donor"), _("Reported."), ReportForm, self._report, "primary")

    def _naming(self) -> Iterator[Deed]:
        ended = {ContributionState.LAPSED, ContributionState.REPORTED, ContributionState.RETURNED}
        is_open = self.gift.state not in ended and not is_for_one_work(self.gift)
        if is_open and may_tend_contribution(self.person, self.gift, at=now()) and self.works:
            form = partial(ChoiceForm, choices=[(code, f"{code} {one.title}") for code, one in self.works.items()])
            yield Deed("assign", _("Name the work that it is for"), _("Written down."), form, self._assign)

    def _ending(self) -> Iterator[Deed]:
        open_states = {ContributionState.WISHED, ContributionState.PLEDGED, ContributionState.SIGNED}
        is_staff = self.person is not None and may_end_promise(self.person, self.gift, at=now())
        if self.gift.state in open_states and is_staff:
            yield Deed("end", _("It falls away"), _("It has fallen away."), WhyForm, self._end, "danger")

    def _pledge(self, said: Cleaned) -> None:
        actions.pledge_contribution(self.gift, said["due_on"], by=self.person, at=now())

    def _sign(self, said: Cleaned) -> None:
        actions.sign_contribution(self.gift, said["agreement"], by=self.person, at=now())

    def _receive(self, said: Cleaned) -> None:
        actions.receive_contribution(self.gift, said["slip"], by=self.person, at=now())

    def _spend(self, said: Cleaned) -> None:
        request, paper = self.requests[said["request"]], said["document"]
        actions.spend_contribution(self.gift, request, paper, key=said["key"], by=self.person, at=now())

    def _return(self, said: Cleaned) -> None:
        actions.return_contribution(self.gift, said["slip"], by=self.person, at=now())

    def _report(self, said: Cleaned) -> None:
        actions.report_contribution(self.gift, said["words"], by=self.person, at=now())

    def _assign(self, said: Cleaned) -> None:
        actions.assign_contribution(self.gift, self.works[said["chosen"]], by=self.person, at=now())

    def _end(self, said: Cleaned) -> None:
        actions.end_promise(self.gift, said["why"], by=self.person, at=now())
