"""Taking in the tree, its words and its outlines from files: all of a file or nothing, and twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from rembuk.regions.actions import keep_boundaries, keep_regions, keep_words
from rembuk.regions.cells import read_rows
from rembuk.regions.drafts import BoundaryDraft, Kept, RegionDraft, WordDraft
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.models import Region, Tier
from rembuk.regions.numbering import number_of, parent_code, tenant_of
from rembuk.regions.outlines import read_outlines
from rembuk.regions.provinces import PROVINCES
from rembuk.regions.tables import Line, read_regions
from rembuk.tenancy import in_tenant

LANGUAGES = ("id", "en")


@transaction.atomic
def import_regions(path: Path, *, by: models.Model | None, at: datetime) -> Kept:
    """Take in a table of regions; raise ImportRefused, naming each line at fault, and take in nothing then."""
    lines = read_regions(path)
    drafts = {draft.code: draft for draft in _provinces(lines)} | {line.draft.code: line.draft for line in lines}
    if faults := [*_strays(lines, drafts)]:
        raise ImportRefused(faults)
    kept = Kept()
    for tenant, own in sorted(_by_regency(drafts.values()).items()):
        with in_tenant(tenant):
            kept += keep_regions(tenant * 10**6, own, by=by, at=at)
    return kept


def _provinces(lines: Iterable[Line]) -> list[RegionDraft]:
    """The provinces around the regions of a file, for a file that leaves them out."""
    codes = sorted({line.draft.code[:2] for line in lines} & set(PROVINCES))
    return [RegionDraft(code=code, tier=Tier.PROVINCE, name=PROVINCES[code]) for code in codes]


def _strays(lines: list[Line], drafts: dict[str, RegionDraft]) -> Iterable[Fault]:
    """Lines whose parent or neighbour neither the file nor the tree knows."""
    named = {code for line in lines for code in (parent_code(line.draft.code), *line.draft.neighbours) if code}
    missing = {code for code in named if code not in drafts}
    missing -= set(
        Region.objects.filter(number__in=[number_of(code) for code in missing]).values_list("code", flat=True)
    )
    for line in lines:
        parent = parent_code(line.draft.code)
        if parent in missing:
            yield Fault(
                f"line {line.number}", f"{line.draft.code} lies in {parent}, which is not known; add a line for it"
            )
        for neighbour in missing.intersection(line.draft.neighbours):
            yield Fault(f"line {line.number}, column neighbours", f"{neighbour} is not known; add a line for it")


def _by_regency(drafts: Iterable[RegionDraft]) -> dict[int, list[RegionDraft]]:
    """The regions of each kabupaten in the order of their numbers, its province first."""
    ordered = sorted(drafts, key=lambda draft: draft.number)
    provinces = {draft.number: draft for draft in ordered if draft.tier == Tier.PROVINCE}
    inside: defaultdict[int, list[RegionDraft]] = defaultdict(list)
    for draft in ordered:
        tenant = tenant_of(draft.number)
        if tenant is None:
            continue
        province = provinces.get(draft.number // 10**8 * 10**8)
        if not inside[tenant] and province:
            inside[tenant].append(province)
        inside[tenant].append(draft)
    if not inside:
        raise ImportRefused([Fault("line 1", "the file names provinces only; add the kabupaten")])
    return inside


@transaction.atomic
def import_words(path: Path, *, by: models.Model | None, at: datetime) -> Kept:
    """Take in what things are called: columns code, key, and one for each language."""
    drafts = _words(path)
    regions = {region.code: region for region in Region.objects.filter(code__in=drafts)}
    if missing := sorted(set(drafts) - set(regions)):
        raise ImportRefused([
            Fault("column code", f"{code} is not known; import the regions first") for code in missing
        ])
    kept = Kept()
    for code in sorted(drafts):
        with in_tenant(regions[code].tenant):
            kept += keep_words(regions[code], drafts[code], by=by, at=at)
    return kept


def _words(path: Path) -> dict[str, list[WordDraft]]:
    drafts: defaultdict[str, list[WordDraft]] = defaultdict(list)
    faults: list[Fault] = []
    for number, cells in read_rows(path):
        said = [
            WordDraft(cells.get("key", ""), language, cells[language]) for language in LANGUAGES if cells.get(language)
        ]
        if not cells.get("code") or not cells.get("key") or not said:
            faults.append(Fault(f"line {number}", "needs the columns code and key, and the word in id or en"))
        elif any(len(word.text) > 100 or len(word.key) > 40 for word in said):
            faults.append(Fault(f"line {number}", "a word has at most 100 letters, and its key 40"))
        else:
            drafts[cells["code"]].extend(said)
    if faults or not drafts:
        raise ImportRefused(
            faults or [Fault("line 1", "the file holds no words; it needs the columns code, key and id")]
        )
    return drafts


@transaction.atomic
def import_boundaries(path: Path, *, by: models.Model | None, at: datetime) -> Kept:
    """Take in outlines; raise ImportRefused, naming each feature at fault, and take in nothing then."""
    drafts = read_outlines(path)
    known = set(Region.objects.filter(number__in=[draft.number for draft in drafts]).values_list("number", flat=True))
    if faults := [*_unknown(drafts, known)]:
        raise ImportRefused(faults)
    by_regency: defaultdict[int, list[BoundaryDraft]] = defaultdict(list)
    for draft in drafts:
        by_regency[draft.number // 10**6].append(draft)
    kept = Kept()
    for tenant, own in sorted(by_regency.items()):
        with in_tenant(tenant):
            kept += keep_boundaries(Region.objects.get(number=tenant * 10**6), own, by=by, at=at)
    return kept


def _unknown(drafts: list[BoundaryDraft], known: set[int]) -> Iterable[Fault]:
    for place, draft in enumerate(drafts, start=1):
        if draft.number not in known:
            yield Fault(f"feature {place}", f"no region has the number {draft.number}; import the regions first")
        elif tenant_of(draft.number) is None:
            yield Fault(f"feature {place}", "is a province; outlines are kept from the kabupaten down")
