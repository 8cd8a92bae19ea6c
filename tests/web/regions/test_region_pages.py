from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from rembuk.regions.importing import import_boundaries
from rembuk.regions.models import Population, Region
from rembuk.regions.presets import load_presets
from tests.cast import MONDAY, Cast, next_door, play
from tests.voices.scenes import opened
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def page_of(response) -> Page:
    return read(response)


@pytest.fixture
def crew() -> Cast:
    load_presets(at=MONDAY)
    return play()


def open_page(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return page_of(response)


def test_a_kampung_shows_its_neighbours_its_words_and_its_needs(crew):
    need, _voice = opened(crew, "road", title="Perbaikan jalan dusun tiga")

    page = open_page("/en/wilayah/18.02.02.2005")

    assert "Perbaikan jalan dusun tiga" in page.text
    assert f"/en/k/{need.code}" in page.links
    assert "kepala kampung" in page.text
    assert "/en/wilayah/18.02.02.2010" in page.links
    assert "34173" in page.text


def test_a_kampung_does_not_show_the_needs_of_another(crew):
    opened(crew, "road", title="Perbaikan jalan dusun tiga")

    assert "Perbaikan jalan" not in open_page("/wilayah/18.02.02.2006").text


def test_a_population_is_shown_with_its_source_or_as_not_known(crew):
    assert "Not known yet" in open_page("/en/wilayah/18.02.02.2005").text
    Population.objects.create(region=crew.kampung, people=3214, source="BPS 2025", counted_on=date(2025, 6, 30))

    page = open_page("/en/wilayah/18.02.02.2005")

    assert "3,214" in page.text
    assert "BPS 2025" in page.text


def test_a_kecamatan_shows_all_its_kampung_on_a_map(crew):
    page = open_page("/wilayah/18.02.02")

    assert {f"/wilayah/18.02.02.{number}" for number in range(2001, 2018)} <= set(page.links)


def test_a_kecamatan_is_drawn_by_its_boundaries_once_they_are_known(crew, tmp_path):
    ring = "[[105.0,-5.1],[105.1,-5.1],[105.1,-5.2],[105.0,-5.1]]"
    codes = Region.objects.filter(parent=crew.kecamatan).values_list("code", flat=True)
    features = ",".join(
        f'{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
        for code in codes
    )
    path = tmp_path / "batas.geojson"
    path.write_text(f'{{"type":"FeatureCollection","features":[{features}]}}')
    before = Client().get("/wilayah/18.02.02").content.decode()

    import_boundaries(path, by=None, at=MONDAY)

    after = Client().get("/wilayah/18.02.02").content.decode()
    assert (before.count("<rect"), before.count("<path class")) == (17, 0)
    assert (after.count("<rect"), after.count("<path class")) == (0, 17)


def test_a_kabupaten_lists_its_kecamatan(crew):
    assert "/wilayah/18.02.01" in open_page("/wilayah/18.02").links


def test_another_spelling_of_a_code_leads_to_the_page(crew):
    response = Client().get("/wilayah/1802022005")

    assert (response.status_code, response.headers["Location"]) == (301, "/wilayah/18.02.02.2005")


@pytest.mark.parametrize("code", ["18.02.02.2999", "x", "18", "18.04.04.2007", "18.12.01.2001", "99.99"])
def test_a_place_that_is_not_of_this_kabupaten_has_no_page(crew, code):
    next_door()

    assert Client().get(f"/wilayah/{code}").status_code == 404


def test_a_name_that_two_places_share_offers_both_with_their_kecamatan(crew):
    page = open_page("/wilayah?q=bangunrejo")

    assert "Bangun Rejo, Kec. Gunung Sugih" in page.text
    assert {"/wilayah/18.02.02.2005", "/wilayah/18.02.04.2011"} <= set(page.links)


def test_without_a_name_the_kampung_of_the_programme_are_listed(crew):
    links = set(open_page("/wilayah").links)

    assert "/wilayah/18.02.02.2017" in links
    assert "/wilayah/18.02.04.2011" not in links


def test_a_name_that_nobody_has_finds_none_and_is_shown_harmlessly(crew):
    response = Client().get("/wilayah", {"q": "<script>x</script>"})

    assert response.status_code == 200
    assert b"<script>x" not in response.content
