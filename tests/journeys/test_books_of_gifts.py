"""One changed digit in what others promised, were told, paid in or gave with their hands is named with its row."""

from __future__ import annotations

import pytest
from django.db.models import F

from rembuk.finance.actions import note_payment, report_contribution
from rembuk.finance.models import Contribution, DonorReport, PaymentNotice
from rembuk.finance.payments import PaymentRow
from rembuk.journal.models import Act
from rembuk.journeys.books.tally import tally_books
from rembuk.kernel.periods import local_day
from rembuk.projects.swadaya.actions import CorrectionDraft, correct_gift
from rembuk.projects.swadaya.models import Gift, Price
from rembuk.projects.swadaya.states import GiftKind
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.finance.gift_scenes import arrived, road, spent
from tests.finance.scenes import treasurer
from tests.journeys.test_books import unfenced, wrong_with
from tests.projects.swadaya.scenes import asked, confirmed, gathering, key, sand

pytestmark = pytest.mark.django_db

GIVEN = 10_000_001


@pytest.fixture
def gift(cast: Cast) -> Contribution:
    """A gift that is spent and reported, and a payment that nobody knows."""
    gift = arrived(cast, road(cast), GIVEN)
    spent(cast, gift, GIVEN)
    report_contribution(gift, "Semen untuk jalan.", by=cast.officer, at=WEDNESDAY)
    note_payment(cast.kampung, PaymentRow(local_day(WEDNESDAY), 333, "SETORAN TUNAI"), by=treasurer(cast), at=WEDNESDAY)
    return gift


@pytest.fixture
def sand_given(cast: Cast) -> Gift:
    """Sand at a price, and a correction of how much it was."""
    given = confirmed(sand(asked(gathering(cast), cast, GiftKind.MATERIAL, price=200_001), cast, "3.5"), cast)
    correct_gift(
        given, CorrectionDraft(key("less"), -given.quantity / 7, "Salah hitung."), by=cast.secretary, at=THURSDAY
    )
    return given


def test_sound_books_of_gifts_have_nothing_wrong(gift: Contribution) -> None:
    assert (DonorReport.objects.count(), tally_books().wrong) == (1, ())


def test_sound_books_of_gotong_royong_have_nothing_wrong(sand_given: Gift) -> None:
    assert (Gift.objects.count(), tally_books().wrong) == (2, ())


@pytest.mark.parametrize(("model", "told"), [(Contribution, GIVEN), (PaymentNotice, 333)])
def test_another_amount_of_a_promise_or_a_payment_is_named(
    gift: Contribution, model: type[Contribution | PaymentNotice], told: int
) -> None:
    row = model.objects.get()

    wrong = wrong_with(model.objects.all(), amount_rupiah=told + 1)

    assert wrong == (f"{model._meta.db_table} {row.pk}: amount_rupiah is {told + 1}, and the journal told {told}",)


def test_another_figure_of_a_report_is_named_even_where_its_sum_fits(gift: Contribution) -> None:
    report = DonorReport.objects.get()

    wrong = wrong_with(DonorReport.objects.all(), spent_rupiah=GIVEN - 1, returned_rupiah=1)

    assert wrong == (
        f"finance_donorreport {report.pk}: spent_rupiah is {GIVEN - 1}, and the journal told {GIVEN}",
        f"finance_donorreport {report.pk}: returned_rupiah is 1, and the journal told 0",
    )


def test_a_report_that_is_gone_is_missed_and_one_that_nobody_told_of_is_named(gift: Contribution) -> None:
    del gift
    report = DonorReport.objects.get()

    with unfenced():
        DonorReport.objects.all().delete()
        gone = tally_books().wrong
    with unfenced():
        Act.objects.filter(kind="contribution.reported").delete()
        untold = tally_books().wrong

    assert gone == (f"finance_donorreport {report.pk}: is gone, and the journal tells of it",)
    assert untold == (f"finance_donorreport {report.pk}: the journal tells nothing of it",)


def test_another_price_is_named_and_so_is_a_value_that_is_not_quantity_times_price(sand_given: Gift) -> None:
    price = Price.objects.get()

    dearer = wrong_with(Price.objects.all(), price_rupiah=200_002)
    more = wrong_with(Gift.objects.filter(pk=sand_given.pk), value_rupiah=F("value_rupiah") + 1)

    assert dearer[0] == f"swadaya_price {price.pk}: price_rupiah is 200002, and the journal told 200001"
    assert more == (f"swadaya_gift {sand_given.pk}: value_rupiah is 700005, and its quantity and price make 700004",)
