"""Deciding about items: the row that says why, the state that follows, and the tier that an item lies with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.kernel.periods import deadline
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.models import Custody, Decision, PlanItem
from rembuk.plans.states import ITEM_STATES, HeldBy, ItemState, Outcome
from rembuk.programmes.clock import Expectation
from rembuk.programmes.queries import rule_set_at, rules_of
from rembuk.programmes.rules import Rules
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.decisions import Words

# The rules call it so for the budget; the same twenty working days are the camat's for the list from below.
CLOCK = "evaluate_budget"


@dataclass(frozen=True)
class Ruling:
    """A decision before it is written: where the item goes, what is said, and in which role.

    `held_by` is the tier it goes to and `year` the plan year it is meant for then; None leaves them as they are.
    """

    to: ItemState
    outcome: Outcome
    words: Words
    role: str
    held_by: HeldBy | None = None
    year: int | None = None
    expected: Expectation | None = None
    decided_in: str = ""


def decide(item: PlanItem, ruling: Ruling, *, by: Person, at: datetime) -> Decision:
    """Write down what was decided and move the item, with it the tier that holds it."""
    ITEM_STATES.check(ItemState(item.state), ruling.to)
    year, tier = ruling.year or item.year, HeldBy(ruling.held_by or item.held_by)
    decision = Decision.objects.create(
        item=item,
        outcome=ruling.outcome,
        rule_set=rule_set_at(item.programme, at),
        reason_code=ruling.words.reason_code,
        sentence=ruling.words.sentence,
        next_step=ruling.words.next_step,
        year=year,
        answer_expected_on=ruling.expected.answer_month if ruling.expected else None,
        building_year=ruling.expected.building_year if ruling.expected else None,
        decided_in=ruling.decided_in,
        decided_by=by,
        decided_as=ruling.role,
        decided_at=at,
    )
    changes_hands = tier != item.held_by
    move(item, ITEM_STATES, to=ruling.to, decision=decision, year=year, held_by=tier)
    if changes_hands:
        hand_on(item, tier, at=at)
    return decision


def hand_on(item: PlanItem, tier: HeldBy, *, at: datetime) -> None:
    """End the time with one tier and begin that with another, which has its clock unless it is the village."""
    ended = Custody.objects.filter(item=item, handed_on_at__isnull=True).update(handed_on_at=at)
    if not ended:
        raise MovedMeanwhile(f"{item.code} lies with nobody.")
    begin_with(item, tier, at=at)


def begin_with(item: PlanItem, tier: HeldBy, *, at: datetime) -> None:
    """Let an item lie with a tier."""
    due_at = None if tier == HeldBy.VILLAGE else answer_due_at(_rules(item, at), at)
    Custody.objects.create(item=item, tier=tier, received_at=at, due_at=due_at)


def answer_due_at(rules: Rules, received_at: datetime) -> datetime | None:
    """Return when a tier must have answered what it received, None where the rules set no time."""
    clock = rules.clocks.get(CLOCK)
    return deadline(received_at, clock.span, rules.days_off) if clock else None


def only_from(item: PlanItem, *states: ItemState) -> None:
    """Refuse a deed on an item in any other state."""
    if item.state not in states:
        raise MoveNotAllowed(f"{item.code} is {item.state}, not {' or '.join(states)}")


def record_on(item: PlanItem, kind: str, *, by: Person | None, at: datetime, **facts: Fact) -> None:
    """Write what was done to an item, for everybody to read; what is empty is left out."""
    kept = {name: fact for name, fact in facts.items() if fact not in ("", None)}
    record_act(kind, item, by=by, at=at, public=True, region_number=item.region_number, code=item.code, **kept)


def facts_of(decision: Decision) -> dict[str, Fact]:
    """Return what the journal says of a decision."""
    expected = decision.answer_expected_on
    return {
        "reason": decision.reason_code,
        "sentence": decision.sentence,
        "next_step": decision.next_step,
        "role": decision.decided_as,
        "year": decision.year,
        "meeting": decision.decided_in,
        "expected": expected.isoformat() if expected else "",
        "building_year": decision.building_year,
    }


def _rules(item: PlanItem, at: datetime) -> Rules:
    return rules_of(rule_set_at(item.programme, at))
