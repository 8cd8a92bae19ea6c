"""The first page: three questions, one button, the thread, and where to look up a number."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.voices.actions import answer_need, decline_need
from tests.cast import WEDNESDAY, Cast
from tests.voices.scenes import opened, received
from tests.web.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def test_the_three_questions_are_answered_with_figures(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road")
    refused, _voice = opened(cast, "fence")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    decline_need(refused, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=WEDNESDAY)
    received(cast, "fresh")

    text = read(client.get("/en/")).text

    assert "What did residents ask? 3 voices, 2 needs" in text
    assert "What was decided, and why? 2 decisions, 1 of them a no" in text
    assert "What has been built, for how much, and does it work? Nothing recorded here yet" in text


def test_the_button_the_thread_and_the_search_are_there(client: Client, cast: Cast) -> None:
    page = read(client.get("/"))

    assert "/sampaikan" in page.links
    assert page.fields["nomor"] == ""
    assert "/angka" in page.links


def test_the_newest_answers_stand_with_what_was_asked(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road", title="Jalan Dusun 3")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    page = read(client.get("/"))

    assert "Dikerjakan bulan depan." in page.text
    assert page.links.count(f"/k/{need.code}") == 2


def test_before_anybody_has_spoken_the_page_invites_to_be_first(client: Client, cast: Cast) -> None:
    assert "Be the first to say what your kampung needs." in read(client.get("/en/")).text


def test_the_kampung_lead_to_their_pages_from_the_map(client: Client, cast: Cast) -> None:
    type(cast.kampung).objects.filter(pk=cast.kampung.pk).update(tile_column=0, tile_row=0)

    assert f"/wilayah/{cast.kampung.code}" in read(client.get("/")).links


def test_where_no_programme_runs_there_is_no_page_yet(client: Client) -> None:
    assert client.get("/").status_code == 404
