"""One need at the desk: who is responsible, what is decided, and with which reason."""

from __future__ import annotations

import pytest

from rembuk.programmes.rules import Level
from rembuk.voices.actions import answer_need, merge_voice, route_need
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState
from tests.cast import TUESDAY, WEDNESDAY, Cast
from tests.voices.scenes import opened, tidied
from tests.web.pages import read


def page_of(need: Need, kind: str = "") -> str:
    return f"/en/meja/kebutuhan/{need.code}" + (f"?antrean={kind}" if kind else "")


def now_of(need: Need) -> Need:
    return Need.objects.select_related("answer").get(pk=need.pk)


def routed(cast: Cast, answer: str = "lane", name: str = "road") -> Need:
    need, _voice = opened(cast, name)
    route_need(need, answer, by=cast.officer, at=TUESDAY)
    return need


def test_the_desk_asks_which_road_and_writes_down_who_is_responsible(client_of, cast: Cast):
    need, _voice = opened(cast)
    client = client_of(cast.officer)

    page = read(client.get(page_of(need, "route")))
    client.post(page_of(need, "route"), {"do": "route", "route-answer": "provincial"})

    assert "not known yet" in page.text
    assert now_of(need).level == Level.PROVINCE


def test_what_is_not_the_villages_is_sent_on_with_a_reason(client_of, cast: Cast):
    need = routed(cast, "provincial")

    client_of(cast.officer).post(
        page_of(need, "forward"),
        {"do": "forward", "forward-reason": "BUKAN_KEWENANGAN", "forward-sentence": "Ini jalan provinsi."},
    )

    found = now_of(need)
    assert found.state == NeedState.FORWARDED
    assert found.answer.next_step


def test_the_head_answers_and_goes_on_to_the_next(client_of, cast: Cast):
    first, second = routed(cast, name="a"), routed(cast, name="b")
    client = client_of(cast.head)

    response = client.post(page_of(first, "answer"), {"do": "answer", "answer-sentence": "Dikerjakan bulan depan."})

    assert response["Location"] == f"/en/meja/kebutuhan/{second.code}?antrean=answer#kerja"
    assert now_of(first).answer.sentence == "Dikerjakan bulan depan."


@pytest.mark.parametrize(
    ("deed", "reason", "state"),
    [("postpone", "PAGU_TIDAK_CUKUP", NeedState.POSTPONED), ("decline", "SUDAH_DIBANGUN", NeedState.DECLINED)],
)
def test_a_refusal_takes_the_next_step_of_its_reason_unless_another_is_written(client_of, cast, deed, reason, state):
    plain, own = routed(cast, name="a"), routed(cast, name="b")
    client = client_of(cast.head)
    said = {"do": deed, f"{deed}-reason": reason, f"{deed}-sentence": "Belum bisa tahun ini."}

    client.post(page_of(plain), said)
    client.post(page_of(own), {**said, f"{deed}-next_step": "Tanyakan lagi bulan Juni."})

    assert now_of(plain).state == now_of(own).state == state
    assert now_of(plain).answer.next_step != ""
    assert now_of(own).answer.next_step == "Tanyakan lagi bulan Juni."


def test_without_a_reason_nothing_is_refused(client_of, cast: Cast):
    need = routed(cast)

    response = client_of(cast.head).post(page_of(need), {"do": "decline", "decline-sentence": "Tidak bisa."})

    page = read(response)
    assert (page.status, page.invalid) == (422, {"decline-reason"})
    assert page.fields["decline-sentence"] == "Tidak bisa."
    assert now_of(need).state == NeedState.OPEN


def test_a_reason_for_another_outcome_is_not_offered(client_of, cast: Cast):
    need = routed(cast)

    response = client_of(cast.head).post(
        page_of(need), {"do": "decline", "decline-reason": "PAGU_TIDAK_CUKUP", "decline-sentence": "Tidak bisa."}
    )

    assert response.status_code == 422


def test_an_officer_is_offered_no_decision(client_of, cast: Cast):
    need = routed(cast)

    response = client_of(cast.officer).post(page_of(need), {"do": "answer", "answer-sentence": "Ya."})

    assert response.status_code == 422
    assert now_of(need).state == NeedState.OPEN


def test_an_answered_need_is_taken_up_again_for_a_reason(client_of, cast: Cast):
    need = routed(cast)
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    client_of(cast.head).post(page_of(need), {"do": "reopen", "reopen-why": "Belum dikerjakan."})

    assert now_of(need).state == NeedState.OPEN


def test_some_voices_become_a_need_of_their_own(client_of, cast: Cast):
    need, first = opened(cast, "a")
    second = tidied(cast, "b")
    merge_voice(second, need, by=cast.officer, at=TUESDAY)
    client = client_of(cast.officer)
    said = {"do": "split", "split-title": "Jembatan Dusun 3", "split-why": "Hal lain."}

    all_of_them = client.post(page_of(need), {**said, "split-voices": [first.code, second.code]})
    client.post(page_of(need), {**said, "split-voices": [second.code]})

    assert "At least one voice stays." in read(all_of_them).text
    assert Need.objects.get(title="Jembatan Dusun 3").voice_count == 1
    assert now_of(need).voice_count == 1


@pytest.mark.parametrize("name", ["other_officer", "other_head", "monitor", "administrator", "moderator"])
def test_whoever_does_not_handle_it_is_refused(client_of, cast: Cast, name):
    need, _voice = opened(cast)

    assert client_of(getattr(cast, name)).get(page_of(need)).status_code == 403


@pytest.mark.parametrize("code", ["KB-22222", "nonsense"])
def test_an_unknown_number_is_not_found(client_of, cast: Cast, code):
    assert client_of(cast.officer).get(f"/meja/kebutuhan/{code}").status_code == 404
