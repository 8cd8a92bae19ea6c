"""Boundaries on paper: placed, thinned out, measured. Plane geometry only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Ring = list[Point]

MARGIN = 2


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular around the middle latitude, x to the right and y down."""

    west: float
    north: float
    scale: float
    flatten: float
    height: float

    @classmethod
    def around(cls, corners: Sequence[Point], width: float) -> Projection:
        """The projection that shows all these corners in this width."""
        west, east = min(x for x, _y in corners), max(x for x, _y in corners)
        south, north = min(y for _x, y in corners), max(y for _x, y in corners)
        flatten = math.cos(math.radians((south + north) / 2))
        scale = (width - 2 * MARGIN) / ((east - west) * flatten or 1)
        return cls(west, north, scale, flatten, (north - south) * scale + 2 * MARGIN)

    def rings(self, rings: Iterable[Iterable[Point]], detail: float) -> list[Ring]:
        """Place rings of (longitude, latitude) and thin them out."""
        return [simplified([self._placed(corner) for corner in ring], detail) for ring in rings]

    def _placed(self, corner: Point) -> Point:
        longitude, latitude = corner
        return (
            MARGIN + (longitude - self.west) * self.flatten * self.scale,
            MARGIN + (self.north - latitude) * self.scale,
        )


def simplified(ring: Ring, detail: float) -> Ring:
    """Leave out corners nearer than `detail` to the line without them (Ramer 1972, Douglas and Peucker 1973)."""
    if len(ring) < 5:
        return ring
    # A ring ends where it begins; cut it at its farthest corner so that both halves have two different ends.
    first = ring[0]
    cut = max(range(len(ring)), key=lambda place: math.dist(first, ring[place]))
    kept = [*_thinned(ring[: cut + 1], detail), *_thinned(ring[cut:], detail)[1:]]
    return kept if len(kept) > 3 else ring


def _thinned(line: Ring, detail: float) -> Ring:
    kept: set[int] = {0, len(line) - 1}
    open_ends = [(0, len(line) - 1)]
    while open_ends:
        start, end = open_ends.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda place: _offset(line[place], line[start], line[end]))
        if _offset(line[far], line[start], line[end]) > detail:
            kept.add(far)
            open_ends += [(start, far), (far, end)]
    return [line[place] for place in sorted(kept)]


def _offset(point: Point, start: Point, end: Point) -> float:
    """The distance to the stretch between two corners; to the whole line would let a spike beyond its end vanish."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    if not square:
        return math.dist(point, start)
    along = min(1.0, max(0.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square))
    return math.dist(point, (x1 + along * (x2 - x1), y1 + along * (y2 - y1)))


def area(ring: Ring) -> float:
    """The area within a ring, whichever way round it runs."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def size(rings: list[Ring]) -> float:
    """The area of a region that has several rings."""
    return sum(area(ring) for ring in rings)


def middle(ring: Ring) -> Point:
    """The centre of gravity of a ring; of its corners when it has no area."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))
    if not twice:
        return sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    across = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    down = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    return across / (3 * twice), down / (3 * twice)
