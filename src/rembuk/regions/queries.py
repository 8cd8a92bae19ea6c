"""Questions about the tree."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from rembuk.kernel.texts import name_key
from rembuk.regions.models import Alias, Border, Locality, Population, Region, Tier, Word
from rembuk.regions.numbering import NotARegionCode, path_of, tidy_code

MOST_FOUND = 20


class UnknownRegion(LookupError):
    """No region has this code."""


class UnknownWord(LookupError):
    """No region on the way up says what this is called."""


def region_by_code(code: str) -> Region:
    """Return the region of an official code, with or without dots; raise UnknownRegion."""
    try:
        return Region.objects.select_related("parent").get(code=_tidy(code))
    except Region.DoesNotExist as error:
        raise UnknownRegion(code) from error


def subtree(region: Region) -> QuerySet[Region]:
    """Return a region and everything inside it, by number."""
    return Region.objects.filter(number__range=(region.number, region.last_number)).order_by("number")


def villages_of(region: Region) -> QuerySet[Region]:
    """Return the kampung that exist inside a region, itself included if it is one, by number."""
    return subtree(region).filter(tier=Tier.VILLAGE, valid_to__isnull=True)


def ancestors_of(region: Region) -> QuerySet[Region]:
    """Return the regions around a region, from the province down, without itself."""
    return Region.objects.filter(number__in=path_of(region.number)[:-1]).order_by("number")


def neighbours_of(region: Region) -> QuerySet[Region]:
    """Return the regions that share a border with a region, by name."""
    left = Border.objects.filter(right=region).values("left")
    right = Border.objects.filter(left=region).values("right")
    return Region.objects.filter(Q(number__in=left) | Q(number__in=right)).order_by("name", "number")


def find_regions(text: str, *, within: Region | None = None, tier: Tier | None = None) -> list[Region]:
    """Return regions whose name, or another name, is spelled so: exact spellings, else beginnings, else parts of names.

    Case, spaces and accents do not count, so "bangunrejo" finds Bangun Rejo and also Bangunrejo, another place in the
    same kabupaten: show them with `full_name`. By name, then number, at most twenty; each comes with its parent.
    """
    key = name_key(text)
    if not key:
        return []
    regions = Region.objects.select_related("parent").filter(valid_to__isnull=True)
    if within is not None:
        regions = regions.filter(number__range=(within.number, within.last_number))
    if tier is not None:
        regions = regions.filter(tier=tier)
    for spelling in ({"key": key}, {"key__startswith": key}, {"key__contains": key}):
        named = Alias.objects.filter(**spelling).values("region")
        if found := list(regions.filter(number__in=named).order_by("name", "number")[:MOST_FOUND]):
            return found
    return []


def full_name(region: Region) -> str:
    """Return a name with the region around it, "Bangun Rejo, Kec. Gunung Sugih", because names repeat."""
    return f"{region.name}, {short_name(region.parent)}" if region.parent else region.name


def short_name(region: Region) -> str:
    """Return a name as addresses write it: a kecamatan often has the name of one of its kampung."""
    return f"Kec. {region.name}" if region.tier == Tier.SUBDISTRICT else region.name


def word(region: Region, key: str, language: str) -> str:
    """Return what something is called in a region; the nearest region that says so decides. Raise UnknownWord."""
    try:
        return words_of(region, language)[key]
    except KeyError as error:
        raise UnknownWord(key) from error


def words_of(region: Region, language: str) -> dict[str, str]:
    """Return what things are called in a region, with what it inherits; Indonesian where the language lacks a word."""
    said = Word.objects.filter(region_id__in=path_of(region.number), language__in={"id", language})
    # Ever nearer regions overwrite, and at each the asked language comes last: True sorts behind False.
    rows = sorted(
        said.values_list("region_id", "language", "key", "text"), key=lambda row: (row[0], row[1] == language)
    )
    return {key: text for _region, _language, key, text in rows}


def region_and_population(code: str) -> tuple[Region, Population | None]:
    """Return a region with the latest count of its people, None where nobody has told one; raise UnknownRegion."""
    told = {name: F(f"populations__{name}") for name in ("people", "source", "counted_on")}
    regions = Region.objects.select_related("parent").filter(code=_tidy(code)).annotate(**told)
    region = regions.order_by("-populations__counted_on", "populations__source").first()
    if region is None:
        raise UnknownRegion(code)
    people = {name: getattr(region, name) for name in told}
    return region, None if people["people"] is None else Population(region=region, **people)


def _tidy(code: str) -> str:
    try:
        return tidy_code(code)
    except NotARegionCode as error:
        raise UnknownRegion(code) from error


def localities_of(region: Region) -> QuerySet[Locality]:
    """Return the hamlets and neighbourhoods that exist in a kampung, in the order people count them."""
    return every_locality_of(region).filter(ended_on=None)


def every_locality_of(region: Region) -> QuerySet[Locality]:
    """Return the hamlets and neighbourhoods of a kampung, also those that ended, in the order people count them."""
    # "10" comes after "9": shorter labels first.
    ordered = Locality.objects.filter(region=region).order_by("kind", Length("label"), "label", "id")
    return ordered.select_related("around__around")


def hamlet_names(village_numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return what the hamlets that exist are called, kampung by kampung, in the order people count them."""
    living = Locality.objects.filter(region_id__in=village_numbers, kind=Locality.Kind.HAMLET, ended_on=None)
    names: dict[int, list[str]] = {}
    for place in living.order_by("region_id", Length("label"), "label", "id"):
        names.setdefault(place.region_id, []).append(str(place))
    return names
