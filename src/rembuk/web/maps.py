"""Maps drawn on the server: tiles where no boundaries are known, boundaries where they have been imported.

Both take regions with an address and a value, write the value as text, and carry the same as a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup

from rembuk.web.formats import number
from rembuk.web.outlines import Projection, area, middle, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rembuk.web.outlines import Point, Ring

WIDTH = 360  # As wide as a phone, so that letters keep about their size there.
LONGEST_WORD = 9
VOWELS = "aiueo"
LEVELS = 3
LETTER = 6.5


@dataclass(frozen=True, slots=True)
class Tile:
    """One region in a grid of rough geography; columns and rows count from 0 at the north-west."""

    column: int
    row: int
    label: str
    href: str
    value: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One region with its boundary: rings of (longitude, latitude), outer rings only."""

    rings: tuple[tuple[Point, ...], ...]
    label: str
    href: str
    value: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class RegionMap:
    """A drawing with links and the table that says the same."""

    drawing: Markup
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str | Markup | int, ...], ...]


class NoRegions(ValueError):
    """A map needs at least one region."""


def tile_map(key: str, title: str, tiles: Sequence[Tile], *, unit: str) -> RegionMap:
    """Draw regions as equal squares. unit: what the value counts, as a heading ("voices")."""
    if not tiles:
        raise NoRegions(_("A map needs at least one region."))
    side = WIDTH / (max(tile.column for tile in tiles) + 1)
    largest = max(tile.value for tile in tiles)
    drawn = Markup("").join(_tile(tile, side, largest, unit) for tile in tiles)
    height = side * (max(tile.row for tile in tiles) + 1)
    return RegionMap(_framed(key, title, drawn, height), _columns(unit), _rows(tiles))


def boundary_map(key: str, title: str, shapes: Sequence[Shape], *, unit: str, detail: float = 0.6) -> RegionMap:
    """Draw regions by their boundaries, north up.

    Equirectangular around the middle latitude: right for a kabupaten, wrong for a country. detail: how far, in
    three-hundred-and-sixtieths of the width, a simplified boundary may stray from the true one.
    """
    corners = [corner for shape in shapes for ring in shape.rings for corner in ring]
    if not corners:
        raise NoRegions(_("A map needs at least one region."))
    projection = Projection.around(corners, WIDTH)
    largest = max(shape.value for shape in shapes)
    # Small regions last, so that a large neighbour never covers them.
    placed = sorted(((shape, projection.rings(shape.rings, detail)) for shape in shapes), key=lambda p: -size(p[1]))
    drawn = Markup("").join(_region(shape, rings, largest, unit) for shape, rings in placed)
    return RegionMap(_framed(key, title, drawn, projection.height), _columns(unit), _rows(shapes))


def rings_of(geometry: dict[str, object]) -> tuple[tuple[Point, ...], ...]:
    """The outer rings of a GeoJSON Polygon or MultiPolygon (RFC 7946, section 3.1)."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(coordinates, list) or kind not in {"Polygon", "MultiPolygon"}:
        raise NoRegions(_("Only polygons can be drawn."))
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return tuple(tuple((float(place[0]), float(place[1])) for place in polygon[0]) for polygon in polygons)


def _tile(tile: Tile, side: float, largest: int, unit: str) -> Markup:
    lines = _lines(tile.label)
    letter = min(13.0, side * 0.215)
    middle = (tile.column + 0.5) * side
    top = tile.row * side
    names = Markup("").join(
        Markup('<tspan x="{:.5g}" y="{:.5g}">{}</tspan>').format(middle, top + side * 0.24 + letter * 1.05 * line, word)
        for line, word in enumerate(lines)
    )
    return Markup(
        '<a href="{href}" aria-label="{said}"><rect class="map-region" data-level="{level}" x="{x:.5g}" y="{y:.5g}" '
        'width="{side:.5g}" height="{side:.5g}" rx="3"/><text text-anchor="middle" font-size="{letter:.3g}">{names}'
        '<tspan class="map-value" x="{middle:.5g}" y="{foot:.5g}" font-size="{big:.3g}">{value}</tspan></text></a>'
    ).format(
        href=tile.href, said=_said(tile, unit), level=_level(tile.value, largest), x=tile.column * side + 1.5,
        y=top + 1.5, side=side - 3, letter=letter, names=names, middle=middle, foot=top + side * 0.88,
        big=letter * 1.35, value=tile.words or number(tile.value),
    )  # fmt: skip


def _region(shape: Shape, rings: list[Ring], largest: int, unit: str) -> Markup:
    outline = "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}z" for ring in rings)
    x, y = middle(max(rings, key=area))
    name = _name_within(shape.label, max(rings, key=area), x, y)
    return Markup(
        '<a href="{}" aria-label="{}"><path class="map-region" data-level="{}" vector-effect="non-scaling-stroke" '
        'd="{}"/><text text-anchor="middle" font-size="11">{}<tspan class="map-value" x="{:.4g}" y="{:.4g}" '
        'font-size="13">{}</tspan></text></a>'
    ).format(
        shape.href,
        _said(shape, unit),
        _level(shape.value, largest),
        outline,
        name,
        x,
        y + 8,
        shape.words or number(shape.value),
    )


def _name_within(label: str, ring: Ring, x: float, y: float) -> Markup:
    """The name above the value, where the region is wide enough for it; the list beneath the map has every name."""
    across = max(corner[0] for corner in ring) - min(corner[0] for corner in ring)
    if across < LETTER * len(label):
        return Markup("")
    return Markup('<tspan x="{:.4g}" y="{:.4g}">{}</tspan>').format(x, y - 5, label)


def _framed(key: str, title: str, inner: Markup, height: float) -> Markup:
    return Markup(
        '<svg class="map" viewBox="0 0 {0} {1:.5g}" role="group" aria-labelledby="{2}-t">'
        '<title id="{2}-t">{3}</title>{4}</svg>'
    ).format(WIDTH, height, key, title, inner)


def _columns(unit: str) -> tuple[tuple[str, str], ...]:
    return ((_("Region"), "text"), (unit, "number"))


def _rows(regions: Iterable[Tile | Shape]) -> tuple[tuple[str | Markup | int, ...], ...]:
    return tuple(
        (Markup('<a href="{}">{}</a>').format(region.href, region.label), region.words or region.value)
        for region in sorted(regions, key=lambda region: region.label)
    )


def _said(region: Tile | Shape, unit: str) -> str:
    return f"{region.label}: {region.words or number(region.value)} {unit}"


def _level(value: int, largest: int) -> int:
    """How deep the tint: 0 for nothing, then thirds of the largest value."""
    return 0 if value <= 0 else min(LEVELS, -(-value * LEVELS // largest))


def _lines(label: str) -> list[str]:
    """Break a name for a small square: at its spaces, and a long word between two syllables."""
    return [part for word in label.split() for part in _syllables(word)][:3]


def _syllables(word: str) -> list[str]:
    """Break before a consonant that is followed by a vowel, as near to the middle as there is one."""
    if len(word) < LONGEST_WORD:
        return [word]
    places = [found.start() + 1 for found in re.finditer(rf"[{VOWELS}][^{VOWELS}][{VOWELS}]", word.lower())]
    if not places:
        return [word]
    place = min(places, key=lambda at: abs(at - len(word) / 2))
    return [f"{word[:place]}-", word[place:]]
