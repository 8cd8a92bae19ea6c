"""What a closed round decided becomes decisions of the plans, all of them or none (penetapan hasil putaran)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.plans.actions import adopt_item, carry_over_item, return_item, schedule_item, take_up_need
from rembuk.plans.drafts import LineDraft
from rembuk.plans.models import PlanItem, YearPlan
from rembuk.plans.queries import draft_of, item_of_need
from rembuk.plans.states import ItemState
from rembuk.priorities.models import Round, RoundOption
from rembuk.priorities.outcome import Decided, Lot, Outcome, outcome_of
from rembuk.priorities.states import Way
from rembuk.regions.models import Tier
from rembuk.voices.actions import postpone_need

# Reasons of the rules. What the forum itself put back lost to what is more urgent.
REASONS = {Lot.RESERVE: "PAGU_TIDAK_CUKUP", Lot.OUTSIDE: "PRIORITAS_LEBIH_RENDAH"}
SAID = {
    Lot.RESERVE: "{title}: nomor {place} di daftar cadangan, karena uangnya habis sebelum gilirannya.",
    Lot.OUTSIDE: "{title}: tidak ada yang memilihnya.",
}
# After talks nobody voted: what is outside was in no deal that was good for both.
SAID_AFTER_TALKS = {
    Lot.RESERVE: "{title}: nomor {place} di daftar cadangan, karena kedua pihak sepakat mendahulukan yang lain.",
    Lot.OUTSIDE: "{title}: tidak ada dalam kesepakatan mana pun yang baik bagi kedua pihak.",
}
TAKEN_OVER = "{title}: masuk daftar yang dibiayai kecamatan."


class NotClosed(RuntimeError):
    """Only what a forum has accepted is adopted; the message is the round."""


class NoDraft(LookupError):
    """There is no draft of the plan that funded wishes could be put into; the message is the year."""


class LineMissing(ValueError):
    """A funded wish has no line for the plan, or one that costs more than was decided; the message is its number."""


@dataclass(frozen=True)
class Signers:
    """Two who act, each within what they may: who draws up the plan, and the head who decides what waits."""

    drafter: Person | None
    head: Person | None


@transaction.atomic
def adopt(round_: Round, lines: Mapping[str, LineDraft], *, by: Signers, at: datetime) -> None:
    """Schedule what gets money, with a line for each by the key of its option, and say to all others why they wait.

    What was scheduled already needs no line any more, and funded needs that nobody took up are taken up and examined as
    usual. What a kecamatan decides is taken over, or goes back with an answer. Wishes that stay at a gate keep waiting.
    """
    if round_.closed_at is None:
        raise NotClosed(round_)
    outcome = outcome_of(round_)
    for one in outcome.decided:
        if round_.region.tier == Tier.SUBDISTRICT:
            _answer_from_above(round_, outcome, one, by.head, at)
        elif one.lot is Lot.FUNDED:
            _plan(round_, one, lines, by.drafter, at)
        else:
            _put_off(round_, outcome, one, by.head, at)
    number = round_.region_number
    record_act("round.adopted", round_, by=by.head, at=at, public=True, region_number=number, title=round_.title)


def _plan(round_: Round, one: Decided, lines: Mapping[str, LineDraft], drafter: Person | None, at: datetime) -> None:
    option = one.option
    item = _item_of(option)
    if item is not None and item.state in {ItemState.SCHEDULED, ItemState.PLANNED}:
        return
    if item is not None:
        schedule_item(draft_to_fill(round_.region_number, round_.year), item, _line_of(one, lines), by=drafter, at=at)
    elif option.need is not None:
        take_up_need(option.need, round_.year, by=drafter, at=at)


def _put_off(round_: Round, outcome: Outcome, one: Decided, head: Person | None, at: datetime) -> None:
    item, sentence = _item_of(one.option), _sentence(round_, outcome, one)
    if item is None and one.option.need is not None:
        postpone_need(one.option.need, _reason(one), sentence, by=head, at=at)
    elif item is not None and item.state == ItemState.VERIFIED:
        carry_over_item(item, _reason(one), sentence, by=head, at=at)


def _answer_from_above(round_: Round, outcome: Outcome, one: Decided, head: Person | None, at: datetime) -> None:
    item = _item_of(one.option)
    if item is None or item.state != ItemState.SENT_UP:
        return
    if one.lot is Lot.FUNDED:
        adopt_item(item, TAKEN_OVER.format(title=round_.title), by=head, at=at)
    else:
        return_item(item, _reason(one), _sentence(round_, outcome, one), by=head, at=at)


def _item_of(option: RoundOption) -> PlanItem | None:
    item: PlanItem | None = option.item
    return item_of_need(option.need) if option.need else item


def draft_to_fill(region_number: int, year: int) -> YearPlan:
    """The draft of the plan of a year, into which goes what was decided."""
    draft = draft_of(region_number, year)
    if draft is None:
        raise NoDraft(year)
    return draft


def _line_of(one: Decided, lines: Mapping[str, LineDraft]) -> LineDraft:
    line = lines.get(one.option.key)
    if line is None or line.cost_rupiah > one.cost_rupiah:
        raise LineMissing(one.option.code)
    return line


def _reason(one: Decided) -> str:
    return REASONS[Lot.OUTSIDE if one.why else one.lot]


def _sentence(round_: Round, outcome: Outcome, one: Decided) -> str:
    if one.why:
        return f"{round_.title}: {one.why}"
    reserve = [each.option.key for each in outcome.decided if each.lot is Lot.RESERVE]
    place = reserve.index(one.option.key) + 1 if one.lot is Lot.RESERVE else 0
    said = SAID_AFTER_TALKS if round_.way == Way.TALKS else SAID
    return said[one.lot].format(title=round_.title, place=place)
