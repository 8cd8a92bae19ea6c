"""Up to the kecamatan and the kabupaten, and back with an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.periods import deadline
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.actions import (
    GateNotPassed,
    adopt_item,
    carry_over_item,
    note_silence,
    pass_up_item,
    return_item,
    send_up_item,
)
from rembuk.plans.models import Custody
from rembuk.plans.states import HeldBy, ItemState
from rembuk.programmes.queries import rules_at
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import NotRouted
from rembuk.voices.states import NeedState
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY
from tests.plans.scenes import proposed, routed, sent_up, verified, verify


def holders(item) -> list[tuple[str, bool]]:
    """Who has held an item, and whether they still do."""
    rows = Custody.objects.filter(item=item).order_by("received_at", "id")
    return [(row.tier, row.handed_on_at is None) for row in rows]


def test_what_is_sent_up_says_when_an_answer_comes_and_lies_with_the_kecamatan(cast):
    item = sent_up(cast)

    assert (item.state, item.held_by, item.need.state) == (
        ItemState.SENT_UP,
        HeldBy.SUBDISTRICT,
        NeedState.FORWARDED,
    )
    assert (item.decision.answer_expected_on, item.decision.building_year) == (date(2028, 6, 1), 2029)
    assert holders(item) == [(HeldBy.VILLAGE, False), (HeldBy.SUBDISTRICT, True)]


def test_a_need_is_sent_up_only_once_it_is_known_who_is_responsible(cast):
    item = verified(cast, closed={"authority": "Bukan jalan desa"})

    with pytest.raises(NotRouted):
        send_up_item(item, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=WEDNESDAY)


@pytest.mark.parametrize("gate", ["land", "duplicate", "forbidden"])
def test_what_nobody_could_build_is_not_sent_up(cast, gate):
    item = verify(routed(proposed(cast), cast), cast, closed={gate: "Belum"})

    with pytest.raises(GateNotPassed, match=gate):
        send_up_item(item, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=WEDNESDAY)


def test_the_kecamatan_passes_an_item_on_and_holds_it_no_more(cast):
    item = sent_up(cast)

    pass_up_item(item, "Dibawa ke musrenbang kabupaten.", by=cast.camat, at=WEDNESDAY)

    assert holders(item) == [(HeldBy.VILLAGE, False), (HeldBy.SUBDISTRICT, False), (HeldBy.REGENCY, True)]
    with pytest.raises(MoveNotAllowed):
        pass_up_item(item, "Sekali lagi.", by=cast.camat, at=THURSDAY)


def test_a_tier_takes_an_item_over_and_all_who_asked_are_answered(cast):
    item = sent_up(cast)

    adopt_item(item, "Masuk Renja Dinas PU 2028.", by=cast.camat, at=WEDNESDAY)

    assert (item.state, item.held_by, item.need.state) == (
        ItemState.ADOPTED,
        HeldBy.SUBDISTRICT,
        NeedState.ANSWERED,
    )


def test_an_item_comes_back_with_an_answer_and_keeps_its_history(cast):
    item = sent_up(cast)
    pass_up_item(item, "Dibawa ke kabupaten.", by=cast.camat, at=WEDNESDAY)

    return_item(item, "PAGU_TIDAK_CUKUP", "Pagu dinas habis.", by=cast.camat, at=THURSDAY)

    assert (item.state, item.held_by, item.need.state) == (ItemState.VERIFIED, HeldBy.VILLAGE, NeedState.OPEN)
    assert [tier for tier, _open in holders(item)] == [
        HeldBy.VILLAGE,
        HeldBy.SUBDISTRICT,
        HeldBy.REGENCY,
        HeldBy.VILLAGE,
    ]
    told = [(act.kind, facts_of(act).get("tier")) for act in acts_on(item) if "tier" in facts_of(act)]
    assert told == [
        ("item.sent_up", "subdistrict"),
        ("item.passed_up", "regency"),
        ("item.returned", "regency"),
    ]


def test_what_came_back_can_be_sent_up_again(cast):
    item = sent_up(cast)
    return_item(item, "DATA_KURANG", "Ukuran belum jelas.", by=cast.camat, at=WEDNESDAY)

    send_up_item(item, "BUKAN_KEWENANGAN", "Data dilengkapi.", by=cast.officer, at=THURSDAY)

    assert (item.state, item.held_by) == (ItemState.SENT_UP, HeldBy.SUBDISTRICT)


def test_the_village_decides_nothing_about_what_lies_above(cast):
    item = sent_up(cast)

    with pytest.raises(MoveNotAllowed):
        carry_over_item(item, "PAGU_TIDAK_CUKUP", "Habis.", by=cast.head, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        send_up_item(item, "BUKAN_KEWENANGAN", "Lagi.", by=cast.officer, at=WEDNESDAY)


@pytest.mark.parametrize("name", ["head", "officer", "camat_officer", "monitor", "other_head", "resident"])
def test_others_do_not_answer_from_above(cast, name):
    item, person = sent_up(cast), getattr(cast, name)

    with pytest.raises(PermissionDenied):
        adopt_item(item, "Ya.", by=person, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        pass_up_item(item, "Ya.", by=person, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        return_item(item, "PAGU_TIDAK_CUKUP", "Tidak.", by=person, at=WEDNESDAY)


def test_the_camat_has_twenty_working_days_and_silence_is_written_down_as_silence(cast):
    item = sent_up(cast)
    clock = rules_at(cast.programme, TUESDAY).clocks["evaluate_budget"]
    due = deadline(TUESDAY, clock.span, rules_at(cast.programme, TUESDAY).days_off)

    with pytest.raises(MovedMeanwhile):
        note_silence(item, by=None, at=due)
    note_silence(item, by=None, at=due + timedelta(seconds=1))

    custody = Custody.objects.get(item=item, handed_on_at__isnull=True)
    assert (custody.due_at, custody.silent_since) == (due, due + timedelta(seconds=1))
    assert (item.state, item.held_by) == (ItemState.SENT_UP, HeldBy.SUBDISTRICT)
    assert acts_on(item).filter(kind="item.silence").count() == 1
    with pytest.raises(MovedMeanwhile):
        note_silence(item, by=None, at=due + timedelta(days=1))


def test_residents_do_not_write_silence_down(cast):
    with pytest.raises(PermissionDenied):
        note_silence(sent_up(cast), by=cast.resident, at=TUESDAY + timedelta(days=90))


def test_the_database_knows_one_tier_at_a_time(cast):
    item = sent_up(cast)

    with pytest.raises(IntegrityError, match=r"one_tier_at_a_time|plans_custody"), transaction.atomic():
        Custody.objects.create(item=item, tier=HeldBy.VILLAGE, received_at=WEDNESDAY)
    with pytest.raises(IntegrityError, match="only_what_was_sent_up_lies_above"), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(state=ItemState.VERIFIED)
