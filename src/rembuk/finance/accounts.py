"""The accounts (kode rekening) and the funds of a village budget (sumber dana), from Permendagri 20/2018."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from rembuk.plans.states import Fund

_PRESETS = Path(__file__).parent / "presets"
# The village's money, in its safe and at its bank (Kas dan Bank).
CASH = "1.1.1"
SPENDING = "5."


class UnknownAccount(ValueError):
    """There is no such account, or it is not one to spend on; the message is the code."""


class OutsideTheBudget(ValueError):
    """The fund pays for works directly and its money is in no village budget; the message is the fund."""


def account_name(code: str) -> str:
    """Return the official name of an account; raise UnknownAccount."""
    name = _names().get(code)
    if name is None:
        raise UnknownAccount(code)
    return name


def spending_account(code: str) -> str:
    """Return the code of an account that money is spent on (belanja, tingkat jenis); raise UnknownAccount."""
    if not code.startswith(SPENDING) or code.count(".") != 2 or code not in _names():
        raise UnknownAccount(code)
    return code


def spending_accounts() -> tuple[tuple[str, str], ...]:
    """Return every account that money is spent on, and its name."""
    return tuple((code, name) for code, name in _names().items() if code.startswith(SPENDING) and code.count(".") == 2)


def income_account(fund: Fund) -> str:
    """Return the account that money of a fund comes in by; raise OutsideTheBudget."""
    if fund not in _incomes():
        raise OutsideTheBudget(fund)
    return _incomes()[fund]


@cache
def _names() -> dict[str, str]:
    return _column("accounts.csv", "name")


@cache
def _incomes() -> dict[str, str]:
    return _column("funds.csv", "income_account")


def _column(table: str, column: str) -> dict[str, str]:
    with (_PRESETS / table).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row[column] for row in csv.DictReader(file)}
