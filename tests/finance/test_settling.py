"""What follows a payment: its rest comes back into the cash, tax is kept back from it and paid."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.finance.accounts import CASH, TAX
from rembuk.finance.actions import ask_for_payment, keep_back_tax, pay_tax, return_rest, turn_back
from rembuk.finance.limits import NotEnoughCash, NotSoMuchKept, NotSoMuchPaid
from rembuk.finance.models import Transfer
from rembuk.finance.queries import bound_of, cash_of, free_cash_of, left_of, tax_owed
from rembuk.finance.writing import MadeOtherwise
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, key_of
from tests.finance.scenes import ROAD, YEAR, approved, in_force, paid, realised_of, received, slip, treasurer


def money(cast) -> tuple[int, int, int]:
    """What lies in the cash of the Village Fund, what of it may be paid out, and what belongs to the tax office."""
    place = (cast.kampung.number, YEAR, "DDS")
    return cash_of(*place), free_cash_of(*place), tax_owed(*place)


def rest(cast, payment, amount, name="sisa"):
    return return_rest(payment, slip(name, amount), by=treasurer(cast), at=TUESDAY)


def tax(cast, payment, amount, name="pajak"):
    return keep_back_tax(payment, slip(name, amount), by=treasurer(cast), at=TUESDAY)


def to_the_office(cast, amount, name="setor"):
    return pay_tax(cast.kampung, YEAR, Fund.DDS, slip(name, amount), by=treasurer(cast), at=TUESDAY)


@pytest.fixture
def payment(cast):
    """All money of the only post, paid."""
    _budget, post = in_force(cast)
    received(cast)
    return paid(cast, post, ROAD)


def test_a_rest_is_cash_again_and_the_post_has_it(cast, payment):
    back = rest(cast, payment, 1_000)

    assert (back.debit, back.credit, back.payment) == (CASH, "5.3.5", payment)
    assert (realised_of(payment.post), bound_of(payment.post), left_of(payment)) == (*[ROAD - 1_000] * 2, ROAD - 1_000)
    assert money(cast) == (1_000, 1_000, 0)
    assert paid(cast, payment.post, 1_000, "lagi").amount_rupiah == 1_000


def test_no_more_comes_back_than_was_paid(cast, payment):
    rest(cast, payment, ROAD - 1)

    with pytest.raises(NotSoMuchPaid, match=r"^1$"):
        rest(cast, payment, 2, "lagi")
    with pytest.raises(NotSoMuchPaid, match=r"^1$"):
        tax(cast, payment, 2)


def test_tax_that_is_kept_back_is_in_the_cash_and_pays_nothing_else(cast, payment):
    kept = tax(cast, payment, 700)
    rest(cast, payment, 50)

    assert (kept.debit, kept.credit, kept.post) == (CASH, TAX, None)
    assert money(cast) == (750, 50, 700)
    assert realised_of(payment.post) == ROAD - 50
    request = approved(cast, payment.post, 50, "kecil")
    assert request.amount_rupiah == 50


def test_the_tax_office_gets_what_was_kept_and_no_more(cast, payment):
    tax(cast, payment, 700)

    with pytest.raises(NotSoMuchKept, match="700"):
        to_the_office(cast, 701)
    paid_tax = to_the_office(cast, 700, "semua")

    assert (paid_tax.debit, paid_tax.credit) == (TAX, CASH)
    assert money(cast) == (0, 0, 0)


def test_money_of_the_tax_office_is_not_paid_to_others(cast, payment):
    tax(cast, payment, 700)
    income = received(cast, 100, name="lagi")
    turn_back(income, "Keliru", key=key_of("keliru"), by=cast.head, at=TUESDAY)
    second = received(cast, 100, name="lagi lagi")
    to_the_office(cast, 700)

    assert money(cast) == (100, 100, 0)
    turn_back(second, "Keliru", key=key_of("keliru lagi"), by=cast.head, at=TUESDAY)
    with pytest.raises(NotEnoughCash):
        turn_back(Transfer.objects.get(key=key_of("masuk")), "Keliru", key=key_of("x"), by=cast.head, at=TUESDAY)


def test_tax_that_was_paid_is_not_turned_back_before_its_payment(cast, payment):
    kept = tax(cast, payment, 700)
    remitted = to_the_office(cast, 700)

    with pytest.raises(NotSoMuchKept):
        turn_back(kept, "Keliru", key=key_of("a"), by=cast.head, at=TUESDAY)
    turn_back(remitted, "Keliru", key=key_of("b"), by=cast.head, at=TUESDAY)
    turn_back(kept, "Keliru", key=key_of("a"), by=cast.head, at=TUESDAY)

    assert money(cast) == (0, 0, 0)
    assert left_of(payment) == ROAD


def test_a_payment_that_something_followed_is_not_turned_back(cast, payment):
    back = rest(cast, payment, 1)

    for transfer in (payment, back):
        with pytest.raises(MoveNotAllowed):
            turn_back(transfer, "Keliru", key=key_of("a"), by=cast.head, at=TUESDAY)


def test_nothing_comes_back_of_what_was_turned_back_or_is_no_payment(cast, payment):
    turn_back(payment, "Keliru", key=key_of("a"), by=cast.head, at=TUESDAY)
    income = Transfer.objects.get(key=key_of("masuk"))

    for transfer in (payment, income):
        with pytest.raises(MoveNotAllowed):
            rest(cast, transfer, 1)
        with pytest.raises(MoveNotAllowed):
            tax(cast, transfer, 1)


def test_each_is_written_once_however_often_it_comes(cast, payment):
    first = (rest(cast, payment, 5), tax(cast, payment, 7), to_the_office(cast, 7))
    before = (Transfer.objects.count(), Act.objects.count())

    again = (rest(cast, payment, 5), tax(cast, payment, 7), to_the_office(cast, 7))

    assert (again, (Transfer.objects.count(), Act.objects.count())) == (first, before)
    with pytest.raises(MadeOtherwise):
        rest(cast, payment, 6)


@pytest.mark.parametrize("name", ["secretary", "head", "camat", "resident"])
def test_only_the_treasurer_settles(cast, payment, name):
    person = getattr(cast, name)

    with pytest.raises(PermissionDenied):
        return_rest(payment, slip("x", 1), by=person, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        keep_back_tax(payment, slip("x", 1), by=person, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        pay_tax(cast.kampung, YEAR, Fund.DDS, slip("x", 1), by=person, at=TUESDAY)


def test_the_database_knows_which_payment_a_rest_is_of(cast, payment):
    loose = Transfer(
        key=key_of("lepas"), region=cast.kampung, region_number=cast.kampung.number, year=YEAR, fund="DDS", debit=CASH,
        credit="5.3.5", amount_rupiah=1, document="STS", post=payment.post, made_by=treasurer(cast), made_at=TUESDAY,
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="what_comes_back_names_its_payment"), transaction.atomic():
        loose.save(force_insert=True)


def test_what_came_back_may_be_asked_for_anew(cast, payment):
    rest(cast, payment, 10)

    again = ask_for_payment(payment.post, slip("anew", 10), "Semen", by=treasurer(cast), at=TUESDAY)

    assert bound_of(payment.post) == ROAD
    assert again.amount_rupiah == 10
