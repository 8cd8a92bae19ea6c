"""The books are added up anew: sound ones have nothing wrong, and one changed figure is named with its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, models, transaction

from rembuk.finance.actions import (
    change_amount,
    draw_up_budget,
    drop_income,
    expect_income,
    keep_back_tax,
    pay_tax,
    return_rest,
    turn_back,
)
from rembuk.finance.drafts import IncomeDraft
from rembuk.finance.models import BudgetLine, Income, PaymentRequest, Post, Transfer
from rembuk.journal.models import Act
from rembuk.journeys.books.tally import tally_books
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.gift_scenes import arrived, road, spent
from tests.finance.scenes import ROAD, YEAR, in_force, paid, received, slip, treasurer

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast) -> Cast:
    """Every kind of transfer, and a change of the budget that is not yet in force."""
    _budget, post = in_force(cast)
    received(cast)
    keeper = treasurer(cast)
    payment, wrong = paid(cast, post, 5_000_000), paid(cast, post, 7, "keliru")
    turn_back(wrong, "BA 1", key=key_of("balik"), by=cast.secretary, at=TUESDAY)
    return_rest(payment, slip("sisa", 100), by=keeper, at=TUESDAY)
    keep_back_tax(payment, slip("pajak", 50), by=keeper, at=TUESDAY)
    pay_tax(cast.kampung, YEAR, Fund.DDS, slip("setor", 30), by=keeper, at=TUESDAY)
    change = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)
    change_amount(change, post, ROAD + 1, by=cast.secretary, at=WEDNESDAY)
    for month, amount in ((None, 333), (4, 7), (4, ROAD), (9, 5)):
        expect_income(change, IncomeDraft(Fund.DDS, amount, month), by=cast.secretary, at=WEDNESDAY)
    drop_income(change, Income.objects.get(month=9), by=cast.secretary, at=WEDNESDAY)
    return cast


APPEND_ONLY = ("finance_transfer", "finance_donorreport", "swadaya_price", "swadaya_gift", "journal_act")


@contextmanager
def unfenced() -> Iterator[None]:
    """Let append-only tables be changed until the block ends, as somebody with the database in hand could."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in APPEND_ONLY:
            if connection.vendor == "sqlite":
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
            else:
                cursor.execute(f"GRANT UPDATE, DELETE ON {table} TO CURRENT_USER")
        yield
        transaction.set_rollback(True)


def wrong_with(rows: models.QuerySet[models.Model], **values: object) -> tuple[str, ...]:
    """Return what the tally says while a row is written otherwise."""
    with unfenced():
        rows.update(**values)
        return tally_books().wrong


def test_sound_books_are_added_up_and_nothing_is_wrong(story):
    tally = tally_books()

    assert tally.wrong == ()
    assert (tally.budgets, tally.posts, tally.requests, tally.transfers) == (2, 1, 2, 7)
    assert (tally.came_in, tally.spent, tally.cash) == (ROAD, 4_999_900, ROAD - 4_999_900 + 20)


def test_no_books_are_sound_books(cast):
    assert str(tally_books()) == (
        "0 budgets, 0 posts, 0 requests, 0 transfers; came in 0, spent 0, cash 0 rupiah; 0 wrong"
    )


@pytest.mark.parametrize("model", [Transfer, PaymentRequest, BudgetLine, Income])
def test_one_changed_digit_of_any_amount_is_named(story, model):
    for row in model.objects.all():
        wrong = wrong_with(model.objects.filter(pk=row.pk), amount_rupiah=row.amount_rupiah + 1)

        assert wrong[0].startswith(f"{model._meta.db_table} {row.pk}: amount_rupiah is {row.amount_rupiah + 1}, and ")


@pytest.mark.parametrize(
    ("column", "value"), [("year", 2026), ("fund", "ADD"), ("debit", "1.1.2"), ("credit", "1.1.2"), ("document", "x")]
)
def test_another_column_of_a_transfer_is_named(story, column, value):
    income = Transfer.objects.get(key=key_of("masuk"))

    wrong = wrong_with(Transfer.objects.filter(pk=income.pk), **{column: value})

    assert wrong[0].startswith(f"finance_transfer {income.pk}: {column} is {value}, and the journal told ")


@pytest.mark.parametrize(
    ("changes", "column", "old"),
    [({"account": "5.3.6"}, "debit", "5.3.5"), ({"fund": "ADD"}, "fund", "DDS")],
)
def test_another_account_of_a_post_is_found_in_what_was_paid_from_it(story, changes, column, old):
    [new] = changes.values()

    wrong = wrong_with(Post.objects.all(), **changes)

    payments = Transfer.objects.filter(request__isnull=False).order_by("id")
    assert wrong == tuple(f"finance_transfer {one.pk}: {column} is {old}, and its post says {new}" for one in payments)


def test_a_budget_line_that_is_gone_is_named(story):
    line = BudgetLine.objects.get(budget__version=1)

    with unfenced():
        line.delete()
        [first, *_rest] = tally_books().wrong

    assert first == f"finance_budget {line.budget_id}: has no line for post 1, and the journal told {ROAD}"


def test_an_income_that_is_gone_or_that_nobody_told_of_is_named(story):
    income = Income.objects.get(month=4)

    wrong = wrong_with(Income.objects.filter(pk=income.pk), month=6)

    budget = f"finance_budget {income.budget.pk}"
    assert wrong == (
        f"finance_income {income.pk}: amount_rupiah is {ROAD}, and the journal told None of DDS in month 6",
        f"{budget}: expects nothing of DDS in month 4, and the journal told {ROAD}",
    )


def test_a_transfer_that_is_gone_is_missed(story):
    last = Transfer.objects.get(key=key_of("setor"))

    with unfenced():
        Transfer.objects.filter(pk=last.pk).delete()
        wrong = tally_books().wrong

    assert wrong == (f"finance_transfer {last.pk}: is gone, and the journal tells of it",)


def test_a_transfer_that_nobody_told_of_is_named(story):
    income = Transfer.objects.get(key=key_of("masuk"))

    with unfenced():
        Act.objects.filter(kind="money.received").delete()
        wrong = tally_books().wrong

    assert wrong == (f"finance_transfer {income.pk}: the journal tells nothing of it",)


def test_the_books_of_a_gift_are_sound_and_one_changed_digit_is_named(cast):
    gift = arrived(cast, road(cast), 10_000_001)
    spent(cast, gift, 3_333_333)

    sound = tally_books()
    changed = {
        one.pk: wrong_with(Transfer.objects.filter(pk=one.pk), amount_rupiah=one.amount_rupiah - 1)[0]
        for one in Transfer.objects.all()
    }

    assert (sound.came_in, sound.spent, sound.wrong) == (10_000_001, 3_333_333, ())
    assert changed == {
        one.pk: f"finance_transfer {one.pk}: amount_rupiah is {one.amount_rupiah - 1}, "
        f"and the journal told {one.amount_rupiah}"
        for one in Transfer.objects.all()
    }


def test_a_figure_changed_in_both_places_is_found_by_the_sums(story):
    tax = Transfer.objects.get(key=key_of("setor"))
    act = Act.objects.get(kind="money.tax_paid")

    with unfenced():
        Transfer.objects.filter(pk=tax.pk).update(amount_rupiah=51)
        Act.objects.filter(pk=act.pk).update(facts=act.facts.replace('"amount_rupiah":30', '"amount_rupiah":51'))
        wrong = tally_books().wrong

    purse = f"({story.kampung.number}, {YEAR}, 'DDS')"
    cash = ROAD - 4_999_900 - 1
    assert wrong == (f"finance_transfer {purse}: cash {cash}, and -1 of it is kept for the tax office",)
