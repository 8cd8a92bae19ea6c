"""What gotong royong is worth: each value again from its quantity and its price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from rembuk.journeys.books.reading import Books, Row


def wrong_values(books: Books) -> Iterator[str]:
    """Compare the price of each gift with the price it names, and its value with its quantity and its price."""
    prices = books.rows["swadaya_price"]
    for row in books.rows["swadaya_gift"].values():
        price = prices[str(row["price_id"])]["price_rupiah"] if row["price_id"] else None
        if row["price_rupiah"] != price:
            yield _fault(row, "price_rupiah", f"its price says {price}")
        worth = _worth(str(row["quantity"]), int(price or 0))
        if row["value_rupiah"] != worth:
            yield _fault(row, "value_rupiah", f"its quantity and price make {worth}")


def _worth(quantity: str, price_rupiah: int) -> int:
    return int((Decimal(quantity) * price_rupiah).quantize(Decimal(1), ROUND_HALF_UP))


def _fault(row: Row, column: str, instead: str) -> str:
    return f"swadaya_gift {row['id']}: {column} is {row[column]}, and {instead}"
