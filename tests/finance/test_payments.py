"""Lines of a bank statement: each becomes the gift that it names, or waits for a human."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rembuk.finance.actions import match_payment, note_payment, set_payment_aside
from rembuk.finance.drafts import NoAmount
from rembuk.finance.gifts import payments_that_wait
from rembuk.finance.models import Contribution, PaymentNotice, Transfer
from rembuk.finance.payments import PaymentRow
from rembuk.finance.purses import purse_of
from rembuk.finance.states import Doubt, NoticeState
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from tests.cast import WEDNESDAY, key_of
from tests.finance.gift_scenes import NAME, pledged, road, signed
from tests.finance.scenes import treasurer

MILLION = 1_000_000


def paid(gift, amount=10 * MILLION, **changes):
    return PaymentRow(**{"paid_on": date(2026, 11, 25), "amount_rupiah": amount, "words": f"TRF {gift.code}"} | changes)


def noted(cast, row):
    return note_payment(cast.kampung, row, by=treasurer(cast), at=WEDNESDAY)


def test_a_payment_that_names_a_gift_is_that_gift_once(cast):
    gift = signed(cast, road(cast))

    first = noted(cast, paid(gift, words=f"SETOR {gift.code.replace('-', ' ').lower()} TERIMA KASIH"))
    again = noted(cast, paid(gift, words=f"SETOR {gift.code.replace('-', ' ').lower()} TERIMA KASIH"))

    assert (first.notice, first.replayed, again.notice, again.replayed) == (first.notice, False, first.notice, True)
    assert (first.notice.state, first.notice.contribution) == (NoticeState.MATCHED, gift)
    assert (purse_of(gift).received_rupiah, Transfer.objects.count()) == (10 * MILLION, 1)
    assert Transfer.objects.get().document == f"Rekening koran 25-11-2026, {gift.code}"


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"words": "SETORAN TUNAI"}, Doubt.NO_CODE),
        ({"words": "TRF KT-22222"}, Doubt.NO_CODE),
        ({"amount_rupiah": 10 * MILLION - 1}, Doubt.OTHER_AMOUNT),
    ],
)
def test_a_doubtful_payment_waits_and_moves_nothing(cast, changes, doubt):
    gift = signed(cast, road(cast))

    notice = noted(cast, paid(gift, **changes)).notice

    assert (notice.state, notice.doubt, Transfer.objects.count()) == (NoticeState.WAITING, doubt, 0)
    assert payments_that_wait([cast.kampung.number]) == [notice]


def test_a_payment_for_what_was_never_agreed_or_came_already_waits(cast):
    item = road(cast)
    promised = pledged(cast, item)
    first, second = (noted(cast, paid(promised, words=f"{promised.code} {name}")).notice for name in "ab")
    elsewhere = signed(cast, item, key=key_of("lain"))
    Contribution.objects.filter(pk=elsewhere.pk).update(region_number=cast.other_kampung.number)

    assert [first.doubt, second.doubt] == [Doubt.NOT_SIGNED] * 2
    assert noted(cast, paid(elsewhere)).notice.doubt == Doubt.UNKNOWN


def test_without_a_budget_a_payment_waits(cast):
    gift = signed(cast, None)

    assert noted(cast, paid(gift)).notice.doubt == Doubt.NO_BUDGET


def test_two_equal_payments_of_a_day_are_two(cast):
    gift = signed(cast, road(cast))

    notices = [noted(cast, paid(gift, nth=number)).notice for number in (1, 2)]

    assert [one.doubt for one in notices] == ["", Doubt.NOT_SIGNED]
    assert Transfer.objects.count() == 1


def test_a_human_says_which_gift_a_payment_is_or_that_it_is_none(cast):
    gift = signed(cast, road(cast))
    short = noted(cast, paid(gift, 9 * MILLION)).notice
    other = noted(cast, paid(gift, 5, words="PAJAK")).notice

    match_payment(short, gift, by=treasurer(cast), at=WEDNESDAY)
    set_payment_aside(other, "Bagi hasil pajak", by=treasurer(cast), at=WEDNESDAY)

    assert (purse_of(gift).received_rupiah, short.contribution) == (9 * MILLION, gift)
    assert [one.state for one in (short, other)] == [NoticeState.MATCHED, NoticeState.SET_ASIDE]
    with pytest.raises(MoveNotAllowed):
        match_payment(other, gift, by=treasurer(cast), at=WEDNESDAY)


@pytest.mark.parametrize("name", ["head", "secretary", "officer", "other_head"])
def test_only_the_treasurer_takes_in_payments(cast, name):
    gift, person = signed(cast, road(cast)), getattr(cast, name)
    notice = noted(cast, paid(gift, words="TUNAI")).notice

    with pytest.raises(PermissionDenied):
        note_payment(cast.kampung, paid(gift), by=person, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        match_payment(notice, gift, by=person, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        set_payment_aside(notice, "X", by=person, at=WEDNESDAY)


def test_what_the_bank_wrote_is_read_at_the_desk_alone(cast):
    gift = signed(cast, road(cast), is_anonymous=True)
    noted(cast, paid(gift, words=f"{NAME} {gift.code}"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM finance_paymentnotice")
        kept = cursor.fetchone()[0]

    told = [kept, *Act.objects.values_list("facts", flat=True), *Transfer.objects.values_list("document", flat=True)]
    assert [text for text in told if "Sekarwangi" in text] == []
    assert PaymentNotice.objects.get().words == f"{NAME} {gift.code}"


@pytest.mark.parametrize("amount", [0, -5, 10**15 + 1])
def test_a_payment_is_some_money(amount):
    with pytest.raises(NoAmount):
        PaymentRow(date(2026, 11, 25), amount, "")
