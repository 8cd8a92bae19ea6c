"""One changed digit in any amount of plans, priorities, works and money is named with its table and its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from rembuk.finance.actions import draw_up_budget, expect_income, note_payment, report_contribution
from rembuk.finance.drafts import IncomeDraft
from rembuk.finance.payments import PaymentRow
from rembuk.journeys.books.tally import tally_books
from rembuk.kernel.periods import local_day
from rembuk.plans.actions import change_line, draw_up_plan, drop_line, schedule_item
from rembuk.plans.models import PlanItem, PlanLine
from rembuk.plans.states import Fund
from rembuk.priorities.states import RoomDeed, Shape
from rembuk.projects.actions import (
    agree_to_change,
    ask_for_change,
    measure_work,
    prepare_project,
    start_project,
    write_bill,
)
from rembuk.projects.models import Project
from rembuk.projects.swadaya.actions import PledgeDraft, name_head, pledge_gift
from rembuk.projects.swadaya.states import GiftKind
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.gift_scenes import arrived, road, spent
from tests.finance.scenes import YEAR, treasurer
from tests.plans.scenes import line_draft, long_plan, verified
from tests.priorities.scenes import declared
from tests.priorities.talking import act, listed_room
from tests.projects.scenes import BILL, NOBODY, read_before
from tests.projects.swadaya.scenes import asked, attended, confirm_residence, planned, sand
from tests.projects.test_changes import LONGER
from tests.projects.test_deliveries import came
from tests.projects.test_purchases import bid, bought

pytestmark = pytest.mark.django_db

STAGES = ("plans", "priorities", "projects", "swadaya", "finance")
# Each exception stands beside its reason.
NOT_TOLD = {
    ("swadaya_sheetline", "days"): "who came is private, and no journal tells of it; the gift has the sum of all",
}


@pytest.fixture
def year(cast: Cast) -> None:
    """A small year with a row that holds something in every column of amounts."""
    item = road(cast)
    planned_anew(cast, item)
    paid_for(cast, item)
    built(cast, item)
    # Both are about the same three wishes.
    declared(cast)
    room, words = listed_room(cast), "Separuh talud dahulu."
    act(room, RoomDeed.VARY, cast.head, about="A", shape=Shape.PHASE, cost_rupiah=25_000_000, words=words)


def planned_anew(cast: Cast, item: PlanItem) -> None:
    plan = draw_up_plan(long_plan(cast), YEAR, "Perubahan", by=cast.secretary, at=THURSDAY)
    line = PlanLine.objects.select_related("plan", "item").get(plan=plan, item=item)
    change_line(line, line_draft(cost_rupiah=65_000_001), "Lebih panjang.", by=cast.secretary, at=THURSDAY)
    extra = schedule_item(plan, verified(cast, "well"), line_draft(), by=cast.secretary, at=THURSDAY)
    drop_line(extra, "Tahun depan.", by=cast.secretary, at=THURSDAY)


def paid_for(cast: Cast, item: PlanItem) -> None:
    gift = arrived(cast, item, 10_000_001)
    spent(cast, gift, 10_000_001)
    report_contribution(gift, "Semen untuk jalan.", by=cast.officer, at=WEDNESDAY)
    arrived(cast, None, 70_000_000, key=key_of("for any work"))
    note_payment(cast.kampung, PaymentRow(local_day(WEDNESDAY), 333, "SETORAN TUNAI"), by=treasurer(cast), at=WEDNESDAY)
    budget = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=TUESDAY)
    expect_income(budget, IncomeDraft(Fund.DDS, 333, 4), by=cast.secretary, at=TUESDAY)


def built(cast: Cast, item: PlanItem) -> None:
    project = prepare_project(item, by=cast.secretary, at=THURSDAY)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    start_project(project, unwitnessed_why=NOBODY, by=cast.head, at=THURSDAY)
    read_before(project, cast, 12)
    came(project, 7, cast)
    bought(cast, project, "Semen", bid("TB Jaya", 28_000_000, is_chosen=True), bid("TB Maju", 29_000_000))
    measure_work(project, Decimal("12.5"), "Diukur dengan meteran.", by=cast.officer, at=THURSDAY)
    agree_to_change(
        ask_for_change(project, LONGER, key=key_of("longer"), by=cast.officer, at=THURSDAY), by=cast.head, at=THURSDAY
    )
    helped(cast, project)


def helped(cast: Cast, project: Project) -> None:
    name_head(project, confirm_residence(cast, cast.neighbour), by=cast.secretary, at=THURSDAY)
    labour = asked(project, cast)
    attended(planned(labour, cast), cast)
    material = asked(project, cast, GiftKind.MATERIAL, price=200_001)
    sand(material, cast)
    pledge = PledgeDraft(key_of("pledge"), "Wagiyo", Decimal(2), is_grown=True)
    pledge_gift(material, pledge, by=cast.officer, at=THURSDAY)


def amounts() -> Iterator[tuple[str, str]]:
    """Go through all columns that hold rupiah or a quantity, as the models have them."""
    for stage in STAGES:
        for model in apps.get_app_config(stage).get_models():
            for field in model._meta.concrete_fields:
                if field.name.endswith("_rupiah") or isinstance(field, models.DecimalField):
                    yield model._meta.db_table, field.name


@contextmanager
def in_hand(table: str) -> Iterator[CursorWrapper]:
    """Let a table be written as somebody could who has the database in hand, until the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for [trigger] in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {trigger}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"GRANT UPDATE ON {table} TO CURRENT_USER")
            cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
            for [constraint] in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        yield cursor
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def named_with_another_digit(table: str, column: str) -> bool:
    """Return whether the first fault names the row, once the last digit of an amount in it is another one."""
    with in_hand(table) as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id LIMIT 1")
        [(key, amount)] = cursor.fetchall()
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [other_digit(str(amount)), key])
        wrong = tally_books().wrong
    return bool(wrong) and wrong[0].startswith(f"{table} {UUID(str(key))}: ")


def other_digit(amount: str) -> str:
    return f"{amount[:-1]}{(int(amount[-1]) + 1) % 10}"


def test_one_changed_digit_in_any_amount_is_named_with_its_row(year: None) -> None:
    sound = tally_books().wrong
    named = {place: named_with_another_digit(*place) for place in amounts()}

    assert sound == ()
    assert [place for place, is_named in named.items() if not is_named] == list(NOT_TOLD)
