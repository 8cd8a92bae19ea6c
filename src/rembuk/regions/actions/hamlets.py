"""Adding, renaming and ending the parts of a kampung: hamlets, ward clusters and neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import tidy_text
from rembuk.regions.drafts import Kept, LocalityDraft
from rembuk.regions.models import Locality, Region
from rembuk.regions.permissions import may_keep_regions
from rembuk.regions.queries import localities_of
from rembuk.regions.register import LocalityEnded, NotAPart, Register, give_name


@transaction.atomic
def add_localities(region: Region, drafts: Sequence[LocalityDraft], *, by: models.Model | None, at: datetime) -> Kept:
    """Add hamlets and neighbourhoods to a kampung; a known one takes the new name and keeps the old one beside it.

    A name it had before changes nothing, so that an old list may be taken in again. Raise LocalitiesRefused, naming
    each draft that does not fit, and keep nothing then.
    """
    _insist(by, region, at=at)
    register = Register(region)
    register.take_all(drafts)
    kept = register.save()
    if kept.is_news:
        record_act(
            "localities.added", region, by=by, at=at, public=True, region_number=region.number,
            added=kept.added, changed=kept.changed,
        )  # fmt: skip
    return kept


@transaction.atomic
def rename_locality(place: Locality, name: str, *, by: models.Model | None, at: datetime) -> None:
    """Call a hamlet otherwise; its id stays, and the old name is still found. Refuse a name that a neighbour has."""
    _insist(by, place.region, at=at)
    name = tidy_text(name)
    Register(place.region).insist_on_own_name(place, name)
    before = str(place)
    give_name(place, name)
    place.save(update_fields=["name", "former_names"])
    _record("locality.renamed", place, by, at, before=before, after=name)


@transaction.atomic
def end_locality(place: Locality, on: date, *, by: models.Model | None, at: datetime) -> None:
    """Let a hamlet exist no longer, and all that lies in it; what was said there stays, and nobody chooses it again."""
    _insist(by, place.region, at=at)
    if place.ended_on:
        raise LocalityEnded(f"{place.path} ended on {place.ended_on} already.")
    inside = [one.pk for one in localities_of(place.region) if f"{one.path}/".startswith(f"{place.path}/")]
    Locality.objects.filter(pk__in=inside).update(ended_on=on)
    place.ended_on = on
    _record("locality.ended", place, by, at, on=on.isoformat())


@transaction.atomic
def resume_locality(place: Locality, *, by: models.Model | None, at: datetime) -> None:
    """Let a hamlet exist again that was ended by mistake; refuse it while what it lies in is ended."""
    _insist(by, place.region, at=at)
    if place.around and place.around.ended_on:
        raise NotAPart(f"{place.around.path} ended on {place.around.ended_on}; it comes first.")
    Register(place.region).insist_on_own_name(place, place.name)
    place.ended_on = None
    place.save(update_fields=["ended_on"])
    _record("locality.resumed", place, by, at)


def _record(kind: str, place: Locality, by: models.Model | None, at: datetime, **facts: str) -> None:
    number = place.region.number
    record_act(kind, place, by=by, at=at, public=True, region_number=number, local_id=place.local_id, **facts)


def _insist(by: models.Model | None, region: Region, *, at: datetime) -> None:
    if not may_keep_regions(by, region.number, at=at):
        raise PermissionDenied
