"""Where a vote is, from the clock alone: officials are bound by it like everybody else."""

from __future__ import annotations

from datetime import datetime

from rembuk.priorities.models import Voting
from rembuk.priorities.states import Phase


def phase_of(voting: Voting, *, at: datetime) -> Phase:
    """Return the phase at a moment. Without a signed roll a vote never opens; it ends on the closing second."""
    if voting.counted_at is not None:
        return Phase.COUNTED
    if voting.roll_signed_at is None or at < voting.opens_at:
        return Phase.PREPARING
    return Phase.OPEN if at < voting.closes_at else Phase.CLOSED
