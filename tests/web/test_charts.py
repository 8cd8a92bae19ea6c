import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.web.charts import Bar, NothingToDraw, bars, divided_bar, share, sparkline

WIDTHS = re.compile(r'<rect class="chart-bar"(?: data-part="\d")? x="[^"]+" y="[^"]+" width="([0-9.e+-]+)%"')

values = st.lists(st.integers(0, 10**15), min_size=1, max_size=12)


@given(values)
def test_picture_and_table_hold_the_same_numbers(amounts: list[int]) -> None:
    chart = bars("k", "Judul", [Bar(f"b{place}", value) for place, value in enumerate(amounts)], label="L", unit="U")

    widths = [float(width) for width in WIDTHS.findall(chart.drawing)]

    assert [value for _label, value in chart.rows] == amounts
    assert widths == pytest.approx([100 * value / (max(amounts) or 1) for value in amounts], abs=0.1)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5).filter(any))
def test_the_parts_of_a_divided_bar_fill_it(amounts: list[int]) -> None:
    chart = divided_bar(
        "k", "Judul", [Bar(f"b{place}", value) for place, value in enumerate(amounts)], label="L", unit="U"
    )

    widths = [float(width) for width in WIDTHS.findall(chart.drawing)]

    assert sum(widths) == pytest.approx(100, abs=0.1 * len(amounts))
    assert [row[1] for row in chart.rows] == amounts


def test_a_part_is_drawn_on_the_scale_of_the_wholes() -> None:
    chart = bars("a", "t", [Bar("x", 200, part=50), Bar("y", 100, part=100)], label="l", unit="u", part="p")

    assert chart.rows == (("x", 200, 50), ("y", 100, 100))
    assert re.findall(r'chart-(whole|bar)"[^>]* width="([^"]+)%"', chart.drawing) == [
        ("whole", "100"),
        ("bar", "25"),
        ("whole", "50"),
        ("bar", "50"),
    ]


def test_a_part_is_never_more_than_its_whole() -> None:
    with pytest.raises(NothingToDraw):
        bars("a", "t", [Bar("x", 1, part=2)], label="l", unit="u", part="p")


def test_a_label_is_text_and_never_markup() -> None:
    chart = bars("k", "<b>", [Bar("<script>alert(1)</script>", 1, href='"><x')], label="L", unit="U")

    assert "<script>" not in chart.drawing
    assert '"><x' not in chart.drawing
    assert "<b>" not in chart.drawing


def test_a_picture_with_links_stays_open_to_screen_readers() -> None:
    plain = bars("k", "Judul", [Bar("Jalan", 1)], label="L", unit="U")
    linked = bars("k", "Judul", [Bar("Jalan", 1, href="/kebutuhan")], label="L", unit="U")

    assert 'role="img"' in plain.drawing
    assert 'role="group"' in linked.drawing


def test_what_exists_is_never_said_to_be_nothing() -> None:
    assert share(1, 1_000) == "< 1 %"
    assert share(0, 1_000) == "0 %"
    assert share(5, 1_000) == "1 %"
    assert share(1_000, 1_000) == "100 %"


@pytest.mark.parametrize("amounts", [[], [-1]])
def test_nothing_and_less_than_nothing_are_not_drawn(amounts: list[int]) -> None:
    with pytest.raises(NothingToDraw):
        bars("k", "Judul", [Bar("b", value) for value in amounts], label="L", unit="U")


def test_six_parts_are_too_many_to_tell_apart() -> None:
    with pytest.raises(NothingToDraw):
        divided_bar("k", "Judul", [Bar(str(place), 1) for place in range(6)], label="L", unit="U")


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=60))
def test_a_line_stays_in_its_box(amounts: list[int]) -> None:
    drawn = re.search(r'points="([^"]+)"', sparkline("k", "Judul", amounts))

    assert drawn is not None
    places = [tuple(float(part) for part in point.split(",")) for point in drawn[1].split()]
    assert len(places) == len(amounts)
    assert all(0 <= across <= 100.1 and 2 <= down <= 22 for across, down in places)


def test_a_long_label_is_cut_for_a_phone_and_less_where_there_is_room():
    label = "Jalan landai di balai kampung dan madrasah, Dusun 3 sampai pasar"

    drawing = bars("a", "A", [Bar(label, 1), Bar("Talud", 2)], label="Wish", unit="Votes").drawing

    assert '<tspan class="chart-short">Jalan landai di balai…</tspan>' in drawing
    assert '<tspan class="chart-long">Jalan landai di balai kampung dan madrasah, Dusun 3…</tspan>' in drawing
    assert drawing.count(">Talud<") == 1
