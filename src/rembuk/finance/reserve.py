"""What those who decide are asked to look at when a gift came or fell away; nothing is changed by itself."""

from __future__ import annotations

from datetime import datetime

from rembuk.finance.models import Contribution, FundingProposal
from rembuk.finance.stacks import RESERVE, Stack, reserve_list, stack_of
from rembuk.finance.states import Cause
from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.kernel.money import Rupiah
from rembuk.plans.models import PlanItem


def propose_after(contribution: Contribution, cause: Cause, *, at: datetime) -> FundingProposal | None:
    """Ask those who decide to look; None where a gift came and there is nothing to decide."""
    stack = stack_of(contribution.item) if contribution.item else None
    reserve = _reserve_for(contribution, stack, cause)
    if cause is Cause.ARRIVED and reserve is None:
        return None
    proposal = FundingProposal.objects.create(
        region=contribution.region,
        region_number=contribution.region_number,
        contribution=contribution,
        cause=cause,
        item=contribution.item,
        missing_rupiah=stack.missing_rupiah if stack else 0,
        reserve=reserve,
        made_at=at,
    )
    _record(proposal, at)
    return proposal


def _record(proposal: FundingProposal, at: datetime) -> None:
    facts: dict[str, Fact] = {"cause": proposal.cause, "missing_rupiah": proposal.missing_rupiah}
    items = {"item": proposal.item, "reserve": proposal.reserve}
    facts |= {name: item.code for name, item in items.items() if item}
    number, code = proposal.region_number, proposal.contribution.code
    record_act("funding.proposed", proposal, by=None, at=at, public=True, region_number=number, code=code, **facts)


def _reserve_for(contribution: Contribution, stack: Stack | None, cause: Cause) -> PlanItem | None:
    if cause is Cause.ARRIVED and stack and not stack.missing_rupiah and stack.item.state in RESERVE:
        return stack.item
    spare = _spare(contribution, stack, cause)
    waiting = (one for one in reserve_list(contribution.region_number) if one.item.pk != contribution.item_id)
    fitting = (one for one in waiting if contribution.field in {"", one.item.field})
    return next((one.item for one in fitting if one.missing_rupiah <= spare), None)


def _spare(contribution: Contribution, stack: Stack | None, cause: Cause) -> Rupiah:
    """Return what another work could have: a gift for no work yet, what is too much, or too little, here."""
    if stack is None:
        return contribution.amount_rupiah if cause is Cause.ARRIVED else 0
    if cause is Cause.ARRIVED:
        return max(stack.sure_rupiah - stack.cost_rupiah, 0)
    return stack.sure_rupiah if stack.missing_rupiah else 0
