"""Money that comes in, is asked for, approved, paid and turned back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from rembuk.finance.actions import (
    approve_request,
    ask_for_payment,
    pay_request,
    receive_money,
    refuse_request,
    turn_back,
)
from rembuk.finance.limits import NoBudget, NotEnoughCash, OverTheBudget
from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.finance.posts import given_to, list_transfers, post_at
from rembuk.finance.queries import (
    bound_of,
    cash_of,
    request_by_key,
    requests_of,
)
from rembuk.finance.states import RequestState
from rembuk.finance.writing import MadeOtherwise
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, grant, key_of
from tests.finance.scenes import ROAD, YEAR, approved, asked, in_force, paid, realised_of, received, slip, treasurer


def cash(cast, fund=Fund.DDS):
    return cash_of(cast.kampung.number, YEAR, fund)


def test_what_was_paid_is_realised_to_the_rupiah(cast):
    _budget, post = in_force(cast)
    received(cast)

    payment = paid(cast, post, 12_345_678)

    assert (realised_of(post), cash(cast)) == (12_345_678, ROAD - 12_345_678)
    assert (payment.debit, payment.credit, payment.fund) == ("5.3.5", "1.1.1", "DDS")
    assert (payment.request.document, payment.request.approval_document) == ("Bukti spp", "Persetujuan spp")
    assert list_transfers(post).rows == [payment]
    assert post_at(cast.kampung.number, YEAR, 1) == post


def test_no_money_moves_without_a_budget(cast):
    with pytest.raises(NoBudget, match="2027"):
        received(cast)


def test_no_post_is_spent_past_what_it_was_given(cast):
    _budget, post = in_force(cast)
    asked(cast, post, ROAD - 1, "satu")

    with pytest.raises(OverTheBudget, match="1"):
        asked(cast, post, 2, "dua")
    asked(cast, post, 1, "tiga")

    assert bound_of(post) == given_to(post) == ROAD


def test_cash_never_falls_below_zero(cast):
    _budget, post = in_force(cast)
    received(cast, 99)
    request = approved(cast, post, 100)

    with pytest.raises(NotEnoughCash, match="99"):
        pay_request(request, "Kuitansi", key=key_of("bayar"), by=treasurer(cast), at=TUESDAY)


def test_the_money_of_one_fund_pays_no_post_of_another(cast):
    _budget, post = in_force(cast, fund=Fund.ADD)
    received(cast, ROAD, Fund.DDS)
    request = approved(cast, post, 1)

    with pytest.raises(NotEnoughCash, match="0"):
        pay_request(request, "Kuitansi", key=key_of("bayar"), by=treasurer(cast), at=TUESDAY)


def test_what_comes_again_is_answered_as_the_first_time(cast):
    _budget, post = in_force(cast)
    first = (received(cast), paid(cast, post, 5))
    before = Act.objects.count()
    request = PaymentRequest.objects.get()

    again = (
        received(cast),
        pay_request(request, "Kuitansi spp", key=key_of("spp-bayar"), by=treasurer(cast), at=TUESDAY),
    )

    assert (again, asked(cast, post, 5)) == (first, request)
    assert (Transfer.objects.count(), Act.objects.count(), realised_of(post)) == (2, before, 5)


def test_a_key_is_not_taken_for_something_else(cast):
    _budget, post = in_force(cast)
    received(cast)
    asked(cast, post, 5)

    with pytest.raises(MadeOtherwise):
        received(cast, ROAD + 1)
    with pytest.raises(MadeOtherwise):
        asked(cast, post, 6)
    with pytest.raises(MadeOtherwise):
        changed = replace(slip("spp", 5), document="Lain")
        ask_for_payment(post, changed, "Semen dan pasir", by=treasurer(cast), at=TUESDAY)


def test_a_payment_is_turned_back_and_may_be_asked_for_anew(cast):
    _budget, post = in_force(cast)
    received(cast)
    payment = paid(cast, post, ROAD)

    turn_back(payment, "Kembali", key=key_of("kembali"), by=cast.secretary, at=TUESDAY)

    assert (realised_of(post), bound_of(post), cash(cast)) == (0, 0, ROAD)
    assert PaymentRequest.objects.get().state == RequestState.RETURNED
    assert paid(cast, post, ROAD, "ulang").amount_rupiah == ROAD


def test_a_transfer_is_turned_back_once(cast):
    in_force(cast)
    income = received(cast)
    back = turn_back(income, "Keliru", key=key_of("keliru"), by=cast.secretary, at=TUESDAY)

    assert turn_back(income, "Keliru", key=key_of("keliru"), by=cast.secretary, at=TUESDAY) == back
    for transfer in (income, back):
        with pytest.raises(MoveNotAllowed):
            turn_back(transfer, "Lagi", key=key_of("lagi"), by=cast.head, at=TUESDAY)


def test_income_that_was_spent_is_not_turned_back(cast):
    _budget, post = in_force(cast)
    income = received(cast)
    paid(cast, post, 1)

    with pytest.raises(NotEnoughCash):
        turn_back(income, "Keliru", key=key_of("keliru"), by=cast.secretary, at=TUESDAY)


def test_a_refused_request_gives_its_money_back_to_the_post(cast):
    _budget, post = in_force(cast)
    received(cast)
    request = asked(cast, post, ROAD)

    refuse_request(request, "Belum ada nota", by=cast.head, at=TUESDAY)

    assert (bound_of(post), request.refused_why) == (0, "Belum ada nota")
    with pytest.raises(MoveNotAllowed):
        pay_request(request, "Kuitansi", key=key_of("bayar"), by=treasurer(cast), at=TUESDAY)


def test_what_waits_is_found_by_state_and_key(cast):
    _budget, post = in_force(cast)
    request = asked(cast, post, 1)

    assert list(requests_of([cast.kampung.number], RequestState.ASKED)) == [request]
    assert list(requests_of([cast.kampung.number], RequestState.APPROVED)) == []
    assert request_by_key(request.key) == request


def test_nobody_does_two_steps_that_exclude_each_other(cast):
    _budget, post = in_force(cast)
    both = treasurer(cast)
    grant(both, Role.HEAD, cast.kampung)
    request = asked(cast, post, 1)

    with pytest.raises(PermissionDenied):
        approve_request(request, "Setuju", by=both, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        refuse_request(request, "Tidak", by=both, at=TUESDAY)

    received(cast)
    grant(cast.head, Role.TREASURER, cast.kampung)
    approve_request(request, "Setuju", by=cast.head, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        pay_request(request, "Kuitansi", key=key_of("bayar"), by=cast.head, at=TUESDAY)


@pytest.mark.parametrize("name", ["secretary", "head", "officer", "camat", "resident"])
def test_others_touch_no_money(cast, name):
    _budget, post = in_force(cast)
    request, person = approved(cast, post, 1), getattr(cast, name)

    with pytest.raises(PermissionDenied):
        receive_money(cast.kampung, YEAR, Fund.DDS, slip("lain", 1), by=person, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        ask_for_payment(post, slip("lain", 1), "Semen", by=person, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        pay_request(request, "Kuitansi", key=key_of("lain"), by=person, at=TUESDAY)


@pytest.mark.parametrize("name", ["officer", "camat", "resident"])
def test_others_turn_nothing_back(cast, name):
    in_force(cast)
    income = received(cast)

    with pytest.raises(PermissionDenied):
        turn_back(income, "Kembali", key=key_of("lain"), by=getattr(cast, name), at=TUESDAY)


def test_who_made_a_transfer_does_not_turn_it_back_with_another_role_either(cast):
    in_force(cast)
    income = received(cast)
    grant(treasurer(cast), Role.SECRETARY, cast.kampung)

    with pytest.raises(PermissionDenied):
        turn_back(income, "Keliru", key=key_of("keliru"), by=treasurer(cast), at=TUESDAY)


@pytest.mark.parametrize("change", [lambda rows: rows.update(amount_rupiah=1), lambda rows: rows.delete()])
def test_the_database_lets_nobody_change_a_transfer(cast, change):
    in_force(cast)
    received(cast)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(Transfer.objects.all())

    assert Transfer.objects.get().amount_rupiah == ROAD
