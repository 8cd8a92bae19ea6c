"""The map of what lies inside a region: its outlines where they are known, else a grid of tiles."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.regions.surroundings import Place, Surroundings
from rembuk.web.maps import RegionMap, Shape, Tile, boundary_map, rings_of, tile_map


def map_of(here: Surroundings, counts: dict[int, int]) -> RegionMap | None:
    """Return a map of needs by region inside, or None where neither outlines nor places in a grid are known for all."""
    title = _("Needs in each kampung of %(place)s") % {"place": here.region.name}
    if not here.inside:
        return None
    if all(place.outline for place in here.inside):
        shapes = [_shape(place, counts) for place in here.inside]
        return boundary_map("places", title, shapes, unit=_("needs"))
    tiles = [tile for place in here.inside if (tile := _tile(place, counts))]
    return tile_map("places", title, tiles, unit=_("needs")) if len(tiles) == len(here.inside) else None


def _shape(place: Place, counts: dict[int, int]) -> Shape:
    rings = rings_of(json.loads(place.outline or ""))
    return Shape(rings, place.region.name, _href(place), counts.get(place.region.number, 0))


def _tile(place: Place, counts: dict[int, int]) -> Tile | None:
    region = place.region
    if region.tile_column is None or region.tile_row is None:
        return None
    return Tile(region.tile_column, region.tile_row, region.name, _href(place), counts.get(region.number, 0))


def _href(place: Place) -> str:
    return reverse("region", args=[place.region.code])
