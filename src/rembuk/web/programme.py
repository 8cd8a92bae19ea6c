"""The programme whose pages these are."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rembuk.programmes.models import Programme
from rembuk.regions.models import Region, Tier


def programme_here() -> Programme:
    """Return the programme of the kabupaten at work, the first one started where there are several; else 404."""
    programme = Programme.objects.select_related("region").order_by("started_on", "id").first()
    if programme is None:
        raise Http404("No programme has been started here.")
    return programme


def full_name(region: Region) -> str:
    """Return a region's name with what it is, because a kecamatan and a kampung may share one."""
    if region.tier == Tier.SUBDISTRICT:
        return _("Kecamatan %(name)s") % {"name": region.name}
    if region.tier == Tier.VILLAGE:
        return _("Kampung %(name)s") % {"name": region.name}
    return region.name
