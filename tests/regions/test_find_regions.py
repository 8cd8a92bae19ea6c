from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rembuk.regions.models import Tier
from rembuk.regions.presets import load_presets
from rembuk.regions.queries import (
    UnknownRegion,
    ancestors_of,
    find_regions,
    full_name,
    region_and_population,
    region_by_code,
    subtree,
    villages_of,
)
from rembuk.regions.surroundings import surroundings_of

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _presets():
    load_presets(at=MONDAY)


@pytest.mark.parametrize("spelling", ["Bangun Rejo", "bangunrejo", "BANGUN-REJO", " Bangun  rejo "])
def test_both_kampung_of_the_same_name_are_offered_with_their_kecamatan(spelling):
    found = find_regions(spelling, tier=Tier.VILLAGE)

    assert [(region.code, full_name(region)) for region in found] == [
        ("18.02.02.2005", "Bangun Rejo, Kec. Bangun Rejo"),
        ("18.02.04.2011", "Bangun Rejo, Kec. Gunung Sugih"),
    ]


def test_within_a_kecamatan_there_is_one():
    found = find_regions("bangunrejo", tier=Tier.VILLAGE, within=region_by_code("18.02.02"))

    assert [region.code for region in found] == ["18.02.02.2005"]


def test_another_name_finds_the_same_place():
    assert [region.code for region in find_regions("Lamteng")] == ["18.02"]


def test_a_beginning_is_enough_where_no_name_is_spelled_so():
    found = find_regions("sido lu", within=region_by_code("18.02.02"))

    assert [region.name for region in found] == ["Sido Luhur"]


def test_a_part_is_enough_where_no_name_begins_so():
    found = find_regions("pendowo", within=region_by_code("18.02.02"))

    assert [region.name for region in found] == ["Sri Pendowo"]


@pytest.mark.parametrize("text", ["", "  ", "…", "Atlantis"])
def test_what_names_no_place_finds_none(text):
    assert find_regions(text) == []


def test_a_code_that_nobody_has_is_unknown():
    with pytest.raises(UnknownRegion):
        region_by_code("18.02.02.9999")


def test_a_subtree_is_a_range_of_numbers():
    subdistrict = region_by_code("18.02.02")

    assert subtree(subdistrict).count() == 18
    assert villages_of(subdistrict).count() == 17
    assert list(villages_of(region_by_code("18.02.02.2005"))) == [region_by_code("18.02.02.2005")]
    assert [region.code for region in ancestors_of(region_by_code("18.02.02.2005"))] == ["18", "18.02", "18.02.02"]


def test_surroundings_are_read_at_once():
    with CaptureQueriesContext(connection) as queries:
        here = surroundings_of(1_802_022_005)

    assert len(queries) == 1
    assert [region.code for region in here.around] == ["18", "18.02", "18.02.02"]
    assert [region.name for region in here.beside] == [
        "Cimarias",
        "Sido Luhur",
        "Sido Rejo",
        "Sinar Luas",
        "Sinar Seputih",
    ]
    assert (here.inside, here.count) == ((), None)


def test_inside_a_kecamatan_are_its_kampung():
    here = surroundings_of(1_802_020_000)

    assert [place.region.number for place in here.inside] == list(range(1_802_022_001, 1_802_022_018))


def test_a_population_that_nobody_told_is_not_known():
    assert region_and_population("18.02.02.2005") == (region_by_code("18.02.02.2005"), None)
