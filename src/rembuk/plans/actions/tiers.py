"""Up and down the tiers: an item lies with one of them at a time, and comes back with an answer."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.decisions import Ruling, decide, facts_of, hand_on, only_from, record_on
from rembuk.plans.gates import insist_on_gates
from rembuk.plans.models import Custody, Decision, PlanItem
from rembuk.plans.permissions import SENDERS, may_answer_from_above, may_note_silence, may_send_up_item
from rembuk.plans.states import HeldBy, ItemState, Outcome
from rembuk.programmes import rules
from rembuk.programmes.queries import expected_path
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import answer_need, forward_need, reopen_need
from rembuk.voices.decisions import reasoned, unrefused
from rembuk.voices.permissions import role_of
from rembuk.voices.states import NeedState
from rembuk.voices.wording import line

ABOVE = Role.SUBDISTRICT_HEAD.value


@transaction.atomic
def send_up_item(
    item: PlanItem, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Decision:
    """Hand a verified item to the kecamatan (DU-RKPDes).

    Written down with it are the month in which an answer may be expected and the earliest year of building. A need is
    sent on with it, for which it must be known who is responsible.
    """
    if by is None or not may_send_up_item(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.VERIFIED)
    insist_on_gates(item, ItemState.SENT_UP)
    words = reasoned(item.programme, rules.Outcome.FORWARDED, reason_code, sentence, next_step, at=at)
    need = item.need
    if need is not None and need.state != NeedState.FORWARDED:
        forward_need(need, reason_code, words.sentence, words.next_step, by=by, at=at)
    ruling = Ruling(
        ItemState.SENT_UP,
        Outcome.SENT_UP,
        words,
        role_of(by, SENDERS, item.region_number, at=at),
        held_by=HeldBy.SUBDISTRICT,
        expected=expected_path(item.programme, _level(need.level if need else ""), local_day(at)),
    )
    decision = decide(item, ruling, by=by, at=at)
    record_on(item, "item.sent_up", by=by, at=at, tier=HeldBy.SUBDISTRICT.value, **facts_of(decision))
    return decision


@transaction.atomic
def pass_up_item(item: PlanItem, sentence: str, *, by: Person | None, at: datetime) -> None:
    """Hand an item on from the kecamatan to the kabupaten; it is the kabupaten's now and nobody else's."""
    if by is None or not may_answer_from_above(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.SENT_UP)
    said = line(sentence, "sentence", longest=1_000)
    passed = PlanItem.objects.filter(pk=item.pk, state=ItemState.SENT_UP, held_by=HeldBy.SUBDISTRICT)
    if not passed.update(held_by=HeldBy.REGENCY):
        raise MoveNotAllowed(f"{item.code} lies with {item.held_by}")
    item.held_by = HeldBy.REGENCY
    hand_on(item, HeldBy.REGENCY, at=at)
    record_on(item, "item.passed_up", by=by, at=at, role=ABOVE, tier=HeldBy.REGENCY.value, sentence=said)


@transaction.atomic
def adopt_item(item: PlanItem, sentence: str, next_step: str = "", *, by: Person | None, at: datetime) -> Decision:
    """Say that a higher tier has taken an item into its own plan; it stays there, and all who asked hear it."""
    if by is None or not may_answer_from_above(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.SENT_UP)
    words = unrefused(sentence, next_step)
    if item.need is not None and item.need.state in {NeedState.OPEN, NeedState.FORWARDED}:
        answer_need(item.need, words.sentence, words.next_step, by=by, at=at)
    decision = decide(item, Ruling(ItemState.ADOPTED, Outcome.ADOPTED, words, ABOVE), by=by, at=at)
    record_on(item, "item.adopted", by=by, at=at, tier=item.held_by, **facts_of(decision))
    return decision


@transaction.atomic
def return_item(
    item: PlanItem, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Decision:
    """Give an item back to the village with an answer; the village has to decide on it again."""
    if by is None or not may_answer_from_above(by, item, at=at):
        raise PermissionDenied
    only_from(item, ItemState.SENT_UP)
    words = reasoned(item.programme, rules.Outcome.POSTPONED, reason_code, sentence, next_step, at=at)
    if item.need is not None and item.need.state == NeedState.FORWARDED:
        reopen_need(item.need, words.sentence[:300], by=by, at=at)
    tier = item.held_by
    ruling = Ruling(ItemState.VERIFIED, Outcome.RETURNED, words, ABOVE, held_by=HeldBy.VILLAGE)
    decision = decide(item, ruling, by=by, at=at)
    record_on(item, "item.returned", by=by, at=at, tier=tier, **facts_of(decision))
    return decision


@transaction.atomic
def note_silence(item: PlanItem, *, by: Person | None, at: datetime) -> None:
    """Write down that a tier has let its time pass without a word: neither a yes nor a no, and the item stays there."""
    if not may_note_silence(by, item, at=at):
        raise PermissionDenied
    waiting = Custody.objects.filter(
        item=item, handed_on_at__isnull=True, silent_since__isnull=True, due_at__lt=at, item__state=ItemState.SENT_UP
    )
    custody = waiting.first()
    if custody is None or not Custody.objects.filter(pk=custody.pk, silent_since__isnull=True).update(silent_since=at):
        raise MovedMeanwhile(f"No clock has run out for {item.code}.")
    due = local_day(custody.due_at).isoformat() if custody.due_at else ""
    record_on(item, "item.silence", by=by, at=at, tier=custody.tier, due=due)


def _level(level: str) -> rules.Level:
    """Where several are responsible, or nobody knows yet, the longest way counts."""
    known = rules.Level(level) if level else rules.Level.REGENCY
    return rules.Level.REGENCY if known in {rules.Level.MIXED, rules.Level.VILLAGE} else known
