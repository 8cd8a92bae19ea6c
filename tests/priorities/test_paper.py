"""Sheets of paper: all accounted for, each read by two people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.priorities.paper import Compared, SameReader, Sheets, SheetsMissing, compare_readings, settle

READERS = ("Ani", "Budi", "Citra")
readings = st.dictionaries(
    st.sampled_from(["001", "002", "003", "004"]), st.dictionaries(st.sampled_from("ab"), st.just(1))
)


def test_a_table_where_every_sheet_is_found_may_count() -> None:
    Sheets(printed=100, used=60, spoiled=3, unused=37).insist_complete()


@pytest.mark.parametrize(("used", "missing"), [(59, "1"), (61, "-1")])
def test_one_sheet_too_few_or_too_many_stops_the_count(used: int, missing: str) -> None:
    with pytest.raises(SheetsMissing) as refused:
        Sheets(printed=100, used=used, spoiled=3, unused=37).insist_complete()

    assert str(refused.value) == missing


def test_what_two_read_differently_or_only_one_has_goes_to_a_third() -> None:
    first = {"001": {"road": 1}, "002": {"road": 1}, "003": {}}
    second = {"001": {"road": 1}, "002": {"well": 1}}

    assert compare_readings(first, second) == Compared({"001": {"road": 1}}, ("002", "003"))


@given(readings, readings)
def test_every_sheet_is_agreed_or_differs_whoever_reads_first(
    first: dict[str, dict[str, int]], second: dict[str, dict[str, int]]
) -> None:
    compared = compare_readings(first, second)

    assert compared == compare_readings(second, first)
    assert sorted([*compared.agreed, *compared.differing]) == sorted(first.keys() | second.keys())


def test_the_third_decides_only_what_differs() -> None:
    compared = Compared({"001": {"road": 1}}, ("002", "003"))

    settled = settle(compared, {"001": {"well": 1}, "002": {"well": 1}}, readers=READERS)

    assert settled == Compared({"001": {"road": 1}, "002": {"well": 1}}, ("003",))


def test_who_read_before_is_not_the_third() -> None:
    with pytest.raises(SameReader):
        settle(Compared({}, ("001",)), {"001": {}}, readers=("Ani", "Budi", "Budi"))
