"""The pictures of money: each holds what the ledger says, drawing and table alike."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db.models import Sum
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rembuk.finance.models import Budget, BudgetLine, Transfer
from rembuk.finance.queries import village_sums
from rembuk.journeys.publication import NOTE, Publication, publication
from rembuk.web.boxes import MOST_BOXES, box_bars, box_rupiah
from rembuk.web.charts import Bar, Chart, NothingToDraw
from rembuk.web.flows import ACROSS, DEEP, MOST, Flow, flow_chart, folded, ribbons_of
from rembuk.web.money.pictures import kampung_compared, pictures_of
from rembuk.web.multiples import WIDEST, Panel, multiples
from tests.cast import THURSDAY, Cast, play
from tests.finance.scenes import YEAR, in_force, paid, received
from tests.plans.scenes import proposed
from tests.web.pages import read

PAID = 12_345_678
OTHERS = ("lainnya", "lainnya", "pos lain")
NODE_HIGH = re.compile(r'class="flow-node" data-part="(\d)" x="(\d+)%" y="[^"]+" width="2%" height="([^"]+)em"')
names = st.sampled_from("ABCDEFGHIJKLMNOPQRST")
ways = st.lists(
    st.builds(Flow, st.tuples(names, names, names), st.integers(1, 10**15)), min_size=1, max_size=60
)  # fmt: skip


@pytest.fixture
def told() -> Publication:
    with time_machine.travel(THURSDAY, tick=False):
        cast: Cast = play()
        budget, post = in_force(cast, item=proposed(cast))
        received(cast)
        paid(cast, post, PAID)
        return publication(budget, at=THURSDAY)


def sum_of(chart: Chart, column: int) -> int:
    return sum(int(row[column]) for row in chart.rows)


def given_in(budget: Budget) -> int:
    return int(BudgetLine.objects.filter(budget=budget).aggregate(sum=Sum("amount_rupiah"))["sum"])


@pytest.mark.django_db
def test_boxes_note_and_ways_sum_to_what_the_ledger_says(told: Publication) -> None:
    boxes, note, flow = (one.chart for one in pictures_of(told))

    spent = Transfer.objects.filter(debit__startswith="5.").aggregate(sum=Sum("amount_rupiah"))["sum"]
    assert (sum_of(boxes, 1), sum_of(boxes, 2)) == (given_in(told.budget), spent) == (told.budget_rupiah, PAID)
    assert sum_of(note, 1) == NOTE
    assert sum_of(flow, 2) == 2 * given_in(told.budget)


@pytest.mark.django_db
def test_the_kampung_beside_each_other_sum_to_all_budgets_in_force(told: Publication) -> None:
    picture = kampung_compared(village_sums(YEAR))

    assert [row[0] for row in picture.chart.rows] == [told.budget.region.name]
    assert sum(int(amount) for row in picture.chart.rows for amount in row[1:]) == given_in(told.budget)
    assert picture.finding == "Di 1 dari 1 kampung, bagian terbesar untuk Pembangunan"


@pytest.mark.django_db
def test_pages_show_each_picture_with_its_finding(told: Publication) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        page = read(Client().get(f"/uang/{told.budget.region.code}/{YEAR}")).text
        year = read(Client().get(f"/uang?tahun={YEAR}")).text

    findings = [" ".join(one.finding.split()) for one in pictures_of(told)]  # As the text of a page is read.
    assert [one for one in findings if one not in page] == []
    assert " ".join(kampung_compared(village_sums(YEAR)).finding.split()) in year


@given(ways)
def test_no_flow_is_lost_and_no_row_has_more_names_than_can_be_told_apart(many: list[Flow]) -> None:
    whole = sum(way.value for way in many)

    known = folded(many, OTHERS)

    ribbons = ribbons_of(known)
    for part in (True, False):
        assert sum(one.value for one in ribbons if bool(one.part) is part) == whole
    for place, most in enumerate(MOST):
        assert len({way.names[place] for way in known}) <= most


@given(ways)
def test_every_row_of_a_flow_is_drawn_as_high_as_the_whole(many: list[Flow]) -> None:
    drawn = NODE_HIGH.findall(flow_chart("k", "Judul", many, others=OTHERS).drawing)

    for across in map(str, ACROSS):
        assert sum(float(high) for _part, at, high in drawn if at == across) == pytest.approx(DEEP, abs=0.05)


@given(ways)
def test_picture_and_table_of_a_flow_hold_the_same_ribbons(many: list[Flow]) -> None:
    chart = flow_chart("k", "Judul", many, others=OTHERS)

    assert chart.drawing.count('class="flow"') == len(chart.rows)
    assert sum_of(chart, 2) == 2 * sum(way.value for way in many)


def test_the_smallest_flow_together_under_one_name() -> None:
    many = [Flow(("DDS", "Bangun", f"Pos {place:02}"), 100 - place) for place in range(14)]

    known = folded(many, OTHERS)

    assert [way.names[2] for way in known[-3:]] == ["pos lain"] * 3
    assert sum(way.value for way in known if way.names[2] == "pos lain") == 89 + 88 + 87


def test_nothing_does_not_flow() -> None:
    for many in ([], [Flow(("a", "b", "c"), 0)]):
        with pytest.raises(NothingToDraw):
            flow_chart("k", "Judul", many, others=OTHERS)


@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=5))
def test_boxes_are_worth_a_round_amount_and_as_long_as_the_amounts(amounts: list[int]) -> None:
    values = [Bar(f"b{place}", amount, part=amount // 2) for place, amount in enumerate(amounts)]
    box = box_rupiah(values)

    drawing = box_bars("k", "Judul", values, label="L", unit="U", part="P").drawing

    assert str(box).rstrip("0") in {"1", "2", "25", "5"}
    assert MOST_BOXES * box >= max(amounts)
    widths = [float(one) for one in re.findall(r'class="chart-whole"[^>]* width="([^"]+)%"', drawing)]
    assert widths == pytest.approx([100 * one / (MOST_BOXES * box) for one in amounts], rel=0.001)


def test_small_pictures_share_one_scale() -> None:
    panels = [Panel("Kota Jawa", "/a", (200, 50)), Panel("Bangun Rejo", "/b", (100, 0))]

    chart = multiples(panels, ("Satu", "Dua"), label="Kampung")

    widths = [float(one) for one in re.findall(r'class="chart-bar"[^>]* width="([^"]+)%"', chart.drawing)]
    assert widths == [WIDEST, WIDEST / 4, WIDEST / 2, 0]
    assert chart.rows == (("Kota Jawa", 200, 50), ("Bangun Rejo", 100, 0))


def test_no_money_at_all_is_not_drawn() -> None:
    with pytest.raises(NothingToDraw):
        multiples([Panel("Kota Jawa", "/a", (0, 0))], ("Satu", "Dua"), label="Kampung")


def test_a_name_in_a_flow_is_text_and_never_markup() -> None:
    drawing = flow_chart("k", "Judul", [Flow(("<i>", "<b>", "<script>"), 1)], others=OTHERS).drawing

    assert [one for one in ("<i>", "<b>", "<script>") if one in drawing] == []
