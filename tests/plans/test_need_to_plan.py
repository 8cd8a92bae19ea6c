"""From a need to a line of an approved plan, or to a no with a reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.actions import (
    AlreadyTakenUp,
    GateMissing,
    GateNotPassed,
    carry_over_item,
    confirm_examination,
    decline_item,
    dispute_examination,
    examine_item,
    propose_item,
    schedule_item,
    take_up_again,
    take_up_need,
)
from rembuk.plans.models import Decision, Examination, PlanItem
from rembuk.plans.states import Gate, ItemState
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import UnknownReason, answer_need, merge_voice
from rembuk.voices.states import NeedState
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY
from tests.plans.scenes import YEAR, drafted, findings, line_draft, proposed, verified
from tests.voices.scenes import opened, tidied


def test_a_need_becomes_one_item_and_keeps_its_number(cast):
    need, _voice = opened(cast)

    item = take_up_need(need, YEAR, by=cast.officer, at=TUESDAY)

    assert (item.need, item.title, item.year, item.state) == (need, need.title, YEAR, ItemState.PROPOSED)
    with pytest.raises(AlreadyTakenUp, match=item.code):
        take_up_need(need, YEAR, by=cast.officer, at=TUESDAY)


def test_what_was_decided_otherwise_is_not_taken_up(cast):
    need, _voice = opened(cast)
    answer_need(need, "Sudah dikerjakan.", by=cast.head, at=TUESDAY)

    with pytest.raises(MoveNotAllowed):
        take_up_need(need, YEAR, by=cast.officer, at=WEDNESDAY)


@pytest.mark.parametrize("name", ["camat", "moderator", "monitor", "other_officer", "resident", "council"])
def test_others_take_no_need_up(cast, name):
    need, _voice = opened(cast)

    with pytest.raises(PermissionDenied):
        take_up_need(need, YEAR, by=getattr(cast, name), at=TUESDAY)
    assert not PlanItem.objects.exists()


def test_two_people_examine_an_item(cast):
    item = proposed(cast)

    examination = examine_item(item, findings(land="Belum ada surat hibah"), by=cast.officer, at=TUESDAY)
    waits = item.state
    confirm_examination(examination, by=cast.council, at=TUESDAY)

    assert (waits, item.state) == (ItemState.EXAMINED, ItemState.VERIFIED)
    assert [(act.kind, facts_of(act).get("closed")) for act in acts_on(item)][1:] == [
        ("item.examined", ["land"]),
        ("item.verified", None),
    ]


def test_nobody_seconds_their_own_examination(cast):
    examination = examine_item(proposed(cast), findings(), by=cast.officer, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        confirm_examination(examination, by=cast.officer, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        dispute_examination(examination, "Keliru", by=cast.officer, at=TUESDAY)
    with pytest.raises(IntegrityError, match="a_second_person_is_somebody_else"), transaction.atomic():
        Examination.objects.filter(pk=examination.pk).update(seconded_by=cast.officer, seconded_at=TUESDAY)


def test_who_spoke_for_a_need_does_not_examine_it(cast):
    need, voice = opened(cast)
    type(voice).objects.filter(pk=voice.pk).update(assisted_by=cast.officer)
    item = take_up_need(need, YEAR, by=cast.secretary, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        examine_item(item, findings(), by=cast.officer, at=TUESDAY)
    examine_item(item, findings(), by=cast.council, at=TUESDAY)


def test_who_proposed_for_the_office_does_not_examine_it(cast):
    item = propose_item(cast.programme, cast.kampung, "Biaya kantor", YEAR, by=cast.secretary, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        examine_item(item, findings(), by=cast.secretary, at=TUESDAY)
    examine_item(item, findings(), by=cast.officer, at=TUESDAY)


@pytest.mark.parametrize("gate", list(Gate))
def test_every_gate_is_judged(cast, gate):
    item = proposed(cast)

    with pytest.raises(GateMissing, match=gate.value):
        examine_item(
            item, {one: found for one, found in findings().items() if one is not gate}, by=cast.officer, at=TUESDAY
        )


def test_an_examination_that_was_sent_back_does_not_count(cast):
    item = proposed(cast)
    examination = examine_item(item, findings(), by=cast.officer, at=TUESDAY)

    dispute_examination(examination, "Lahan belum dilihat.", by=cast.council, at=TUESDAY)

    assert item.state == ItemState.PROPOSED
    with pytest.raises(MovedMeanwhile):
        confirm_examination(examination, by=cast.council, at=TUESDAY)


@pytest.mark.parametrize("gate", list(Gate))
def test_nothing_is_planned_past_a_closed_gate(cast, gate):
    item = verified(cast, closed={gate.value: "Belum"})

    with pytest.raises(GateNotPassed, match=gate.value):
        schedule_item(drafted(cast), item, line_draft(), by=cast.secretary, at=TUESDAY)
    assert item.state == ItemState.VERIFIED


def test_what_is_carried_over_keeps_its_number(cast):
    item = verified(cast)
    code = item.code

    carry_over_item(item, "PAGU_TIDAK_CUKUP", "Dana tahun ini habis.", by=cast.head, at=WEDNESDAY)
    waits = (item.state, item.year, item.need.state, item.need.answer.reason_code)
    take_up_again(item, "Tahun baru.", by=cast.head, at=THURSDAY)

    assert waits == (ItemState.CARRIED, YEAR + 1, NeedState.POSTPONED, "PAGU_TIDAK_CUKUP")
    assert (item.code, item.year, item.state, item.need.state) == (code, YEAR + 1, ItemState.PROPOSED, NeedState.OPEN)


def test_a_no_has_a_reason_a_sentence_and_a_next_step(cast):
    item = verified(cast, closed={"technical": "Tebing longsor"})

    with pytest.raises(UnknownReason):
        decline_item(item, "TIDAK_SUKA", "Tidak.", by=cast.head, at=WEDNESDAY)
    decline_item(item, "TIDAK_LAYAK_TEKNIS", "Tebingnya longsor.", by=cast.head, at=WEDNESDAY)

    assert item.need.state == NeedState.DECLINED
    assert item.need.answer.next_step == item.decision.next_step != ""
    with pytest.raises(IntegrityError, match="no_item_is_refused_without_a_reason"), transaction.atomic():
        Decision.objects.create(
            item=item,
            outcome="declined",
            rule_set=item.decision.rule_set,
            sentence="Tidak.",
            year=YEAR,
            decided_by=cast.head,
            decided_as="head",
            decided_at=WEDNESDAY,
        )


def test_every_voice_of_a_need_hears_what_became_of_the_item(cast):
    item = verified(cast)
    merged = tidied(cast, "neighbour")
    merge_voice(merged, item.need, by=cast.officer, at=TUESDAY)

    decline_item(item, "KEPENTINGAN_PRIBADI", "Untuk satu rumah.", by=cast.head, at=WEDNESDAY)

    merged.refresh_from_db()
    assert (merged.need, merged.need.state) == (item.need, NeedState.DECLINED)


@pytest.mark.parametrize("name", ["officer", "secretary", "council", "other_head", "resident"])
def test_others_decide_on_no_item(cast, name):
    item = verified(cast)

    with pytest.raises(PermissionDenied):
        carry_over_item(item, "PAGU_TIDAK_CUKUP", "Habis.", by=getattr(cast, name), at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        decline_item(item, "KEPENTINGAN_PRIBADI", "Tidak.", by=getattr(cast, name), at=WEDNESDAY)
    assert not Decision.objects.exists()


def test_nothing_is_decided_before_it_was_examined(cast):
    with pytest.raises(MoveNotAllowed):
        decline_item(proposed(cast), "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)
