"""What others give, against what the journal told of it: promises, reports, payments, the value of what is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from rembuk.journeys.books.reading import Books, Cell, Row

PAYMENTS: Final = ("payment.noted", "payment.matched", "payment.set_aside")


def wrong_gifts(books: Books) -> Iterator[str]:
    """Compare each promise and each payment of a bank statement with the acts that told of it."""
    for table, kinds in (("contribution", ("contribution.offered",)), ("paymentnotice", PAYMENTS)):
        for row in books.table(table):
            told = books.of_kinds(row["id"], *kinds)
            if not told:
                yield f"finance_{table} {row['id']}: the journal tells nothing of it"
            for one in told:
                yield from _compare(f"finance_{table}", row, "amount_rupiah", one.facts["amount_rupiah"])


def wrong_reports(books: Books) -> Iterator[str]:
    """Compare what each donor was told with the acts that told it, the first report with the first act."""
    reports: dict[Cell, list[Row]] = defaultdict(list)
    for row in books.table("donorreport"):
        reports[row["contribution_id"]].append(row)
    for contribution, rows in reports.items():
        told = books.of_kinds(contribution, "contribution.reported")
        if len(told) != len(rows):
            yield f"finance_contribution {contribution}: has {len(rows)} reports, and the journal told of {len(told)}"
        for row, one in zip(rows, told, strict=False):
            yield from _compare("finance_donorreport", row, "spent_rupiah", one.facts["spent_rupiah"])


def wrong_values(books: Books) -> Iterator[str]:
    """Compare each price of gotong royong with what was told, and each value with its quantity and its price."""
    prices = books.rows["swadaya_price"]
    for row in prices.values():
        for one in books.of_kinds(row["id"], "swadaya.priced"):
            yield from _compare("swadaya_price", row, "price_rupiah", int(str(one.facts["price"])))
    for row in books.rows["swadaya_gift"].values():
        price = prices[str(row["price_id"])]["price_rupiah"] if row["price_id"] else None
        if row["price_rupiah"] != price:
            yield _fault("swadaya_gift", row, "price_rupiah", f"its price says {price}")
        worth = _worth(str(row["quantity"]), int(price or 0))
        if row["value_rupiah"] != worth:
            yield _fault("swadaya_gift", row, "value_rupiah", f"its quantity and price make {worth}")


def _worth(quantity: str, price_rupiah: int) -> int:
    return int((Decimal(quantity) * price_rupiah).quantize(Decimal(1), ROUND_HALF_UP))


def _compare(table: str, row: Row, column: str, told: Cell) -> Iterator[str]:
    if row[column] != told:
        yield _fault(table, row, column, f"the journal told {told}")


def _fault(table: str, row: Row, column: str, instead: str) -> str:
    return f"{table} {row['id']}: {column} is {row[column]}, and {instead}"
