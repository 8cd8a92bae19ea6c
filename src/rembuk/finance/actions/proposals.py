"""Saying what becomes of a proposal that a gift gave rise to."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.models import FundingProposal
from rembuk.finance.permissions import may_settle_proposal
from rembuk.finance.purses import insist_on_silence
from rembuk.finance.states import PROPOSAL_STATES, ProposalState
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@transaction.atomic
def take_up_proposal(proposal: FundingProposal, why: str, *, by: Person | None, at: datetime) -> None:
    """Say that a proposal is taken up, and how; the plan itself changes only by its own steps."""
    if by is None or not may_settle_proposal(by, proposal, at=at):
        raise PermissionDenied
    _settle(proposal, ProposalState.TAKEN_UP, why, by=by, at=at)


@transaction.atomic
def set_proposal_aside(proposal: FundingProposal, why: str, *, by: Person | None, at: datetime) -> None:
    """Say that a proposal is not followed, and why."""
    if by is None or not may_settle_proposal(by, proposal, at=at):
        raise PermissionDenied
    _settle(proposal, ProposalState.SET_ASIDE, why, by=by, at=at)


def _settle(proposal: FundingProposal, to: ProposalState, why: str, *, by: Person, at: datetime) -> None:
    said = line(why, "reason", longest=300)
    insist_on_silence(proposal.contribution, said)
    move(proposal, PROPOSAL_STATES, to=to, settled_by=by, settled_at=at, settled_why=said)
    number, facts = proposal.region_number, {"outcome": to.value, "why": said}
    record_act("funding.settled", proposal, by=by, at=at, public=True, region_number=number, **facts)
