"""What residents give: asked for, written down, confirmed by two others, and corrected without a loss."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.kernel.states import MoveNotAllowed
from rembuk.media.models import Photo
from rembuk.projects.swadaya.actions import (
    ConfirmedAlready,
    CorrectionDraft,
    GiftDraft,
    NeedsAttendance,
    NeedsStatement,
    NotFromHere,
    NotYetGiven,
    PriceDraft,
    SupplyDraft,
    TakesTooMuch,
    ask_residents,
    confirm_gift,
    correct_gift,
    name_head,
    set_price,
    take_gift,
)
from rembuk.projects.swadaya.models import Gift, Price
from rembuk.projects.swadaya.queries import head_of, price_on, supplies_of, supply_sums, unconfirmed_gifts
from rembuk.projects.swadaya.states import Basis, GiftKind, Standing
from tests.cast import THURSDAY
from tests.projects.swadaya.scenes import TODAY, asked, confirmed, gathering, key, sand


def given(project):
    return [(one.given, one.value_rupiah) for one in supply_sums(project, TODAY)]


def test_a_gift_counts_once_the_head_of_the_group_and_another_resident_confirm_it(cast):
    project = gathering(cast)
    gift = sand(asked(project, cast, GiftKind.MATERIAL, price=200_000), cast)

    confirm_gift(gift, by=cast.neighbour, at=THURSDAY)
    before = given(project)
    said = confirm_gift(gift, by=cast.resident, at=THURSDAY)

    assert said.standing == Standing.RESIDENT
    assert (before, given(project)) == ([(Decimal(0), 0)], [(Decimal("3.5"), 700_000)])
    assert unconfirmed_gifts(project) == []


def test_two_residents_are_not_enough_without_the_head(cast):
    gift = sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)
    confirm_gift(gift, by=cast.resident, at=THURSDAY)

    with pytest.raises(ConfirmedAlready):
        confirm_gift(gift, by=cast.council, at=THURSDAY)


def test_who_wrote_a_gift_down_does_not_confirm_it_and_strangers_do_not(cast):
    gift = sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)

    for person in (cast.officer, cast.head, cast.other_officer, cast.monitor, None):
        with pytest.raises(PermissionDenied):
            confirm_gift(gift, by=person, at=THURSDAY)


def test_saying_it_again_changes_nothing(cast):
    gift = sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)

    first = confirm_gift(gift, by=cast.neighbour, at=THURSDAY)

    assert confirm_gift(gift, by=cast.neighbour, at=THURSDAY) == first
    assert sand(gift.supply, cast) == gift
    assert Gift.objects.count() == 1


def test_only_somebody_who_lives_here_heads_a_group(cast):
    project = gathering(cast)

    with pytest.raises(NotFromHere):
        name_head(project, cast.camat, by=cast.secretary, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        name_head(project, cast.resident, by=cast.facilitator, at=THURSDAY)

    assert head_of(project) == cast.neighbour


def test_another_person_corrects_and_both_lines_stay(cast):
    project = gathering(cast)
    gift = confirmed(sand(asked(project, cast, GiftKind.MATERIAL, price=200_000), cast), cast)
    draft = CorrectionDraft(key("less"), Decimal("-1.5"), "Satu bak hanya dua pertiga.")

    with pytest.raises(PermissionDenied):
        correct_gift(gift, draft, by=cast.officer, at=THURSDAY)
    correction = correct_gift(gift, draft, by=cast.secretary, at=THURSDAY)
    unconfirmed = given(project)
    confirmed(correction, cast)

    assert unconfirmed == [(Decimal("3.5"), 700_000)]
    assert given(project) == [(Decimal(2), 400_000)]
    assert Gift.objects.count() == 2


def test_a_correction_counts_only_with_what_it_corrects(cast):
    project = gathering(cast)
    gift = sand(asked(project, cast, GiftKind.MATERIAL), cast)
    draft = CorrectionDraft(key("less"), Decimal(-1), "Salah hitung.")

    confirmed(correct_gift(gift, draft, by=cast.secretary, at=THURSDAY), cast)

    assert given(project) == [(Decimal(0), 0)]


def test_nothing_is_corrected_below_nothing(cast):
    gift = confirmed(sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast), cast)
    correct_gift(gift, CorrectionDraft(key("a"), Decimal(-3), "Salah."), by=cast.secretary, at=THURSDAY)
    correct_gift(gift, CorrectionDraft(key("b"), Decimal(5), "Ternyata lebih."), by=cast.secretary, at=THURSDAY)

    with pytest.raises(TakesTooMuch):
        correct_gift(gift, CorrectionDraft(key("c"), Decimal(-1), "Salah."), by=cast.secretary, at=THURSDAY)


def test_a_correction_is_corrected_at_its_first_line(cast):
    gift = sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)
    less = correct_gift(gift, CorrectionDraft(key("a"), Decimal(-1), "Salah."), by=cast.secretary, at=THURSDAY)

    with pytest.raises(MoveNotAllowed):
        correct_gift(less, CorrectionDraft(key("b"), Decimal(1), "Salah."), by=cast.officer, at=THURSDAY)


def test_the_database_refuses_a_correction_by_the_same_person_and_any_change(cast):
    gift = sand(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)
    again = Gift.objects.get(pk=gift.pk)
    again.pk, again.key, again.corrects, again.why = key("id"), key("key"), gift, "Salah."
    again.corrects_by_id = gift.written_by_id

    with pytest.raises(IntegrityError, match="a_second_person_corrects_and_says_why"), transaction.atomic():
        again.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Gift.objects.filter(pk=gift.pk).update(quantity=100)


def test_a_new_price_leaves_the_ledger_as_it_is_and_counts_from_its_day(cast):
    project = gathering(cast)
    supply = asked(project, cast, GiftKind.MATERIAL, price=200_000)
    confirmed(sand(supply, cast), cast)

    dear = PriceDraft(key("dear"), 900_000, Basis.RECEIPT, "Kuitansi 12", date(2026, 1, 2))
    for _time in range(2):
        set_price(supply, dear, by=cast.officer, at=THURSDAY)

    assert given(project) == [(Decimal("3.5"), 700_000)]
    assert [str(price_on(supply, date(2026, 1, day))) for day in (1, 2, 3)] == ["200000", "900000", "900000"]
    assert (price_on(supply, date(2025, 12, 31)), Price.objects.count()) == (None, 2)


def test_prices_are_never_changed(cast):
    asked(gathering(cast), cast)

    with pytest.raises(DatabaseError), transaction.atomic():
        Price.objects.update(price_rupiah=1)


def test_what_has_no_price_counts_in_its_unit_alone(cast):
    project = gathering(cast)

    confirmed(sand(asked(project, cast, GiftKind.MATERIAL, price=None), cast), cast)

    assert given(project) == [(Decimal("3.5"), 0)]


def test_land_needs_a_statement_that_its_owner_signed(cast):
    project = gathering(cast)
    land = asked(project, cast, GiftKind.LAND)
    statement = Photo.objects.create(digest="a" * 64, width=10, height=10, size=10, kept_at=THURSDAY)

    with pytest.raises(NeedsStatement):
        take_gift(land, GiftDraft(key("land"), Decimal(12), TODAY), by=cast.officer, at=THURSDAY)
    gift = take_gift(land, GiftDraft(key("land"), Decimal(12), TODAY, statement), by=cast.officer, at=THURSDAY)

    assert (gift.paper, gift.quantity) == (statement, Decimal(12))


def test_days_of_work_come_from_lists_and_gifts_from_the_past(cast):
    project = gathering(cast)
    labour, goods = asked(project, cast), asked(project, cast, GiftKind.MATERIAL)
    tomorrow = GiftDraft(key("later"), Decimal(1), TODAY + timedelta(days=1))

    with pytest.raises(NeedsAttendance):
        take_gift(labour, GiftDraft(key("work"), Decimal(1), TODAY), by=cast.officer, at=THURSDAY)
    with pytest.raises(NotYetGiven):
        take_gift(goods, tomorrow, by=cast.officer, at=THURSDAY)


def test_cash_is_none_of_what_residents_give_here():
    assert "cash" not in GiftKind.values


def test_asking_again_with_the_same_key_changes_nothing(cast):
    project = gathering(cast)
    draft = SupplyDraft(key("stones"), GiftKind.MATERIAL, "Batu", "m3", Decimal(6))

    first = ask_residents(project, draft, by=cast.secretary, at=THURSDAY)
    again = ask_residents(project, draft, by=cast.secretary, at=THURSDAY)

    assert (first, [str(one) for one in supplies_of(project)]) == (again, ["Batu"])
