"""The forum has the last word: it deviates from the ranking only with a reason, and accepts one outcome by name."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.meetings.models import Entry
from rembuk.people.models import Person
from rembuk.priorities.guards import NotNow, insist_minuted
from rembuk.priorities.models import Deviation, Round, RoundOption
from rembuk.priorities.outcome import Decided, Lot, Outcome, outcome_of
from rembuk.priorities.permissions import SEALERS, may_close_round, may_deviate
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import room_of, voting_of
from rembuk.priorities.sealing import insist_as_sealed, spoken
from rembuk.priorities.states import RoundPhase, Way
from rembuk.priorities.talks import talks_of
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line

TOLD = {Lot.FUNDED: "round.funded", Lot.RESERVE: "round.reserved", Lot.OUTSIDE: "round.left_out"}


class NothingToDeviateFrom(ValueError):
    """The option gets what the forum wants anyway, stays at a gate, or the round is decided by ballots."""


@transaction.atomic
def deviate(option: RoundOption, why: str, decision: Entry, *, by: Person | None, at: datetime) -> Deviation:
    """Give an option money against the ranking, or withhold it, for a reason that stands in the minutes for good."""
    round_ = option.round
    if by is None or not may_deviate(by, round_, at=at):
        raise PermissionDenied
    _insist_deciding(round_, at)
    lots = _lots(round_)
    if round_.way != Way.CRITERIA or lots[option.key] is Lot.OUTSIDE:
        raise NothingToDeviateFrom(option.pk)
    insist_minuted(round_, decision, option.code)
    deviation = Deviation.objects.create(
        option=option,
        gets_money=lots[option.key] is not Lot.FUNDED,
        why=line(why, "reason", longest=500),
        decided_in=decision,
        recorded_by=by,
        recorded_at=at,
    )
    # Raise TooExpensive now, and not when the round is to be closed.
    outcome_of(round_)
    facts: dict[str, Fact] = {
        "title": round_.title, "about": option.code, "gets_money": deviation.gets_money,
        "why": deviation.why, "meeting": decision.meeting.code,
    }  # fmt: skip
    record_act("round.deviated", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    return deviation


@transaction.atomic
def close_round(round_: Round, decision: Entry, *, by: Person | None, at: datetime) -> Outcome:
    """Close a round by a decision in the minutes that names the checksum of its outcome, and return the outcome."""
    if by is None or not may_close_round(by, round_, at=at):
        raise PermissionDenied
    _insist_deciding(round_, at)
    insist_as_sealed(round_)
    outcome = outcome_of(round_)
    insist_minuted(round_, decision, spoken(outcome.digest))
    round_.closed_in, round_.closed_by, round_.closed_at = decision, by, at
    round_.save(update_fields=["closed_in", "closed_by", "closed_at"])
    facts: dict[str, Fact] = {
        "title": round_.title,
        "digest": outcome.digest,
        "meeting": decision.meeting.code,
        **{lot.value: [one.option.code for one in outcome.decided if one.lot is lot] for lot in Lot},
    }
    record_act("round.closed", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    for one in outcome.decided:
        _tell(round_, one, by=by, at=at)
    return outcome


def _tell(round_: Round, one: Decided, *, by: Person, at: datetime) -> None:
    """Say of a wish itself what the round decided, so that its thread names the round."""
    source = one.option.item or one.option.need
    if source is None:
        return
    role = role_of(by, SEALERS, round_.region_number, at=at)
    facts: dict[str, Fact] = {"code": source.code, "title": round_.title, "role": role, "round": str(round_.pk)}
    record_act(TOLD[one.lot], source, by=by, at=at, public=True, region_number=source.region_number, **facts)


def _lots(round_: Round) -> dict[str, Lot]:
    return {one.option.key: one.lot for one in outcome_of(round_).decided}


def _insist_deciding(round_: Round, at: datetime) -> None:
    """Hold the row, and raise NotNow unless scores, votes and talks have ended and nothing was decided yet."""
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    phase = phase_of_round(held, voting_of(held), at=at)
    if phase is not RoundPhase.DECIDING and not (phase is RoundPhase.TALKING and _have_talked(round_, at)):
        raise NotNow(phase.value)


def _have_talked(round_: Round, at: datetime) -> bool:
    """Have the talks of a round ended, before their deadline or at it?"""
    room = room_of(round_)
    return room is not None and talks_of(room).standing(at).is_over
