"""The first page of the desk: what waits, how long it has waited, and for whom."""

from __future__ import annotations

import pytest

from rembuk.voices.actions import hold_voice
from rembuk.voices.holding import HoldReason
from tests.cast import MONDAY, Cast
from tests.voices.scenes import received, tidied
from tests.web.pages import read


def test_an_officer_finds_what_is_to_be_tidied_with_its_clock(client_of, cast: Cast):
    voice = received(cast)

    page = read(client_of(cast.officer).get("/en/meja"))

    assert "To tidy" in page.text
    assert "Last day: today" in page.text
    assert any(f"/meja/suara/{voice.code}" in link for link in page.links)


def test_what_is_late_says_by_how_many_working_days(client_of, cast: Cast):
    voice = received(cast)
    hold_voice(voice, [HoldReason.SPAM], by=None, at=MONDAY)

    page = read(client_of(cast.moderator).get("/en/meja"))

    assert "To check before it is shown" in page.text
    assert "2 working days late" in page.text


def test_each_person_sees_only_what_waits_for_them(client_of, cast: Cast):
    voice = received(cast)

    for person in (cast.other_officer, cast.head, cast.moderator, cast.monitor):
        assert voice.code not in read(client_of(person).get("/en/meja")).text


def test_an_empty_desk_says_so(client_of, cast: Cast):
    assert "Nothing waits" in read(client_of(cast.officer).get("/en/meja")).text


def test_whoever_works_for_several_kampung_may_look_at_one(client_of, cast: Cast):
    voice = received(cast, about_office=True)
    client = client_of(cast.camat_officer)

    here = read(client.get("/en/meja", {"kampung": cast.kampung.code}))
    elsewhere = read(client.get("/en/meja", {"kampung": cast.other_kampung.code}))

    assert voice.code in here.text
    assert f"kampung={cast.kampung.code}" in next(link for link in here.links if voice.code in link)
    assert voice.code not in elsewhere.text


@pytest.mark.parametrize("nonsense", ["antrean=nothing", "kampung=99.99", "antrean=&kampung="])
def test_an_address_with_nonsense_is_read_as_without(client_of, cast: Cast, nonsense):
    received(cast)

    assert "To tidy" in read(client_of(cast.officer).get(f"/en/meja?{nonsense}")).text


def test_the_report_counts_what_was_withheld_without_its_words(client_of, cast: Cast):
    from rembuk.voices.actions import withhold_voice

    voice = tidied(cast, words="Nomor saya 0812 3456 7890, tolong dibantu segera")
    withhold_voice(voice, "DATA_PRIBADI", "Ada nomor orang.", by=cast.moderator, at=MONDAY)

    page = read(client_of(cast.monitor).get("/en/meja/laporan"))

    assert "Ada nomor orang." in page.text
    assert voice.code in page.text
    assert "tolong dibantu segera" not in page.text
