"""Accounts and funds: the official ones as they are, a village's own by its post, a regency's before the nation's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rembuk.finance import accounts
from rembuk.finance.accounts import CASH, TAX, NoChart, OutsideTheBudget, UnknownAccount, chart_for
from rembuk.plans.states import Fund

KAMPUNG = 1802022005
CHART = chart_for(KAMPUNG, 2026)
INSIDE = [fund for fund in Fund if fund not in {Fund.KAB, Fund.PRO, Fund.APN}]


def official() -> Path:
    """The table as it was collected, where it lies beside the checkout."""
    places = (parent / "shared" / "data" / "kode_rekening.csv" for parent in Path(__file__).resolve().parents)
    found = next((place for place in places if place.exists()), None)
    if found is None:
        pytest.skip("There is no table of accounts beside this checkout.")
    return found


def test_all_245_accounts_are_there():
    levels = [code.count(".") for code in CHART.names]

    assert [levels.count(level) for level in range(4)] == [7, 17, 73, 148]


def test_the_accounts_are_those_that_were_collected():
    with official().open(encoding="utf-8") as file:
        collected = {row["kode"]: row["uraian"] for row in csv.DictReader(file)}

    assert CHART.names == collected


def test_an_official_account_has_its_official_name():
    assert [CHART.name(code) for code in (CASH, TAX, "5.3.5")] == [
        "Kas dan Bank",
        "Perhitungan PFK - Potongan Pajak",
        "Belanja Modal Jalan/Prasarana Jalan",
    ]


def test_an_account_from_90_is_the_villages_own():
    assert CHART.spending("5.2.1.91") == "5.2.1.91"
    assert CHART.name("5.2.1.91") == "Belanja Barang Perlengkapan Lainnya"


@pytest.mark.parametrize("code", ["", "4.2.9", "5.1.9.91", "4.1.1.90-99"])
def test_an_account_that_nobody_knows_is_refused(code):
    with pytest.raises(UnknownAccount):
        CHART.name(code)


def test_every_account_to_spend_on_may_be_spent_on():
    assert [CHART.spending(code) for code, _name in CHART.spendings()] == [code for code, _name in CHART.spendings()]
    assert {code.count(".") for code, _name in CHART.spendings()} == {2, 3}


def test_every_fund_of_the_budget_comes_in_by_an_account_of_income():
    assert {CHART.income(fund)[0] for fund in INSIDE} == {"4"}
    assert CHART.name(CHART.income(Fund.DDS)) == "Dana Desa"
    with pytest.raises(OutsideTheBudget):
        CHART.income(Fund.KAB)


def test_a_fund_is_exported_under_a_code_that_siskeudes_knows():
    assert {CHART.exported[fund] for fund in INSIDE} == {"DDS", "PBH", "ADD", "PBP", "PBK", "PAD", "SWD", "PDL"}


def test_a_regency_with_tables_of_its_own_uses_them_from_their_year_on(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts, "PRESETS", tmp_path)
    for folder in ("nation_2019", "1802_2026", "1802_2028"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "accounts.csv").write_text(f"code,name\n5.1.1,{folder}\n", encoding="utf-8")
        (tmp_path / folder / "funds.csv").write_text("code,income_account,exported_as\n", encoding="utf-8")

    told = [chart_for(*place).name("5.1.1") for place in ((KAMPUNG, 2025), (KAMPUNG, 2027), (1812012001, 2030))]

    assert told == ["nation_2019", "1802_2026", "nation_2019"]


def test_a_year_before_all_tables_is_refused():
    with pytest.raises(NoChart, match="2018"):
        chart_for(KAMPUNG, 2018)
