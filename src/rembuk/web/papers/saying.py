"""How papers say where they come from, days and moments: as words, without the marks of a page."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from rembuk.kernel import periods
from rembuk.regions.models import Region, Tier
from rembuk.web.formats import language
from rembuk.web.programme import full_name


def letterhead(region: Region) -> tuple[str, ...]:
    """Return the places that a paper comes from, from the province down; whoever asks has them at hand."""
    around = letterhead(region.parent) if region.parent else ()
    return (*around, _named(region))


def _named(region: Region) -> str:
    if region.tier == Tier.PROVINCE:
        return _("Province of %(name)s") % {"name": region.name}
    return full_name(region)


def note() -> str:
    """Return what stands at the foot of papers on which everything is invented."""
    return _("Example: every voice, name and answer here is invented.") if settings.SIMULATOR else ""


def said_day(on: date) -> str:
    """Return a day: "Senin, 23 Nov 2026"."""
    return periods.day(on, language())


def said_moment(at: datetime) -> str:
    """Return a day and an hour: "Senin, 23 Nov 2026, 14.05 WIB"."""
    return periods.moment(at, language())
