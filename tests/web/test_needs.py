"""The list of needs, and the page of one."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from rembuk.voices.actions import (
    answer_need,
    decline_need,
    forward_need,
    open_need,
    reopen_need,
    route_need,
    support_need,
    tidy_voice,
)
from rembuk.voices.models import Need
from rembuk.voices.states import Confidentiality
from rembuk.web.needs import views
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY, Cast
from tests.voices.scenes import WORDS, opened, received
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def listed(client: Client, query: str = "") -> list[str]:
    """The numbers on a list, in its order."""
    page = read(client.get(f"/kebutuhan{query}"))
    return [link.removeprefix("/k/") for link in page.links if link.startswith("/k/")]


def shown(client: Client, need: Need, prefix: str = "") -> Page:
    return read(client.get(f"{prefix}/k/{need.code}"))


# --- The list ------------------------------------------------------------------------------------------------------


@pytest.fixture
def road(cast: Cast) -> Need:
    return opened(cast, "road")[0]


@pytest.fixture
def ditch(cast: Cast) -> Need:
    voice = received(cast, "ditch", words="Siring RT 02 mampet, kalau hujan banjir.")
    tidy_voice(voice, "Siring RT 02 tersumbat", "Banjir setiap hujan.", "road", by=cast.officer, at=TUESDAY)
    return open_need(voice, voice.title, by=cast.officer, at=TUESDAY)


def test_needs_stand_newest_first(client: Client, road: Need, ditch: Need) -> None:
    assert listed(client) == [ditch.code, road.code]


@pytest.mark.parametrize("words", ["dalan rusak", "JALAN", "perbaikan jln"])
def test_a_need_is_found_by_what_people_call_it(client: Client, road: Need, ditch: Need, words: str) -> None:
    assert listed(client, f"?q={words}") == [road.code]


@pytest.mark.parametrize("words", ["got", "selokan", "siring"])
def test_a_ditch_is_found_by_all_its_names(client: Client, road: Need, ditch: Need, words: str) -> None:
    assert listed(client, f"?q={words}") == [ditch.code]


def test_needs_are_narrowed_by_state_place_subject_and_level(
    client: Client, cast: Cast, road: Need, ditch: Need
) -> None:
    route_need(ditch, "between_villages", by=cast.officer, at=WEDNESDAY)
    decline_need(road, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=WEDNESDAY)

    assert listed(client, "?keadaan=declined") == [road.code]
    assert listed(client, "?wewenang=regency") == [ditch.code]
    assert listed(client, f"?kampung={cast.kampung.code}&bidang=road") == [ditch.code, road.code]
    assert listed(client, f"?kampung={cast.other_kampung.code}") == []


def test_a_choice_that_nobody_offers_is_no_choice(client: Client, road: Need) -> None:
    assert listed(client, "?keadaan=besok&kampung=1&bidang=%27&wewenang=x") == [road.code]


def test_what_is_chosen_can_be_taken_away_one_by_one(client: Client, road: Need) -> None:
    page = read(client.get("/kebutuhan?q=jalan&keadaan=open"))

    assert "/kebutuhan?keadaan=open" in page.links
    assert "/kebutuhan?q=jalan" in page.links
    assert page.fields["keadaan"] == "open"


def test_the_list_is_paged_by_key_forward_and_back(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    codes = [opened(cast, str(number))[0].code for number in range(5)][::-1]

    first = read(client.get("/kebutuhan?q=jalan"))
    older = next(link for link in first.links if "mulai=o" in link)
    second = read(client.get(older))
    newer = next(link for link in second.links if "mulai=n" in link)

    assert listed(client, "?q=jalan") == codes[:2]
    assert "q=jalan" in older
    assert [link for link in second.links if link.startswith("/k/")] == [f"/k/{code}" for code in codes[2:4]]
    assert listed(client, newer.removeprefix("/kebutuhan")) == codes[:2]


def test_a_place_in_the_list_that_no_page_named_is_not_there(client: Client, road: Need) -> None:
    assert client.get("/kebutuhan?mulai=zz").status_code == 404


def test_a_number_typed_into_the_search_leads_to_its_page(client: Client, road: Need) -> None:
    typed = road.code.lower().replace("-", " ")

    assert client.get("/kebutuhan", {"q": typed}).headers["Location"] == f"/k/{road.code}"
    assert client.get("/en/kebutuhan", {"q": typed}).headers["Location"] == f"/en/k/{road.code}"


def test_the_map_counts_what_is_chosen_and_leads_to_it(client: Client, cast: Cast, road: Need) -> None:
    type(cast.kampung).objects.filter(pk=cast.kampung.pk).update(tile_column=0, tile_row=0)

    on_map = read(client.get("/en/kebutuhan?peta=1&keadaan=open"))
    nothing = read(client.get("/en/kebutuhan?peta=1&keadaan=declined"))

    assert f"/en/kebutuhan?kampung={cast.kampung.code}&keadaan=open" in on_map.links
    assert "Most is asked in Bangun Rejo: 1 need" in on_map.text
    assert "No needs on the map yet" in nothing.text


# --- One need ------------------------------------------------------------------------------------------------------


def test_a_need_shows_what_people_said_beside_the_tidied_words(client: Client, road: Need) -> None:
    page = shown(client, road)

    assert WORDS in page.text
    assert "Jalan di depan musala Dusun 3 rusak." in page.text


def test_of_a_confidential_voice_the_need_shows_that_it_counts_and_no_more(client: Client, cast: Cast) -> None:
    need, voice = opened(cast, "quiet", confidentiality=Confidentiality.CONFIDENTIAL, words="Rahasia betul ini.")

    page = shown(client, need, "/en")

    assert "Rahasia betul ini." not in page.text
    assert "1 more voice is counted and not shown here." in page.text
    assert f"/en/s/{voice.code}" not in page.links


def test_an_open_need_says_who_answers_and_by_when(client: Client, road: Need) -> None:
    page = shown(client, road, "/en")

    assert "Village head" in page.text
    assert "Tuesday, 1 Dec 2026" in page.text


def test_an_answer_that_is_late_is_said_to_be_late(client: Client, road: Need) -> None:
    with time_machine.travel("2026-12-02T03:00:00Z", tick=False):
        page = shown(client, road, "/en")

    assert "The answer is late" in page.text


def test_a_refusal_is_shown_with_reason_next_step_and_role(client: Client, cast: Cast, road: Need) -> None:
    decline_need(
        road, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", "Ajukan bersama tetangga.", by=cast.head, at=WEDNESDAY
    )

    page = shown(client, road, "/en")

    for said in ("Hanya untuk satu rumah.", "Ajukan bersama tetangga.", "Village head", "Wednesday, 25 Nov 2026"):
        assert said in page.text
    assert cast.head.name not in page.text


def test_a_need_that_was_sent_on_names_the_office(client: Client, cast: Cast, road: Need) -> None:
    route_need(road, "between_villages", by=cast.officer, at=WEDNESDAY)
    forward_need(road, "BUKAN_KEWENANGAN", "Jalan ini milik kabupaten.", by=cast.officer, at=WEDNESDAY)

    page = shown(client, road)

    assert "dinas jalan kabupaten" in page.text


def test_the_history_tells_what_happened_in_order_and_in_which_role(client: Client, cast: Cast, road: Need) -> None:
    answer_need(road, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    reopen_need(road, "Ternyata belum dikerjakan.", by=cast.camat, at=THURSDAY)

    text = shown(client, road, "/en").text

    places = [text.index(said) for said in ("The need was opened", "Answered", "Taken up again")]
    assert places == sorted(places)
    assert "Head of sub-district" in text


@pytest.mark.parametrize("typed", ["kb {}", "KB{}", "kb-{}"])
def test_a_number_is_forgiven_its_spelling(client: Client, road: Need, typed: str) -> None:
    answer = client.get(f"/k/{typed.format(road.code.removeprefix('KB-').lower())}")

    assert answer.headers["Location"] == f"/k/{road.code}"


# --- Me too --------------------------------------------------------------------------------------------------------


def test_a_stranger_is_asked_to_sign_in_first_and_comes_back(client: Client, road: Need) -> None:
    answer = client.get(f"/k/{road.code}/dukung")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/masuk?next=%2Fk%2F{road.code}%2Fdukung"


def test_a_resident_says_me_too_once(client: Client, cast: Cast, road: Need) -> None:
    client.force_login(cast.neighbour)

    client.post(f"/k/{road.code}/dukung")
    answer = client.post(f"/k/{road.code}/dukung", follow=True)

    road.refresh_from_db()
    assert road.support_count == 1
    assert answer.status_code == 200
    assert "2 people ask for this" in shown(client, road, "/en").text


def test_a_support_is_taken_back(client: Client, cast: Cast, road: Need) -> None:
    support_need(road, cast.neighbour_phone, by=cast.neighbour, at=WEDNESDAY)
    client.force_login(cast.neighbour)

    client.post(f"/k/{road.code}/dukung", {"back": "1"})

    road.refresh_from_db()
    assert road.support_count == 0


def test_whoever_spoke_is_counted_already(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "own", contact=cast.resident_phone)
    client.force_login(cast.resident)

    page = read(client.get(f"/en/k/{need.code}/dukung"))

    assert "You are counted for this need." in page.text


def test_an_account_without_a_confirmed_contact_is_not_counted(client: Client, cast: Cast, road: Need) -> None:
    client.force_login(cast.monitor)

    page = read(client.post(f"/en/k/{road.code}/dukung"))

    road.refresh_from_db()
    assert road.support_count == 0
    assert "no confirmed phone number" in page.text


def test_nobody_else_sees_who_supports(client: Client, cast: Cast, road: Need) -> None:
    support_need(road, cast.neighbour_phone, by=cast.neighbour, at=WEDNESDAY)

    text = client.get(f"/k/{road.code}").content.decode()

    assert cast.neighbour_phone.value not in text
    assert str(cast.neighbour_phone.pk) not in text
