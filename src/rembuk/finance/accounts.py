"""The accounts (kode rekening) and the funds of a village budget (sumber dana), as they hold in a region and year.

The tables of the nation (Permendagri 20/2018) hold from 2019 on. A province or regency that has tables of its own puts
them beside them, in a folder named by its number and the year in which they begin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rembuk.plans.states import Fund

PRESETS = Path(__file__).parent / "presets"
# The village's money, in its safe and at its bank (Kas dan Bank).
CASH = "1.1.1"
# What was kept back from a payment for the tax office (Perhitungan PFK - Potongan Pajak); it is not the village's.
TAX = "7.1.1"
SPENDING = "5."
_REGENCY, _PROVINCE = 10**6, 10**8
# A village may name accounts of its own under these numbers; the title of its post is their name.
_OWN = re.compile(r"(\d\.\d\.\d)\.9\d")


class UnknownAccount(ValueError):
    """There is no such account, or it is not one to spend on; the message is the code."""


class OutsideTheBudget(ValueError):
    """The fund pays for works directly and its money is in no village budget; the message is the fund."""


class NoChart(ValueError):
    """No table of accounts holds in the year; the message is the year."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts, and by fund the account that its money comes in by and the code that Siskeudes knows it by."""

    names: dict[str, str]
    incomes: dict[str, str]
    exported: dict[str, str]

    def name(self, code: str) -> str:
        """Return the official name of an account; from 90 on it is that of its range. Raise UnknownAccount."""
        own = _OWN.fullmatch(code)
        name = self.names.get(f"{own[1]}.90-99" if own else code)
        if name is None or code.endswith("-99"):
            raise UnknownAccount(code)
        return name

    def spending(self, code: str) -> str:
        """Return the code of an account that money is spent on (jenis or objek belanja); raise UnknownAccount."""
        if not code.startswith(SPENDING) or code.count(".") < 2:
            raise UnknownAccount(code)
        self.name(code)
        return code

    def spendings(self) -> tuple[tuple[str, str], ...]:
        """Return every account that money is spent on and that has a number of its own, with its name."""
        chosen = (code for code in self.names if code.startswith(SPENDING) and code.count(".") >= 2)
        return tuple((code, self.names[code]) for code in chosen if not code.endswith("-99"))

    def income(self, fund: Fund) -> str:
        """Return the account that money of a fund comes in by; raise OutsideTheBudget."""
        if fund not in self.incomes:
            raise OutsideTheBudget(fund)
        return self.incomes[fund]


def chart_for(region_number: int, year: int) -> Chart:
    """Return the tables that hold in a region and year: of its regency or province, else the nation's. Raise NoChart.

    Of several that have begun, the last one holds.
    """
    for place in (str(region_number // _REGENCY), str(region_number // _PROVINCE), "nation"):
        begun = [begins for begins in _years_of(place) if begins <= year]
        if begun:
            return _read(PRESETS / f"{place}_{max(begun)}")
    raise NoChart(str(year))


def _years_of(place: str) -> Iterator[int]:
    return (int(folder.name.rpartition("_")[2]) for folder in PRESETS.glob(f"{place}_*"))


@cache
def _read(folder: Path) -> Chart:
    funds = _rows(folder / "funds.csv")
    return Chart(
        names={row["code"]: row["name"] for row in _rows(folder / "accounts.csv")},
        incomes={row["code"]: row["income_account"] for row in funds},
        exported={row["code"]: row["exported_as"] for row in funds},
    )


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
