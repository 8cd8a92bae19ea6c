from __future__ import annotations

import pytest

from rembuk.regions.models import Tier
from rembuk.regions.numbering import NotARegionCode, number_of, parent_code, path_of, tenant_of, tidy_code, tier_of


@pytest.mark.parametrize(
    ("code", "number", "tier"),
    [
        ("18", 1_800_000_000, Tier.PROVINCE),
        ("18.02", 1_802_000_000, Tier.REGENCY),
        ("18.02.02", 1_802_020_000, Tier.SUBDISTRICT),
        ("18.02.02.2005", 1_802_022_005, Tier.VILLAGE),
    ],
)
def test_a_code_has_one_number_and_one_tier(code, number, tier):
    assert (number_of(code), tier_of(code)) == (number, tier)


@pytest.mark.parametrize("spelling", ["18.02.02.2005", "1802022005", " 18.02.02.2005 ", "18 02 02 2005"])
def test_a_code_is_known_in_every_usual_spelling(spelling):
    assert tidy_code(spelling) == "18.02.02.2005"


@pytest.mark.parametrize(
    ("padded", "code"), [("1802020000", "18.02.02"), ("1802000000", "18.02"), ("1800000000", "18")]
)
def test_a_padded_number_is_the_code_it_stands_for(padded, code):
    assert tidy_code(padded) == code


@pytest.mark.parametrize(
    "text", ["", "1", "18.2", "18.02.2.9", "18.02.02.5", "18.02.02.2005.1", "Bangun Rejo", "١٨", "18-02"]
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(NotARegionCode):
        tidy_code(text)


def test_a_code_names_the_regions_around_it():
    assert path_of(1_802_022_005) == (1_800_000_000, 1_802_000_000, 1_802_020_000, 1_802_022_005)
    assert path_of(1_800_000_000) == (1_800_000_000,)
    assert (parent_code("18.02.02.2005"), parent_code("18")) == ("18.02.02", None)
    assert (tenant_of(1_802_022_005), tenant_of(1_800_000_000)) == (1802, None)
