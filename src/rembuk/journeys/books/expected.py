"""What each version of a budget expects to come in, against what the journal told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rembuk.journeys.books.reading import Books, Cell, Row, Told

Key = tuple[Cell, Cell]


def wrong_incomes(books: Books) -> Iterator[str]:
    """Compare what each version expects of a fund in a month with what was told, carried on from the one before."""
    kept: dict[Cell, dict[Key, Row]] = defaultdict(dict)
    for row in books.table("income"):
        kept[row["budget_id"]][row["fund"], row["month"]] = row
    before: dict[Key, dict[Key, Cell]] = {}
    for budget in sorted(books.table("budget"), key=lambda row: (row["region_number"], row["year"], row["version"])):
        place = (budget["region_number"], budget["year"])
        told = _told(books.told.get(str(budget["id"]), []), before.get(place, {}))
        yield from _compare(kept[budget["id"]], told, budget)
        if books.of_kinds(budget["id"], "budget.approved", "budget.indicated"):
            before[place] = told


def _told(told: list[Told], before: dict[Key, Cell]) -> dict[Key, Cell]:
    amounts = dict(before)
    for one in told:
        if one.kind == "budget.income_expected":
            fund, month = one.facts["fund"], one.facts["month"]
            # A fund is spread over months, or it has one sum without a month; the last word holds.
            amounts = {key: rupiah for key, rupiah in amounts.items() if key[0] != fund or bool(key[1]) == bool(month)}
            amounts[fund, month] = one.facts["amount_rupiah"]
        elif one.kind == "budget.income_dropped":
            amounts.pop((one.facts["fund"], one.facts["month"]), None)
    return amounts


def _compare(kept: dict[Key, Row], told: dict[Key, Cell], budget: Row) -> Iterator[str]:
    for key, row in kept.items():
        if row["amount_rupiah"] != told.get(key):
            instead = f"the journal told {told.get(key)} of {key[0]} in month {key[1]}"
            yield f"finance_income {row['id']}: amount_rupiah is {row['amount_rupiah']}, and {instead}"
    for fund, month in sorted(set(told) - set(kept), key=str):
        missing = f"expects nothing of {fund} in month {month}, and the journal told {told[fund, month]}"
        yield f"finance_budget {budget['id']}: {missing}"
