import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.web.maps import NoRegions, Shape, Tile, boundary_map, rings_of, tile_map
from rembuk.web.outlines import area, middle, simplified

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]

tenths = st.integers(0, 3_000).map(lambda tenth: tenth / 10)
corner = st.tuples(tenths, tenths)


def test_every_region_is_a_link_that_says_its_name_and_value() -> None:
    drawn = tile_map("k", "Suara", [Tile(0, 0, "Cimarias", "/a", 7), Tile(1, 0, "Sido Luhur", "/b", 0)], unit="suara")

    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', drawn.drawing)

    assert links == [("/a", "Cimarias: 7 suara"), ("/b", "Sido Luhur: 0 suara")]
    assert [value for _region, value in drawn.rows] == [7, 0]


def test_a_long_name_breaks_between_syllables() -> None:
    drawn = tile_map("k", "Suara", [Tile(0, 0, "Sukowaringin", "/a", 7)], unit="suara")

    assert re.findall(r"<tspan x[^>]+>([^<]+)</tspan>", drawn.drawing) == ["Sukowa-", "ringin"]


def test_the_tint_goes_by_thirds_of_the_largest_value() -> None:
    tiles = [Tile(place, 0, str(value), "/", value) for place, value in enumerate([0, 1, 33, 34, 66, 67, 99])]

    drawn = tile_map("k", "Suara", tiles, unit="suara")

    assert re.findall(r'data-level="(\d)"', drawn.drawing) == ["0", "1", "1", "2", "2", "3", "3"]


def test_a_name_is_text_and_never_markup() -> None:
    drawn = tile_map("k", "<i>", [Tile(0, 0, "<b>x</b>", '"><x', 1)], unit="suara")

    assert "<b>" not in drawn.drawing
    assert '"><x' not in drawn.drawing


def test_a_small_region_is_drawn_after_the_one_that_surrounds_it() -> None:
    large = Shape((((0, 0), (9, 0), (9, 9), (0, 9), (0, 0)),), "Besar", "/besar", 1)
    small = Shape((((4, 4), (5, 4), (5, 5), (4, 5), (4, 4)),), "Kecil", "/kecil", 1)

    drawn = boundary_map("k", "Suara", [small, large], unit="suara")

    assert re.findall(r'<a href="([^"]+)"', drawn.drawing) == ["/besar", "/kecil"]


def test_north_is_up_and_a_square_of_land_stays_a_square() -> None:
    south, north = -5.2, -5.0
    width = 0.2 / math.cos(math.radians(5.1))
    land = Shape((((105, south), (105 + width, south), (105 + width, north), (105, north)),), "Persegi", "/", 1)

    drawn = boundary_map("k", "Suara", [land], unit="suara").drawing

    frame = re.search(r'viewBox="0 0 (\S+) (\S+)"', drawn)
    outline = re.search(r' d="M(\S+) (\S+)L', drawn)
    assert frame is not None
    assert outline is not None
    assert float(frame[1]) == pytest.approx(float(frame[2]), abs=0.5)
    assert float(outline[2]) == pytest.approx(float(frame[2]) - 2, abs=0.5)


def test_a_map_without_regions_is_refused() -> None:
    with pytest.raises(NoRegions):
        tile_map("k", "Suara", [], unit="suara")
    with pytest.raises(NoRegions):
        rings_of({"type": "Point", "coordinates": [105, -5]})


def test_outer_rings_are_read_and_holes_left_out() -> None:
    ring, hole = [[0, 0], [9, 0], [9, 9], [0, 0]], [[4, 4], [5, 4], [5, 5], [4, 4]]

    rings = rings_of({"type": "MultiPolygon", "coordinates": [[ring, hole], [ring]]})

    assert rings == (((0, 0), (9, 0), (9, 9), (0, 0)),) * 2


def test_the_middle_and_the_area_of_a_square_are_known() -> None:
    assert area(SQUARE) == 16
    assert middle(SQUARE) == (2, 2)


@given(st.lists(corner, min_size=4, max_size=12), st.integers(1, 40))
def test_a_thinned_boundary_strays_no_farther_than_allowed(corners: list[tuple[float, float]], detail: int) -> None:
    ring = [*corners, corners[0]]

    kept = simplified(ring, detail)

    assert set(kept) <= set(ring)
    assert all(_distance(place, kept) <= detail + 0.3 for place in ring)


def _distance(place: tuple[float, float], line: list[tuple[float, float]]) -> float:
    return min(_to_stretch(place, start, end) for start, end in pairwise(line))


def _to_stretch(place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Try a thousand places between two corners: slow, and plainly right to a thousandth of their distance."""
    steps = [(step / 1000, 1 - step / 1000) for step in range(1001)]
    tried = ((start[0] * here + end[0] * there, start[1] * here + end[1] * there) for here, there in steps)
    return min(math.dist(place, at) for at in tried)
