"""Questions about gifts, about payments that nobody knows and about what was proposed because of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from rembuk.finance.models import (
    Contribution,
    DonorReport,
    FundingProposal,
    PaymentNotice,
    PaymentRequest,
)
from rembuk.finance.states import ContributionState, NoticeState, ProposalState, RequestState
from rembuk.kernel.codes import read_code
from rembuk.kernel.periods import local_day
from rembuk.plans.models import PlanItem


def open_proposals(region_numbers: Iterable[int]) -> QuerySet[FundingProposal]:
    """Return the proposals about gifts that wait for those who decide, the oldest first."""
    found = FundingProposal.objects.filter(region_number__in=list(region_numbers), state=ProposalState.OPEN)
    return found.select_related("contribution", "item", "reserve", "region").order_by("made_at", "id")


def contribution_by_code(code: str) -> Contribution:
    """Return the contribution with this number, however it is typed; raise NotACode or Contribution.DoesNotExist."""
    return Contribution.objects.select_related("region", "item__region").get(code=read_code(code))


def contributions_to(item: PlanItem) -> QuerySet[Contribution]:
    """Return what was promised or given for a work, in its order; wishes are nobody's news yet."""
    found = Contribution.objects.filter(item=item).exclude(state=ContributionState.WISHED)
    return found.order_by("offered_at", "id")


def gifts_that_wait(region_numbers: Iterable[int], limit: int = 200) -> list[Contribution]:
    """Return the gifts of some kampung that are not at their end, those that run out first before the others."""
    ended = [ContributionState.REPORTED, ContributionState.LAPSED, ContributionState.RETURNED]
    found = Contribution.objects.filter(region_number__in=list(region_numbers)).exclude(state__in=ended)
    return list(found.select_related("region", "item").order_by("due_on", "id")[:limit])


def payments_that_wait(region_numbers: Iterable[int], limit: int = 200) -> list[PaymentNotice]:
    """Return the payments of some kampung that a human must look at, the oldest first."""
    found = PaymentNotice.objects.filter(region_number__in=list(region_numbers), state=NoticeState.WAITING)
    return list(found.select_related("region").order_by("paid_on", "id")[:limit])


def payable_requests(contribution: Contribution, fund: str) -> QuerySet[PaymentRequest]:
    """Return the approved requests for the work of a gift out of the posts of a fund, the oldest first."""
    found = PaymentRequest.objects.filter(
        state=RequestState.APPROVED, post__item=contribution.item_id, post__year=contribution.year, post__fund=fund
    )
    return found.select_related("post__region").order_by("asked_at", "id")


def latest_report(contribution: Contribution) -> DonorReport | None:
    """Return what the donor was told last, None before any report."""
    return DonorReport.objects.filter(contribution=contribution).order_by("-reported_at", "-id").first()


def promises_run_out(*, at: datetime) -> QuerySet[Contribution]:
    """Return the wishes and promises whose day has passed, the longest first."""
    states = [ContributionState.WISHED, ContributionState.PLEDGED, ContributionState.SIGNED]
    found = Contribution.objects.filter(state__in=states, due_on__lt=local_day(at))
    return found.select_related("region", "item").order_by("due_on", "id")
