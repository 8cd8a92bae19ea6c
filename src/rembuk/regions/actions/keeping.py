"""Keeping the tree, its words and shapes; and opening a kabupaten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import name_key
from rembuk.regions.drafts import BoundaryDraft, Kept, RegionDraft, WordDraft
from rembuk.regions.models import Alias, Border, Boundary, Population, Region, Tier, Word
from rembuk.regions.numbering import number_of, parent_code
from rembuk.regions.permissions import may_keep_regions
from rembuk.regions.queries import words_of
from rembuk.tenancy.models import Tenant
from rembuk.tenancy.words import packed_words

_FACTS = ("name", "statistics_code", "postcode", "latitude", "longitude", "tile_column", "tile_row")


class NotARegency(ValueError):
    """Only a kabupaten or kota can keep data of its own."""


@transaction.atomic
def open_tenant(regency: Region, *, host: str = "", by: models.Model | None, at: datetime) -> Tenant:
    """Let a kabupaten keep its data here, under a host name of its own; one without may answer for all other names."""
    _insist(by, regency, at=at)
    if regency.tier != Tier.REGENCY:
        raise NotARegency(f"{regency.name} is a {regency.tier}, not a regency.")
    tenant, is_new = Tenant.objects.get_or_create(number=regency.tenant, defaults=_facts_of(regency, host))
    if is_new:
        record_act("tenant.opened", tenant, by=by, at=at, public=True, region_number=regency.number, host=host)
    return tenant


def _facts_of(regency: Region, host: str) -> dict[str, str]:
    return {"name": regency.name, "host": host, "words": _words_in(regency.tenant)}


@transaction.atomic
def keep_regions(regency_number: int, drafts: Sequence[RegionDraft], *, by: models.Model | None, at: datetime) -> Kept:
    """Add the regions of one kabupaten and correct known ones. What a draft does not say stays as it is.

    Nothing is ever removed: a region that ended keeps its number, and a former name stays findable.
    """
    if not may_keep_regions(by, regency_number, at=at):
        raise PermissionDenied
    kept = _keep_rows(drafts) + _keep_aliases(drafts) + _keep_counts(drafts) + _keep_borders(drafts)
    if kept.is_news:
        regency = Region.objects.get(number=regency_number)
        record_act(
            "regions.kept", regency, by=by, at=at, public=True, region_number=regency_number,
            added=kept.added, changed=kept.changed,
        )  # fmt: skip
    return kept


def _keep_rows(drafts: Sequence[RegionDraft]) -> Kept:
    known = Region.objects.in_bulk([draft.number for draft in drafts])
    new = [_new_region(draft) for draft in drafts if draft.number not in known]
    corrected = [
        known[draft.number] for draft in drafts if draft.number in known and _correct(known[draft.number], draft)
    ]
    Region.objects.bulk_create(new)
    Region.objects.bulk_update(corrected, _FACTS)
    return Kept(len(new), len(corrected), len(drafts) - len(new) - len(corrected))


def _new_region(draft: RegionDraft) -> Region:
    parent = parent_code(draft.code)
    said = {fact: getattr(draft, fact) for fact in _FACTS if getattr(draft, fact) is not None}
    return Region(
        number=draft.number,
        code=draft.code,
        tier=draft.tier,
        parent_id=number_of(parent) if parent else None,
        **said,
    )


def _correct(region: Region, draft: RegionDraft) -> bool:
    """Write what differs into the region; say whether anything did."""
    news = {
        fact: value for fact in _FACTS if (value := getattr(draft, fact)) is not None and value != getattr(region, fact)
    }
    for fact, value in news.items():
        setattr(region, fact, value)
    return bool(news)


def _keep_aliases(drafts: Sequence[RegionDraft]) -> Kept:
    """The official name is kept beside the others, so that one index finds every spelling, former names included."""
    wanted = {(draft.number, name_key(name)): name for draft in drafts for name in (draft.name, *draft.aliases)}
    known = set(Alias.objects.filter(region_id__in=[draft.number for draft in drafts]).values_list("region_id", "key"))
    new = [
        Alias(region_id=number, key=key, name=name)
        for (number, key), name in wanted.items()
        if (number, key) not in known
    ]
    Alias.objects.bulk_create(new)
    return Kept(details=len(new))


def _keep_counts(drafts: Sequence[RegionDraft]) -> Kept:
    """The same source has one figure for a day: a different one corrects it."""
    news = 0
    for number, count in ((draft.number, draft.count) for draft in drafts if draft.count):
        population, is_new = Population.objects.get_or_create(
            region_id=number, source=count.source, counted_on=count.counted_on, defaults={"people": count.people}
        )
        if population.people != count.people:
            population.people = count.people
            population.save(update_fields=["people"])
            is_new = True
        news += is_new
    return Kept(details=news)


def _keep_borders(drafts: Sequence[RegionDraft]) -> Kept:
    wanted = {_sorted_pair(draft.number, number_of(code)) for draft in drafts for code in draft.neighbours}
    known = set(Border.objects.filter(left_id__in=[left for left, _ in wanted]).values_list("left_id", "right_id"))
    new = [Border(left_id=left, right_id=right) for left, right in sorted(wanted - known)]
    Border.objects.bulk_create(new)
    return Kept(details=len(new))


def _sorted_pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


@transaction.atomic
def keep_words(region: Region, drafts: Iterable[WordDraft], *, by: models.Model | None, at: datetime) -> Kept:
    """Say what things are called in a region and everywhere inside it that says nothing else."""
    _insist(by, region, at=at)
    known = {(word.key, word.language): word for word in Word.objects.filter(region=region)}
    kept = Kept()
    for draft in drafts:
        word = known.get((draft.key, draft.language))
        if word is None:
            Word.objects.create(region=region, key=draft.key, language=draft.language, text=draft.text)
            kept += Kept(added=1)
        elif word.text != draft.text:
            word.text = draft.text
            word.save(update_fields=["text"])
            kept += Kept(changed=1)
        else:
            kept += Kept(unchanged=1)
    if kept.is_news:
        _tell_tenants(region)
        record_act(
            "words.kept", region, by=by, at=at, public=True, region_number=region.number,
            added=kept.added, changed=kept.changed,
        )  # fmt: skip
    return kept


@transaction.atomic
def keep_boundaries(regency: Region, drafts: Sequence[BoundaryDraft], *, by: models.Model | None, at: datetime) -> Kept:
    """Keep the outlines of one kabupaten and what is in it; a different outline replaces the one before."""
    _insist(by, regency, at=at)
    known = Boundary.objects.in_bulk([draft.number for draft in drafts])
    new = [_boundary(draft) for draft in drafts if draft.number not in known]
    redrawn = [_boundary(draft) for draft in drafts if draft.number in known and _differs(known[draft.number], draft)]
    Boundary.objects.bulk_create(new)
    Boundary.objects.bulk_update(redrawn, ["geometry", "source"])
    kept = Kept(len(new), len(redrawn), len(drafts) - len(new) - len(redrawn))
    if kept.is_news:
        record_act(
            "boundaries.kept", regency, by=by, at=at, public=True, region_number=regency.number,
            added=kept.added, changed=kept.changed,
        )  # fmt: skip
    return kept


def _boundary(draft: BoundaryDraft) -> Boundary:
    return Boundary(region_id=draft.number, geometry=draft.geometry, source=draft.source)


def _differs(boundary: Boundary, draft: BoundaryDraft) -> bool:
    return (boundary.geometry, boundary.source) != (draft.geometry, draft.source)


def _tell_tenants(region: Region) -> None:
    """Let the pages of the kabupaten around or inside a region say its words."""
    for tenant in Tenant.objects.filter(number__range=(region.number // 10**6, region.last_number // 10**6)):
        tenant.words = _words_in(tenant.number)
        tenant.save(update_fields=["words"])


def _words_in(tenant: int) -> str:
    return packed_words(words_of(Region(number=tenant * 10**6), "id"))


def _insist(by: models.Model | None, region: Region, *, at: datetime) -> None:
    if not may_keep_regions(by, region.number, at=at):
        raise PermissionDenied
