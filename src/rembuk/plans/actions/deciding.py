"""What is not planned this year: carried over with its number, declined for a reason, or taken up again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.decisions import Ruling, decide, facts_of, only_from, record_on
from rembuk.plans.models import Decision, PlanItem
from rembuk.plans.permissions import may_decide_item
from rembuk.plans.states import ITEM_STATES, ItemState, Outcome
from rembuk.programmes import rules
from rembuk.tenancy.moves import move
from rembuk.voices.actions import decline_need, postpone_need, reopen_need
from rembuk.voices.decisions import reasoned
from rembuk.voices.permissions import role_of
from rembuk.voices.states import NeedState
from rembuk.voices.wording import line

DECIDERS = (Role.HEAD, Role.SUBDISTRICT_HEAD)


@transaction.atomic
def carry_over_item(
    item: PlanItem, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Decision:
    """Carry an item over to the next year, under the same number; all who asked for it hear why."""
    if by is None or not may_decide_item(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.VERIFIED)
    words = reasoned(item.programme, rules.Outcome.POSTPONED, reason_code, sentence, next_step, at=at)
    if item.need is not None:
        postpone_need(item.need, reason_code, words.sentence, words.next_step, by=by, at=at)
    role = role_of(by, DECIDERS, item.region_number, at=at)
    decision = decide(item, Ruling(ItemState.CARRIED, Outcome.CARRIED, words, role, year=item.year + 1), by=by, at=at)
    record_on(item, "item.carried", by=by, at=at, **facts_of(decision))
    return decision


@transaction.atomic
def decline_item(
    item: PlanItem, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Decision:
    """Say no to an item, with a reason of the rules, a sentence and the next step; all who asked for it hear it."""
    if by is None or not may_decide_item(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.VERIFIED)
    words = reasoned(item.programme, rules.Outcome.DECLINED, reason_code, sentence, next_step, at=at)
    if item.need is not None:
        decline_need(item.need, reason_code, words.sentence, words.next_step, by=by, at=at)
    role = role_of(by, DECIDERS, item.region_number, at=at)
    decision = decide(item, Ruling(ItemState.DECLINED, Outcome.DECLINED, words, role), by=by, at=at)
    record_on(item, "item.declined", by=by, at=at, **facts_of(decision))
    return decision


@transaction.atomic
def take_up_again(item: PlanItem, why: str, *, by: Person | None, at: datetime) -> None:
    """Take up what was carried over or declined, for a reason; it is examined anew and keeps its number."""
    if by is None or not may_decide_item(by, item, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    only_from(item, ItemState.CARRIED, ItemState.DECLINED)
    if item.need is not None and item.need.state in {NeedState.POSTPONED, NeedState.DECLINED}:
        reopen_need(item.need, said, by=by, at=at)
    move(item, ITEM_STATES, to=ItemState.PROPOSED, decision=None)
    role = role_of(by, DECIDERS, item.region_number, at=at)
    record_on(item, "item.taken_up_again", by=by, at=at, role=role, why=said, year=item.year)
