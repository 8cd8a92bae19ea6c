"""The programme whose pages these are, its rules and its places: the same on every page, so they are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404
from django.utils.translation import gettext as _

from rembuk.programmes.models import Programme
from rembuk.programmes.queries import programme_of, rules_at
from rembuk.programmes.rules import Rules
from rembuk.regions.models import Locality, Region, Tier
from rembuk.regions.queries import hamlet_names, localities_of, villages_of
from rembuk.tenancy.standing import remembered
from rembuk.web.clock import now

# More names than one screen of suggestions holds help nobody, and weigh on a slow line.
MOST_OFFERED: Final = 60


def programme_here() -> Programme:
    """Return the programme of the kabupaten at work, the first one started where there are several; else 404."""
    programme = remembered("programme here", _first_programme)
    if programme is None:
        raise Http404("No programme has been started here.")
    return programme


def _first_programme() -> Programme | None:
    return Programme.objects.select_related("region").order_by("started_on", "id").first()


def programme_around(region: Region) -> Programme:
    """Return the programme that runs in a region, or in the nearest one around it; raise NoProgramme."""
    return remembered(("programme around", region.number), lambda: programme_of(region.number))


def rules_today(programme: Programme) -> Rules:
    """Return a programme's rules in force now."""
    return rules_at(programme, now())


def villages_in(region: Region) -> tuple[Region, ...]:
    """Return the kampung that exist inside a region, by number."""
    return remembered(("villages", region.number), lambda: tuple(villages_of(region)))


def hamlets_of(region: Region) -> tuple[Locality, ...]:
    """Return the hamlets and neighbourhoods of a kampung, in the order people count them."""
    return remembered(("hamlets", region.number), lambda: tuple(localities_of(region)))


def hamlets_offered(villages: Sequence[Region], code: str) -> tuple[str, ...]:
    """Return the hamlets that one of some kampung has; of all of them where none is chosen and they are few enough."""
    numbers = tuple(village.number for village in villages)
    names = remembered(("hamlet names", numbers), lambda: hamlet_names(numbers))
    chosen = [village.number for village in villages if village.code == code]
    offered = tuple(dict.fromkeys(name for number in chosen or numbers for name in names.get(number, ())))
    return offered if len(offered) <= MOST_OFFERED else ()


def full_name(region: Region) -> str:
    """Return a region's name with what it is, because a kecamatan and a kampung may share one."""
    if region.tier == Tier.SUBDISTRICT:
        return _("Kecamatan %(name)s") % {"name": region.name}
    if region.tier == Tier.VILLAGE:
        return _("Kampung %(name)s") % {"name": region.name}
    return region.name
