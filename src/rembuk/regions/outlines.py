"""Reading outlines from GeoJSON (RFC 7946), one feature for one region."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rembuk.regions.drafts import BoundaryDraft
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.numbering import NotARegionCode, number_of

MOST_BYTES = 200_000_000
MOST_CORNERS = 200_000
_CODES = ("code", "kode", "kode_kemendagri", "kode_wilayah")
_SOURCES = ("source", "sumber")
# Six digits after the point are about eleven centimetres.
_DIGITS = 6


class _Wrong(ValueError):
    """A feature cannot be read; the message says how to mend it."""


def read_outlines(path: Path) -> list[BoundaryDraft]:
    """Read a collection of features that name an official code; raise ImportRefused with every fault of the file."""
    collection = _collection(path)
    source = _first_text(collection, _SOURCES) or path.name
    drafts: dict[int, BoundaryDraft] = {}
    faults: list[Fault] = []
    for place, feature in enumerate(collection["features"], start=1):
        try:
            draft = _draft(feature, source)
        except _Wrong as wrong:
            faults.append(_fault(place, feature, str(wrong)))
            continue
        if draft.number in drafts:
            faults.append(_fault(place, feature, "an earlier feature has the same code; join both in a MultiPolygon"))
        drafts[draft.number] = draft
    if faults:
        raise ImportRefused(faults)
    return list(drafts.values())


def _collection(path: Path) -> dict[str, Any]:  # Any: JSON of a stranger, looked at piece by piece.
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefused([Fault(path.name, f"is larger than {MOST_BYTES // 1_000_000} MB; split it")])
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ImportRefused([Fault(path.name, f"is not JSON ({error})")]) from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise ImportRefused([Fault(path.name, "is not a GeoJSON FeatureCollection")])
    if not isinstance(found.get("features"), list) or not found["features"]:
        raise ImportRefused([Fault(path.name, "holds no features")])
    return found


def _draft(feature: Any, source: str) -> BoundaryDraft:  # Any: as above.
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise _Wrong("has no properties; write the official code into the property code")
    code = _first_text(feature["properties"], _CODES)
    try:
        number = number_of(code)
    except NotARegionCode as error:
        raise _Wrong(f"property code says {code!r}, not an official code such as 18.02.02.2005") from error
    polygons = [*_polygons(feature.get("geometry"))]
    shape = ("Polygon", polygons[0]) if len(polygons) == 1 else ("MultiPolygon", polygons)
    geometry = json.dumps(dict(zip(("type", "coordinates"), shape, strict=True)), separators=(",", ":"))
    return BoundaryDraft(number, geometry, (_first_text(feature["properties"], _SOURCES) or source)[:200])


def _polygons(geometry: Any) -> Iterator[list[list[list[float]]]]:  # Any: as above.
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(f"has the geometry {kind!r}; only Polygon and MultiPolygon are outlines")
    polygons = geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [polygons]
    if (
        not isinstance(polygons, list)
        or not polygons
        or not all(isinstance(rings, list) and rings for rings in polygons)
    ):
        raise _Wrong("has no coordinates")
    if sum(len(ring) for rings in polygons for ring in rings if isinstance(ring, list)) > MOST_CORNERS:
        raise _Wrong(f"has more than {MOST_CORNERS} corners; simplify it")
    for rings in polygons:
        yield [_ring(ring) for ring in rings]


def _ring(ring: Any) -> list[list[float]]:  # Any: as above.
    if not isinstance(ring, list):
        raise _Wrong("has a ring that is no list of corners")
    corners = [_corner(corner) for corner in ring]
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise _Wrong("has a ring that does not close: the last corner must be the first one")
    return corners


def _corner(corner: Any) -> list[float]:  # Any: as above.
    match corner:
        case [(int() | float()) as longitude, (int() | float()) as latitude, *_]:
            # Not "longitude out of range" alone: swapped coordinates are what really happens.
            if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                raise _Wrong(f"has the corner {longitude}, {latitude}; longitude comes first, then latitude")
            return [round(float(longitude), _DIGITS), round(float(latitude), _DIGITS)]
        case _:
            raise _Wrong(f"has a corner {str(corner)[:40]!r} that is not two numbers")


def _first_text(properties: dict[str, Any], names: tuple[str, ...]) -> str:  # Any: as above.
    return next((value for name in names if isinstance(value := properties.get(name), str) and value), "")


def _fault(place: int, feature: Any, what: str) -> Fault:  # Any: as above.
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = _first_text(properties, _CODES) if isinstance(properties, dict) else ""
    return Fault(f"feature {place} ({code})" if code else f"feature {place}", what)
