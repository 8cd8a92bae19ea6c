# SPDX-License-Identifier: Apache-2.0
"""How two sides talk until they sign, part or run out of time: the stages as a table, and what a step must fulfil.

Nothing is stored but the terms, announced beforehand, and the steps in their order; `replay` says where the talks
stand. No row of the table leads to an agreement but that of a second signature, and no signature counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from rembuk.engines.negotiation.demands import obstacle
from rembuk.engines.negotiation.frontier import Deal, deal_of, frontier
from rembuk.engines.negotiation.proposals import alone, leximin, proposed
from rembuk.engines.negotiation.table import Table


class Stage(StrEnum):
    """Where the talks are."""

    TALKING = "talking"
    MEDIATION = "mediation"
    STUDY = "study"
    SIGNING = "signing"
    HALF_SIGNED = "half_signed"
    PARTING = "parting"
    AGREED = "agreed"
    PARTED = "parted"
    BY_RULE = "by_rule"


class Deed(StrEnum):
    """What is done at the table."""

    OFFER = "offer"
    ACCEPT = "accept"
    CALL_MEDIATOR = "call_mediator"
    CALL_STUDY = "call_study"
    REPORT = "report"
    SIGN = "sign"
    REOPEN = "reopen"
    PART = "part"
    LAPSE = "lapse"


class Party(StrEnum):
    """Who does it: one of the two sides, the mediator, or the clerk who only notes what the terms bring about."""

    RESIDENTS = "residents"
    GOVERNMENT = "government"
    MEDIATOR = "mediator"
    CLERK = "clerk"


SIDES = frozenset({Party.RESIDENTS, Party.GOVERNMENT})

MOVES: Mapping[Stage, Mapping[Deed, Stage]] = {
    Stage.TALKING: {
        Deed.OFFER: Stage.TALKING,
        Deed.ACCEPT: Stage.SIGNING,
        Deed.CALL_MEDIATOR: Stage.MEDIATION,
        Deed.CALL_STUDY: Stage.STUDY,
        Deed.PART: Stage.PARTING,
        Deed.LAPSE: Stage.BY_RULE,
    },
    # What a mediator lays on the table is an offer like any other: both sides must still sign it.
    Stage.MEDIATION: {Deed.OFFER: Stage.TALKING, Deed.REOPEN: Stage.TALKING, Deed.LAPSE: Stage.BY_RULE},
    Stage.STUDY: {Deed.REPORT: Stage.TALKING, Deed.REOPEN: Stage.TALKING, Deed.LAPSE: Stage.BY_RULE},
    Stage.SIGNING: {Deed.SIGN: Stage.HALF_SIGNED, Deed.REOPEN: Stage.TALKING, Deed.LAPSE: Stage.BY_RULE},
    Stage.HALF_SIGNED: {Deed.SIGN: Stage.AGREED, Deed.REOPEN: Stage.TALKING, Deed.LAPSE: Stage.BY_RULE},
    Stage.PARTING: {
        Deed.PART: Stage.PARTED,
        Deed.OFFER: Stage.TALKING,
        Deed.ACCEPT: Stage.SIGNING,
        Deed.LAPSE: Stage.BY_RULE,
    },
    Stage.AGREED: {},
    Stage.PARTED: {},
    Stage.BY_RULE: {},
}

DOERS: Mapping[Deed, frozenset[Party]] = {
    Deed.OFFER: SIDES | {Party.MEDIATOR},
    Deed.ACCEPT: SIDES,
    Deed.CALL_MEDIATOR: SIDES,
    Deed.CALL_STUDY: SIDES,
    Deed.REPORT: frozenset({Party.MEDIATOR, Party.CLERK}),
    Deed.SIGN: SIDES,
    Deed.REOPEN: SIDES,
    Deed.PART: SIDES,
    Deed.LAPSE: SIDES | {Party.CLERK},
}

# Whoever does one of these says why, in words of their own.
EXPLAINED = frozenset({Deed.OFFER, Deed.CALL_MEDIATOR, Deed.CALL_STUDY, Deed.REPORT, Deed.REOPEN, Deed.PART})


class StepRefused(ValueError):
    """A step is not possible where the talks stand; the message says why."""


@dataclass(frozen=True)
class Terms:
    """What is announced before the first word.

    On the `table` lies what is talked about. `residents_share` is their part of each fund without a deal. Each side may
    make as many offers as there are `rounds`.

    Times know their zone. The rule that was announced decides at the deadline, or as soon as both sides have used up
    their offers and one of them will not accept the last. Raises ValueError when nobody could make an offer, and for a
    share that is none.
    """

    table: Table
    residents_share: Fraction
    rounds: int
    opens_at: datetime
    deadline_at: datetime

    def __post_init__(self) -> None:
        if self.rounds < 1 or self.opens_at >= self.deadline_at:
            raise ValueError("There must be a round and time for it.")
        if not 0 <= self.residents_share <= 1:
            raise ValueError("A share is between 0 and 1.")


@dataclass(frozen=True)
class Step:
    """One deed at the table. `person` is any mark that stands for one human; `projects` are those of an offer."""

    deed: Deed
    party: Party
    person: str
    at: datetime
    words: str = ""
    projects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """Where the talks stand after some steps.

    `offer` is the step that lies on the table, None before the first. `signature` is the first of two, `parting` the
    wish of one side to agree to disagree. `seats` says for whom each person has acted, `offers` who made each offer.
    """

    stage: Stage
    at: datetime
    offer: Step | None = None
    signature: Step | None = None
    parting: Step | None = None
    seats: Mapping[str, Party] = field(default_factory=dict)
    offers: tuple[Party, ...] = ()

    @property
    def is_over(self) -> bool:
        """Does nothing follow any more?"""
        return not MOVES[self.stage]


def replay(terms: Terms, steps: Iterable[Step]) -> Standing:
    """Return where the talks stand after these steps; raise StepRefused for the first that was not possible."""
    standing = Standing(Stage.TALKING, terms.opens_at)
    for step in steps:
        standing = take(terms, standing, step)
    return standing


def outcome(terms: Terms, standing: Standing) -> Deal | None:
    """Return what is built: the deal that was signed, or the leximin proposal where the rule decides; else None.

    None while the talks go on, when the sides parted, and when no deal leaves both at least what they have alone.
    """
    if standing.stage is Stage.AGREED and standing.offer:
        return deal_of(terms.table, standing.offer.projects)
    if standing.stage is Stage.BY_RULE:
        fair = leximin(proposed(frontier(terms.table), alone(terms.table, terms.residents_share)))
        return fair.deal if fair else None
    return None


def take(terms: Terms, standing: Standing, step: Step) -> Standing:
    """Return where the talks stand after one more step; raise StepRefused if it is not possible."""
    if fault := fault_of(terms, standing, step):
        raise StepRefused(fault)
    return _after(standing, step)


def fault_of(terms: Terms, standing: Standing, step: Step) -> str:
    """Say why a step is not possible where the talks stand; empty if it is."""
    if step.deed not in MOVES[standing.stage]:
        return f"{step.deed} is not possible in {standing.stage}."
    return _of_doer(standing, step) or _of_time(terms, standing, step) or _of_turn(terms, standing, step)


def _of_doer(standing: Standing, step: Step) -> str:
    if step.party not in DOERS[step.deed]:
        return f"{step.deed} is nothing for {step.party}."
    if not step.person:
        return "Every step is somebody's."
    if standing.seats.get(step.person, step.party) is not step.party:
        return "Nobody acts for two parties."
    if step.deed in EXPLAINED and not step.words.strip():
        return f"{step.deed} needs words of the one who does it."
    return ""


def _of_time(terms: Terms, standing: Standing, step: Step) -> str:
    if step.at < standing.at:
        return "A step cannot be earlier than the one before it."
    if step.at >= terms.deadline_at and step.deed is not Deed.LAPSE:
        return "The time is over; the announced rule decides."
    return ""


def _of_turn(terms: Terms, standing: Standing, step: Step) -> str:
    match step.deed:
        case Deed.OFFER:
            return _of_offer(terms, standing, step)
        case Deed.ACCEPT:
            return _of_answer(standing, step)
        case Deed.SIGN if standing.stage is Stage.HALF_SIGNED:
            return _of_second(standing.signature, step)
        case Deed.PART if standing.stage is Stage.PARTING:
            return _of_second(standing.parting, step)
        case Deed.LAPSE:
            return _of_lapse(terms, standing, step)
        case _:
            return ""


def _of_offer(terms: Terms, standing: Standing, step: Step) -> str:
    if (step.party is Party.MEDIATOR) != (standing.stage is Stage.MEDIATION):
        return "A mediator offers when called, and then nobody else does."
    if step.party in SIDES and standing.offers.count(step.party) >= terms.rounds:
        return f"{step.party} has used up its offers."
    return _of_bundle(terms.table, step.projects)


def _of_bundle(table: Table, projects: frozenset[str]) -> str:
    others = frozenset(project.id for project in table.projects) - projects
    if unknown := projects - {project.id for project in table.projects}:
        return f"Not on the table: {', '.join(sorted(unknown))}."
    found = obstacle(table.with_demands(must=projects, never=others))
    return f"Not possible together ({found.kind}): {', '.join(found.projects)}." if found else ""


def _of_answer(standing: Standing, step: Step) -> str:
    if standing.offer is None:
        return "There is no offer yet."
    return "Nobody accepts an offer of their own." if standing.offer.party is step.party else ""


def _of_second(first: Step | None, step: Step) -> str:
    return "" if first and first.party is not step.party else "The second word belongs to the other side."


def _of_lapse(terms: Terms, standing: Standing, step: Step) -> str:
    if step.at >= terms.deadline_at:
        return ""
    spent = all(standing.offers.count(side) >= terms.rounds for side in SIDES)
    if standing.stage is not Stage.TALKING or step.party is Party.CLERK or not spent:
        return "There is time left to talk."
    return _of_answer(standing, step)


def _after(standing: Standing, step: Step) -> Standing:
    stage = MOVES[standing.stage][step.deed]
    seats = {**standing.seats, step.person: step.party}
    # Only the stage that waits for a second word remembers the first.
    moved = replace(standing, stage=stage, at=step.at, seats=seats, signature=None, parting=None)
    match stage:
        case Stage.HALF_SIGNED:
            return replace(moved, signature=step)
        case Stage.PARTING:
            return replace(moved, parting=step)
        case _ if step.deed is Deed.OFFER:
            return replace(moved, offer=step, offers=(*standing.offers, step.party))
        case _:
            return moved
