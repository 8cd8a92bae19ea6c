"""Reasons of the rules in force: which may be given for what."""

from __future__ import annotations

from datetime import datetime

from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Outcome, Reason


class UnknownReason(ValueError):
    """The rules in force have no such reason, or not for this."""


def reason_for(programme: Programme, code: str, outcome: Outcome, *, at: datetime) -> Reason:
    """Return a reason of the rules in force; raise UnknownReason where it may not be given for this outcome."""
    try:
        reason = rules_at(programme, at).reason(code)
    except KeyError as error:
        raise UnknownReason(code) from error
    if outcome not in reason.allows:
        raise UnknownReason(f"{code} is no reason for {outcome.value}")
    return reason


def reasons_allowing(programme: Programme, outcome: Outcome, *, at: datetime) -> list[Reason]:
    """Return the reasons that may be given for an outcome, in the order of the rules."""
    return [reason for reason in rules_at(programme, at).reasons if outcome in reason.allows]
