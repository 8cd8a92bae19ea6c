"""Open figures: fates that add up, days, ways in, and nothing so small that it points at somebody."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.journeys.figures import (
    SMALLEST_SHOWN,
    Cell,
    Spread,
    figures_of_places,
    spread_of,
    without_small_cells,
)
from rembuk.voices.actions import answer_need, decline_need, withdraw_voice
from rembuk.voices.queries import voice_mix
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.voices.scenes import opened, received
from tests.web.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def test_every_fate_is_counted_and_they_add_up(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    received(cast, "fresh")
    withdraw_voice(received(cast, "back", contact=cast.resident_phone), by=cast.resident, at=WEDNESDAY)

    text = read(client.get("/en/angka")).text

    assert "3 voices in all" in text
    for fate in ("Heard Voices 1", "Answered Voices 1", "Withdrawn Voices 1", "Declined Voices 0"):
        assert fate.replace(" Voices", "") in text


def test_how_long_answers_take_is_the_headline(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=THURSDAY)

    assert "Half of the answers come within 2 days" in read(client.get("/en/angka")).text


def test_before_the_first_voice_the_page_says_so(client: Client, cast: Cast) -> None:
    assert "No voices yet" in read(client.get("/en/angka")).text


def test_a_group_of_few_is_hidden_on_the_page(client: Client, cast: Cast) -> None:
    for number in range(SMALLEST_SHOWN + 1):
        received(cast, f"farmer {number}", group="farmers")
    received(cast, "one", group="disabled")

    text = read(client.get("/en/angka")).text

    assert "hidden" in text
    assert "People with disabilities 1" not in text


def test_one_small_cell_takes_the_next_smallest_with_it() -> None:
    cells = without_small_cells({"web": 40, "paper": 9, "sms": 2})

    assert cells == (Cell("web", 40), Cell("paper", None), Cell("sms", None))


def test_two_small_cells_hide_each_other() -> None:
    cells = without_small_cells({"web": 40, "kiosk": 1, "sms": 2})

    assert cells == (Cell("web", 40), Cell("sms", None), Cell("kiosk", None))


def test_what_is_large_enough_is_shown_largest_first() -> None:
    assert without_small_cells({"a": 5, "b": 7, "c": 5}) == (Cell("b", 7), Cell("a", 5), Cell("c", 5))


@pytest.mark.parametrize(
    ("days", "spread"),
    [
        ([], None),
        ([3], Spread(1, 3, 3, 3)),
        ([1, 2], Spread(2, 1, 1, 1)),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8], Spread(9, 2, 4, 6)),
    ],
)
def test_the_spread_is_the_middle_half(days: list[int], spread: Spread | None) -> None:
    assert spread_of(days) == spread


def test_the_places_of_a_region_add_up_to_the_whole(cast: Cast) -> None:
    here, _voice = opened(cast, "here")
    decline_need(here, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=WEDNESDAY)
    received(cast, "elsewhere", region=cast.other_kampung)
    received(cast, "above", region=cast.kecamatan)

    places = {place.name: place for place in figures_of_places(cast.kecamatan) if place.is_village}
    whole = figures_of_places(cast.kecamatan)

    assert sum(place.voices for place in whole) == 3
    assert (places["Bangun Rejo"].needs, places["Bangun Rejo"].decided, places["Bangun Rejo"].declined) == (1, 1, 1)
    assert (places["Sido Luhur"].voices, places["Sido Luhur"].needs) == (1, 0)


def test_groups_are_counted_where_they_were_named(cast: Cast) -> None:
    received(cast, "one", group="women")
    received(cast, "two")

    assert voice_mix(cast.kecamatan.number).groups == {"": 1, "women": 1}


def test_the_dictionary_explains_every_column_of_the_table(client: Client, cast: Cast) -> None:
    header = client.get("/kebutuhan.csv").getvalue().decode("utf-8-sig").splitlines()[0]

    page = read(client.get("/en/kamus-data"))

    assert header.split(",")
    for column in header.split(","):
        assert f" {column} " in page.text
