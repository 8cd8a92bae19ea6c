"""The kampung as a map of tiles, with how many needs each has."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.journeys.figures import PlaceFigures
from rembuk.web.formats import number
from rembuk.web.maps import RegionMap, Tile, tile_map


def needs_map(
    places: Iterable[PlaceFigures], count: Callable[[PlaceFigures], int], href: Callable[[str], str]
) -> RegionMap | None:
    """Draw each kampung that has a place on the map, with a count and an address; None where none has one."""
    tiles = [
        Tile(place.column, place.row, place.name, href(place.code), count(place))
        for place in places
        if place.is_village and place.column is not None and place.row is not None
    ]
    return tile_map("kampung", _("Needs by kampung"), tiles, unit=_("needs")) if tiles else None


def map_finding(places: Iterable[PlaceFigures], count: Callable[[PlaceFigures], int]) -> str:
    """Say where most is asked."""
    villages = [place for place in places if place.is_village]
    most = max(villages, key=lambda place: (count(place), place.name), default=None)
    if most is None or not count(most):
        return _("No needs on the map yet")
    return ngettext(
        "Most is asked in %(place)s: %(num)s need", "Most is asked in %(place)s: %(num)s needs", count(most)
    ) % {"place": most.name, "num": number(count(most))}
