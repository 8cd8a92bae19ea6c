"""Where a round and its vote are, from the clock: officials are bound by it like everybody else."""

from __future__ import annotations

from datetime import datetime

from rembuk.priorities.models import Round, Voting
from rembuk.priorities.states import Phase, RoundPhase, Way


def phase_of(voting: Voting, *, at: datetime) -> Phase:
    """Return the phase at a moment. Without a signed roll a vote never opens; it ends on the closing second."""
    if voting.counted_at is not None:
        return Phase.COUNTED
    if voting.roll_signed_at is None or at < voting.opens_at:
        return Phase.PREPARING
    return Phase.OPEN if at < voting.closes_at else Phase.CLOSED


_WHILE_VOTING = {
    Phase.PREPARING: RoundPhase.ROLL,
    Phase.OPEN: RoundPhase.VOTING,
    Phase.CLOSED: RoundPhase.DECIDING,
    Phase.COUNTED: RoundPhase.DECIDING,
}


def phase_of_round(round_: Round, voting: Voting | None, *, at: datetime) -> RoundPhase:
    """Return the phase of a round at a moment; `voting` is its vote, None while there is none."""
    if round_.closed_at is not None:
        return RoundPhase.CLOSED
    if not round_.is_sealed:
        return RoundPhase.DRAFT
    if at < round_.scores_end_at:
        return RoundPhase.SCORING
    if round_.way == Way.TALKS and at < round_.result_at:
        return RoundPhase.TALKING
    return _WHILE_VOTING[phase_of(voting, at=at)] if voting else RoundPhase.DECIDING
