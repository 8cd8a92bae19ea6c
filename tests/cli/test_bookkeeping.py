"""`./rembuk check-books` writes one line of figures, and fails with the first wrong one."""

from __future__ import annotations

import pytest
from django.db import connection
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.finance.models import BudgetLine
from tests.cast import play
from tests.finance.scenes import ROAD, in_force, paid, received

pytestmark = pytest.mark.django_db


def run():
    return CliRunner().invoke(app, ["check-books"])


def test_sound_books_end_with_nothing_wrong():
    cast = play()
    _budget, post = in_force(cast)
    received(cast)
    paid(cast, post, 5)

    done = run()

    figures = f"1 budgets, 1 posts, 1 requests, 2 transfers; came in {ROAD}, spent 5, cash {ROAD - 5} rupiah; 0 wrong"
    assert (done.exit_code, done.output) == (0, f"Lampung Tengah: {figures}\n")


def test_one_wrong_digit_fails_and_is_named():
    _budget, _post = in_force(play())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE finance_budgetline SET amount_rupiah = amount_rupiah + 1")

    done = run()

    line = BudgetLine.objects.get()
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == (
        f"finance_budgetline {line.pk}: amount_rupiah is {ROAD + 1}, and the journal told {ROAD}"
    )
