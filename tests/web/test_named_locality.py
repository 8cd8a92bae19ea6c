from __future__ import annotations

import pytest

from rembuk.regions.models import Locality
from rembuk.web.speak.places import named_locality, rest_of_place

DUSUN = Locality(tenant=1802, kind="dusun", label="3", name="Dusun 3")
NAMED = Locality(tenant=1802, kind="dusun", label="IV", name="Sumber Agung")
NEIGHBOURHOOD = Locality(tenant=1802, kind="rt", label="07", name="")
KNOWN = [DUSUN, NAMED, NEIGHBOURHOOD]


@pytest.mark.parametrize("typed", ["Dusun 3", "dusun III", "dsn. 3", "DUSUN 03", "dsn 3 dekat musala"])
def test_a_hamlet_is_found_however_its_number_is_written(typed: str) -> None:
    assert named_locality(typed, KNOWN) is DUSUN


@pytest.mark.parametrize("typed", ["Sumber Agung", "sumberagung", "Dusun Sumber Agung", "dusun 4"])
def test_a_hamlet_is_found_by_its_name(typed: str) -> None:
    assert named_locality(typed, KNOWN) is NAMED


def test_the_finest_of_several_places_is_taken() -> None:
    assert named_locality("Dusun 3, RT 7", KNOWN) is NEIGHBOURHOOD


@pytest.mark.parametrize("typed", ["", "Dusun 9", "dekat pasar", "3"])
def test_a_place_nobody_knows_is_no_hamlet(typed: str) -> None:
    assert named_locality(typed, KNOWN) is None


def test_a_hamlet_that_is_known_is_not_said_twice() -> None:
    assert rest_of_place("Dusun 3", "samping masjid", DUSUN) == "samping masjid"
    assert rest_of_place("dsn III", "", DUSUN) == ""
    assert rest_of_place("sumber agung", "", NAMED) == ""


def test_what_no_known_hamlet_says_stays_beside_the_landmark() -> None:
    assert rest_of_place("Dusun 3 RT 99", "samping masjid", DUSUN) == "Dusun 3 RT 99, samping masjid"
    assert rest_of_place("Dusun 9", "", None) == "Dusun 9"


RT_OF_THREE = Locality(tenant=1802, kind="rt", label="1", around=DUSUN)
RT_OF_FOUR = Locality(tenant=1802, kind="rt", label="1", around=NAMED)
NUMBERED_ANEW = [DUSUN, NAMED, RT_OF_THREE, RT_OF_FOUR]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("RT 1", None),
        ("Dusun 3 RT 01", RT_OF_THREE),
        ("RT 1, Sumber Agung", RT_OF_FOUR),
        ("Dusun 9, RT 1", None),
    ],
)
def test_where_numbers_repeat_the_hamlet_says_which_is_meant(typed: str, meant: Locality | None) -> None:
    assert named_locality(typed, NUMBERED_ANEW) is meant


def test_a_place_said_with_what_it_lies_in_leaves_nothing_over() -> None:
    assert rest_of_place("Dusun 3, RT 01", "", RT_OF_THREE) == ""


def test_a_hamlet_is_found_by_the_name_it_had_and_by_another_word_for_it() -> None:
    renamed = Locality(tenant=1804, kind="dusun", label="5", name="Mulyo", former_names="Talang Ogan")

    assert named_locality("pemangku 5", [renamed]) is renamed
    assert named_locality("Pemangku Talang Ogan", [renamed]) is renamed
