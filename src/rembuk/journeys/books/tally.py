"""The tally of all money, and the first figure that is not as it has to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rembuk.journeys.books.expected import wrong_incomes
from rembuk.journeys.books.held import wrong_amounts
from rembuk.journeys.books.reading import Books, Cell, Row, Told, read_books
from rembuk.journeys.books.values import wrong_values

CASH: Final = "1.1.1"
TAX: Final = "7.1.1"
SPENDING: Final = "5."
INCOME: Final = "4."
# What binds money of a post, and what a budget is that counts.
BINDING: Final = ("asked", "approved", "paid")
IN_FORCE: Final = "approved"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is, and what is wrong, the first first: nothing in sound books."""

    budgets: int
    posts: int
    requests: int
    transfers: int
    came_in: int
    spent: int
    cash: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.budgets} budgets, {self.posts} posts, {self.requests} requests, {self.transfers} transfers; "
            f"came in {self.came_in}, spent {self.spent}, cash {self.cash} rupiah; {len(self.wrong)} wrong"
        )


def tally_books() -> Tally:
    """Add up the books of the kabupaten at work and compare every figure with what was told of it."""
    books = read_books()
    moved = _moved(books.table("transfer"), lambda _row: "")[""]
    return Tally(
        budgets=len(books.rows["finance_budget"]),
        posts=len(books.rows["finance_post"]),
        requests=len(books.rows["finance_paymentrequest"]),
        transfers=len(books.rows["finance_transfer"]),
        came_in=-_sum(moved, INCOME),
        spent=_sum(moved, SPENDING),
        cash=_sum(moved, CASH),
        wrong=tuple(fault for check in CHECKS for fault in check(books)),
    )


def _otherwise_told(books: Books) -> Iterator[str]:
    """Compare what transfers and requests are about with the act that told of each."""
    for row in books.table("transfer"):
        columns = ("year", "fund", "debit", "credit", "document")
        yield from _compare("transfer", row, columns, books.told.get(str(row["id"]), []))
    for row in books.table("paymentrequest"):
        yield from _compare("paymentrequest", row, ("document",), books.of_kinds(row["id"], "payment.asked"))


def _lost(books: Books) -> Iterator[str]:
    """Look for what the journal tells of and no table has."""
    for key, told in books.told.items():
        table = told[0].table
        if table in books.rows and key not in books.rows[table]:
            yield f"{table} {key}: is gone, and the journal tells of it"
    for (table, key), held in books.held.items():
        if held and key not in books.rows[table]:
            yield f"{table} {key}: is gone, and the journal tells of it"


def _other_than_named(books: Books) -> Iterator[str]:
    """Compare a transfer with the request, post or transfer that it names."""
    for row in books.table("transfer"):
        for column, other, name in (*_of_request(books, row), *_of_turned(books, row)):
            if row[column] != other:
                yield _fault("transfer", row, column, f"{name} says {other}")


def _of_request(books: Books, row: Row) -> Iterator[tuple[str, Cell, str]]:
    if row["request_id"] is not None:
        request = books.row("paymentrequest", row["request_id"])
        post = books.row("post", request["post_id"])
        yield "amount_rupiah", request["amount_rupiah"], "its request"
        yield "debit", post["account"], "its post"
        yield "fund", post["fund"], "its post"


def _of_turned(books: Books, row: Row) -> Iterator[tuple[str, Cell, str]]:
    if row["turns_back_id"] is not None:
        turned = books.row("transfer", row["turns_back_id"])
        yield "amount_rupiah", turned["amount_rupiah"], "what it turns back"
        yield "debit", turned["credit"], "what it turns back"
        yield "credit", turned["debit"], "what it turns back"


def _wrong_lines(books: Books) -> Iterator[str]:
    """Compare each line of a budget with the amounts that were told, and each total with its approval."""
    lines: dict[Cell, dict[Cell, Row]] = defaultdict(dict)
    for row in books.table("budgetline"):
        lines[row["budget_id"]][books.row("post", row["post_id"])["number"]] = row
    in_force: dict[tuple[Cell, Cell], dict[Cell, Cell]] = {}
    for budget in sorted(books.table("budget"), key=lambda row: (row["region_number"], row["year"], row["version"])):
        place = (budget["region_number"], budget["year"])
        told = _told_lines(books.told.get(str(budget["id"]), []), in_force.get(place, {}))
        yield from _compare_lines(lines[budget["id"]], told, budget)
        yield from _compare_total(books, budget, lines[budget["id"]])
        if books.of_kinds(budget["id"], "budget.approved"):
            in_force[place] = told


def _told_lines(told: list[Told], before: dict[Cell, Cell]) -> dict[Cell, Cell]:
    amounts = dict(before)
    for one in told:
        if one.kind in {"budget.post_added", "budget.amount_changed"}:
            amounts[one.facts["post"]] = one.facts["amount_rupiah"]
        elif one.kind == "budget.post_dropped":
            amounts.pop(one.facts["post"], None)
    return amounts


def _compare_lines(lines: dict[Cell, Row], told: dict[Cell, Cell], budget: Row) -> Iterator[str]:
    for number, row in lines.items():
        if row["amount_rupiah"] != told.get(number):
            yield _fault("budgetline", row, "amount_rupiah", f"the journal told {told.get(number)}")
    for number in sorted(set(told) - set(lines), key=str):
        yield f"finance_budget {budget['id']}: has no line for post {number}, and the journal told {told[number]}"


def _compare_total(books: Books, budget: Row, lines: dict[Cell, Row]) -> Iterator[str]:
    total = sum(_amount(row) for row in lines.values())
    for one in books.of_kinds(budget["id"], "budget.approved"):
        approved = one.facts["total_rupiah"]
        if approved != total:
            yield f"finance_budget {budget['id']}: its lines sum to {total}, and {approved} was approved"


def _overspent(books: Books) -> Iterator[str]:
    """Add up each post: what was spent is at most what is bound, and that at most what was given."""
    given = Counter({row["post_id"]: _amount(row) for row in books.table("budgetline") if _is_in_force(books, row)})
    bound: Counter[Cell] = Counter()
    for row in books.table("paymentrequest"):
        bound[row["post_id"]] += _amount(row) if row["state"] in BINDING else 0
    spent = _moved(books.table("transfer"), lambda row: row["post_id"])
    for row in books.table("transfer"):
        bound[row["post_id"]] -= _amount(row) if row["payment_id"] and row["post_id"] else 0
    for post in books.table("post"):
        sums = (_sum(spent[post["id"]], SPENDING), bound[post["id"]], given[post["id"]])
        if list(sums) != sorted(sums):
            yield f"finance_post {post['id']}: spent {sums[0]}, asked for {sums[1]}, given {sums[2]}"


def _overdrawn(books: Books) -> Iterator[str]:
    """Add up each fund: it has cash for what it keeps for the tax office, and all of it came in and was not spent."""
    moved = _moved(books.table("transfer"), lambda row: (row["region_number"], row["year"], row["fund"]))
    for purse, accounts in moved.items():
        cash, tax = _sum(accounts, CASH), -_sum(accounts, TAX)
        if not 0 <= tax <= cash:
            yield f"finance_transfer {purse}: cash {cash}, and {tax} of it is kept for the tax office"
        if cash != tax - _sum(accounts, INCOME) - _sum(accounts, SPENDING):
            yield f"finance_transfer {purse}: cash {cash} is not what came in, less what was spent"


def _moved(rows: Iterator[Row], key: Callable[[Row], object]) -> defaultdict[object, Counter[str]]:
    """Sum what came to each account less what left it, by some key."""
    moved: defaultdict[object, Counter[str]] = defaultdict(Counter)
    for row in rows:
        moved[key(row)][str(row["debit"])] += _amount(row)
        moved[key(row)][str(row["credit"])] -= _amount(row)
    return moved


def _sum(accounts: Counter[str], account: str) -> int:
    return sum(amount for code, amount in accounts.items() if code.startswith(account))


def _is_in_force(books: Books, line: Row) -> bool:
    return books.row("budget", line["budget_id"])["state"] == IN_FORCE


def _amount(row: Row) -> int:
    return int(row["amount_rupiah"] or 0)


def _compare(table: str, row: Row, columns: tuple[str, ...], told: list[Told]) -> Iterator[str]:
    for one in told:
        for column in columns:
            if row[column] != one.facts[column]:
                yield _fault(table, row, column, f"the journal told {one.facts[column]}")


def _fault(table: str, row: Row, column: str, instead: str) -> str:
    return f"finance_{table} {row['id']}: {column} is {row[column]}, and {instead}"


CHECKS: Final[tuple[Callable[[Books], Iterator[str]], ...]] = (
    wrong_amounts,
    _otherwise_told,
    _lost,
    _other_than_named,
    _wrong_lines,
    wrong_incomes,
    wrong_values,
    _overspent,
    _overdrawn,
)
