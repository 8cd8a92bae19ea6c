from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

import pytest

from rembuk.journeys.year.vocabulary import HAMLETS
from rembuk.kernel.texts import name_key

PRESETS = files("rembuk.regions").joinpath("presets")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(PRESETS.joinpath(name).read_text(encoding="utf-8").splitlines()))


HOME = {row["code"]: row for row in rows("lampung_tengah.csv")}
BANGUN_REJO = {code: row for code, row in HOME.items() if row["parent"] == "18.02.02"}


def test_lampung_tengah_has_all_its_kecamatan_and_kampung():
    assert Counter(row["tier"] for row in HOME.values()) == {
        "province": 1,
        "regency": 1,
        "subdistrict": 28,
        "village": 311,
    }
    assert sum(code.split(".")[-1].startswith("1") for code in HOME if len(code) == 13) == 10


@pytest.mark.parametrize("name", ["lampung_tengah.csv", "balik_bukit.csv"])
def test_every_region_comes_after_the_one_it_lies_in(name):
    seen = {""}
    for row in rows(name):
        assert row["parent"] in seen
        assert row["code"].rpartition(".")[0] == row["parent"]
        seen.add(row["code"])


def test_bangun_rejo_is_seventeen_kampung_with_a_place_a_post_code_and_a_tile():
    assert {int(code.replace(".", "")) for code in BANGUN_REJO} == set(HAMLETS)
    for row in BANGUN_REJO.values():
        assert row["postcode"] == "34173"
        assert -5.2 < float(row["latitude"]) < -5.0
        assert 104.9 < float(row["longitude"]) < 105.2
    tiles = {(int(row["tile_column"]), int(row["tile_row"])) for row in BANGUN_REJO.values()}
    assert len(tiles) == 17


def test_the_two_bangun_rejo_of_the_kabupaten_are_two_places():
    assert {code for code, row in HOME.items() if row["name"] == "Bangun Rejo" and row["tier"] == "village"} == {
        "18.02.02.2005",
        "18.02.04.2011",
    }


def test_an_alias_is_another_spelling_or_another_name_and_says_so_by_its_key():
    for row in BANGUN_REJO.values():
        for alias in filter(None, row["aliases"].split("; ")):
            assert name_key(alias) == name_key(row["name"]) or alias == "Soka Waringin"


def test_tiles_keep_west_and_east_and_most_neighbours():
    pairs = [
        (row, BANGUN_REJO[neighbour])
        for code, row in BANGUN_REJO.items()
        for neighbour in row["neighbours"].split("|")
        if code < neighbour
    ]
    touching = [
        max(
            abs(int(one["tile_column"]) - int(other["tile_column"])),
            abs(int(one["tile_row"]) - int(other["tile_row"])),
        )
        == 1
        for one, other in pairs
    ]

    assert len(pairs) == 33
    assert sum(touching) >= 0.85 * len(touching)
    kampung = list(BANGUN_REJO.values())
    for one in kampung:
        for other in kampung:
            if float(one["longitude"]) + 0.03 < float(other["longitude"]):
                assert int(one["tile_column"]) <= int(other["tile_column"])
            if float(one["latitude"]) > float(other["latitude"]) + 0.03:
                assert int(one["tile_row"]) <= int(other["tile_row"])


def test_both_kabupaten_have_a_word_for_the_same_things():
    words = {(row["code"], row["key"]) for row in rows("words.csv")}

    assert {key for code, key in words if code == "18.02"} == {key for code, key in words if code == "18.04"}
    assert all(row["id"] and row["en"] for row in rows("words.csv"))


def test_the_licence_of_the_region_data_travels_with_it():
    notice = PRESETS.joinpath("NOTICE").read_text(encoding="utf-8")

    assert "Copyright (c) 2017 Cahya DSN" in notice
    assert "Permission is hereby granted, free of charge" in notice
