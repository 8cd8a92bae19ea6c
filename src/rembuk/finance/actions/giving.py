"""Offering a gift, promising it, naming the work it is for, agreeing on it, and ending a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.giving import BadCondition, ContributionDraft
from rembuk.finance.models import Contribution
from rembuk.finance.permissions import (
    may_end_promise,
    may_offer_contribution,
    may_sign_contribution,
    may_tend_contribution,
)
from rembuk.finance.promises import about, new_contribution, offered_before, prove_contribution
from rembuk.finance.purses import OutsideTheRestriction, insist_on_silence, is_for_one_work, purse_of
from rembuk.finance.reserve import propose_after
from rembuk.finance.states import CONTRIBUTION_STATES, Cause, ContributionState
from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.tenancy.moves import move
from rembuk.voices.receipts import Proof, receipt_word
from rembuk.voices.wording import line

DAY_PASSED = "Tenggat janji terlewati."
TAKEN_BACK = "Ditarik kembali oleh pemberi."


@dataclass(frozen=True, slots=True)
class Offered:
    """A contribution with the word that proves it is somebody's own; `replayed` if it had come before."""

    contribution: Contribution
    secret: str
    replayed: bool = False


@transaction.atomic
def offer_contribution(draft: ContributionDraft, *, by: Person | None, at: datetime) -> Offered:
    """Write down that somebody wishes to give; the same offer under the same key is answered as the first time."""
    if not may_offer_contribution(by, draft.region, at=at):
        raise PermissionDenied
    if (known := offered_before(draft)) is not None:
        return Offered(known, receipt_word(draft.key), replayed=True)
    if draft.terms.due_on < local_day(at):
        raise BadCondition(draft.terms.due_on.isoformat())
    contribution = new_contribution(draft, by=by, at=at)
    contribution.save(force_insert=True)
    _tell("contribution.offered", contribution, by=by, at=at, gift=contribution.gift)
    return Offered(contribution, receipt_word(draft.key))


@transaction.atomic
def promise_contribution(draft: ContributionDraft, *, by: Person | None, at: datetime) -> Offered:
    """Write down an offer that is a firm promise from the beginning."""
    offered = offer_contribution(draft, by=by, at=at)
    if not offered.replayed:
        _pledge(offered.contribution, draft.terms.due_on, by=by, at=at)
    return offered


@transaction.atomic
def pledge_contribution(contribution: Contribution, due_on: date, *, by: Person | None, at: datetime) -> None:
    """Write down that a wish, or a promise that had lapsed, is firm until a day."""
    if by is None or not may_tend_contribution(by, contribution, at=at):
        raise PermissionDenied
    _pledge(contribution, due_on, by=by, at=at)


@transaction.atomic
def assign_contribution(contribution: Contribution, item: PlanItem, *, by: Person | None, at: datetime) -> None:
    """Name the work that a gift is for, as far as the donor's restrictions let it; an agreed one stays as it is."""
    if by is None or not may_tend_contribution(by, contribution, at=at):
        raise PermissionDenied
    _insist_on_fit(contribution, item)
    if contribution.state in {ContributionState.LAPSED, ContributionState.REPORTED, ContributionState.RETURNED}:
        raise MoveNotAllowed(f"{contribution.code} is {contribution.state}.")
    contribution.item, contribution.year = item, item.year
    contribution.save(update_fields=["item", "year"])
    _tell("contribution.assigned", contribution, by=by, at=at)


@transaction.atomic
def sign_contribution(contribution: Contribution, agreement: str, *, by: Person | None, at: datetime) -> None:
    """Agree on a gift in writing; from then on it counts, and those who decide may have to look."""
    if by is None or not may_sign_contribution(by, contribution, at=at):
        raise PermissionDenied
    paper = line(agreement, "agreement", longest=120)
    insist_on_silence(contribution, paper)
    # What was received by mistake goes back to signed as well, but not by signing anew.
    if contribution.state != ContributionState.PLEDGED:
        raise MoveNotAllowed(f"{contribution.code} is {contribution.state}, not pledged")
    facts = {"agreement": paper, "signed_by": by, "signed_at": at}
    move(contribution, CONTRIBUTION_STATES, to=ContributionState.SIGNED, **facts)
    _tell("contribution.signed", contribution, by=by, at=at, document=paper)
    propose_after(contribution, Cause.ARRIVED, at=at)


@transaction.atomic
def lapse_contribution(contribution: Contribution, *, by: Person | None, at: datetime) -> None:
    """End a wish or promise whose day has passed."""
    if not may_end_promise(by, contribution, at=at):
        raise PermissionDenied
    if local_day(at) <= contribution.due_on:
        raise MoveNotAllowed(f"{contribution.code} holds until {contribution.due_on}")
    _end(contribution, DAY_PASSED, by=by, at=at)


@transaction.atomic
def end_promise(contribution: Contribution, why: str, *, by: Person | None, at: datetime) -> None:
    """End a wish or promise before its day, and say why."""
    if by is None or not may_end_promise(by, contribution, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    insist_on_silence(contribution, said)
    _end(contribution, said, by=by, at=at)


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, secret: str, by: Person | None, at: datetime) -> Proof:
    """Let the donor take a wish or promise back with the receipt word; name and contact are forgotten."""
    proof = prove_contribution(contribution, secret, at=at)
    if proof is Proof.RIGHT and may_end_promise(None, contribution, at=at):
        if contribution.state not in {ContributionState.WISHED, ContributionState.PLEDGED}:
            raise MoveNotAllowed(f"{contribution.code} is {contribution.state}; talk with the office")
        _end(contribution, TAKEN_BACK, by=by, at=at)
        contribution.donor_name = contribution.contact = ""
        contribution.save(update_fields=["donor_name", "contact"])
    return proof


def _pledge(contribution: Contribution, due_on: date, *, by: Person | None, at: datetime) -> None:
    if due_on < local_day(at):
        raise BadCondition(due_on.isoformat())
    move(contribution, CONTRIBUTION_STATES, to=ContributionState.PLEDGED, due_on=due_on, lapsed_why="")
    _tell("contribution.pledged", contribution, by=by, at=at)


def _end(contribution: Contribution, why: str, *, by: Person | None, at: datetime) -> None:
    was_firm = contribution.state != ContributionState.WISHED
    move(contribution, CONTRIBUTION_STATES, to=ContributionState.LAPSED, lapsed_why=why)
    _tell("contribution.lapsed", contribution, by=by, at=at, why=why)
    if was_firm:
        propose_after(contribution, Cause.FELL_AWAY, at=at)


def _insist_on_fit(contribution: Contribution, item: PlanItem) -> None:
    if item.region_number != contribution.region_number or contribution.field not in {"", item.field}:
        raise OutsideTheRestriction(item.code)
    has_come = purse_of(contribution).received_rupiah > 0
    if (is_for_one_work(contribution) and contribution.item != item) or (has_come and item.year != contribution.year):
        raise OutsideTheRestriction(item.code)


def _tell(kind: str, contribution: Contribution, *, by: Person | None, at: datetime, **facts: Fact) -> None:
    """Record an act, public once the gift is agreed in writing."""
    is_public, number = contribution.signed_at is not None, contribution.region_number
    known = about(contribution, **facts)
    record_act(kind, contribution, by=by, at=at, public=is_public, region_number=number, **known)
