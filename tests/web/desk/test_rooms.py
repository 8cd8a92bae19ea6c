"""The pages of a negotiation room: closed lists stay closed, an agreement has both hands, the minutes can be taken."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial

import pytest
import time_machine

from rembuk.engines.negotiation import read_minutes
from rembuk.priorities.models import Room, RoomAct, RoomSeat, Round
from rembuk.priorities.states import RoomDeed, RoomParty, Shape, Way
from tests.cast import MONDAY
from tests.priorities.scenes import RESULT, ROUND, drafted
from tests.priorities.talking import LISTING, TALKING, act, agreed_room, listed_room, offer, seated_room, stage

pytestmark = pytest.mark.django_db
POSITION = {"about": "A", "points": "9", "words": "Longsor tiap hujan.", "interest": "Aman", "evidence": "Foto"}


def address(room) -> str:
    return f"/prioritas/{room.round_id}/ruang"


def read(client, room, at, path: str = "") -> str:
    with time_machine.travel(at, tick=False):
        answer = client.get(address(room) + path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def as_text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).replace("&nbsp;", " ").split())


def test_closed_lists_are_read_by_nobody(cast, client):
    room = listed_room(cast)

    page = read(client, room, LISTING)

    assert "A penting." not in page
    assert "Daftar masih tertutup" in page
    with time_machine.travel(LISTING, tick=False):
        assert client.get(address(room) + "/risalah.json").status_code == 404


def test_open_lists_stand_side_by_side(cast, client):
    page = read(client, listed_room(cast), TALKING)

    assert re.findall(r"(\d+) dari 10", page)[:4] == ["9", "2", "1", "10"]
    assert page.count("A penting.") == 2


def test_after_both_signatures_the_desk_shows_the_agreement_and_nothing_left_to_agree(cast, client_of):
    room = agreed_room(cast)

    with time_machine.travel(TALKING, tick=False):
        page = client_of(cast.council).get(f"/meja{address(room)}").content.decode()

    assert "Yang disepakati kedua pihak" in page
    assert f'href="{address(room)}/kesepakatan"' in page
    assert "Yang masih dirundingkan" not in page
    assert "Yang bisa disepakati" not in page


def test_an_offer_is_made_with_the_money_in_sight(cast, client_of):
    room = listed_room(cast)

    with time_machine.travel(TALKING, tick=False):
        page = client_of(cast.council).get(f"/meja{address(room)}").content.decode()

    assert "Jumlah biayanya paling banyak Rp\xa060.000.000." in page


def test_a_red_line_shows_its_price_and_its_reason(cast, client):
    room = listed_room(cast)
    act(room, RoomDeed.DRAW, cast.council, about="A", asks="must", words="Sudah dua kali longsor.")

    page = read(client, room, TALKING)

    assert "Sudah dua kali longsor." in page
    assert "Garis merah warga" in page
    assert re.search(r"Harganya Rp\s50.000.000", page)


def test_an_agreement_is_a_paper_with_what_was_not_agreed(cast, client):
    room = listed_room(cast)
    offer(room, cast.council, "B", "C")
    act(room, RoomDeed.ACCEPT, cast.head)
    act(room, RoomDeed.SIGN, cast.head)
    act(room, RoomDeed.SIGN, cast.council, words="Talud tetap yang utama.")

    page = read(client, room, TALKING, "/kesepakatan")

    assert "Talud tetap yang utama." in page
    assert "Sumur bor" in page


def test_page_and_paper_say_per_side_what_was_asked_why_and_what_became_of_it(cast, client):
    room = seated_room(cast)
    reason = {"interest": "Rumah tidak longsor", "evidence": "Foto"}
    act(room, RoomDeed.STATE, cast.council, LISTING, about="A", points=9, words="Talud dulu.", **reason)
    act(room, RoomDeed.STATE, cast.council, LISTING, about="B", points=0, words="Tidak perlu.")
    act(room, RoomDeed.STATE, cast.council, LISTING, about="C", points=5, words="Balita.")
    # Not on the list of the government, which values another way to do it all the same.
    act(room, RoomDeed.STATE, cast.head, LISTING, about="B", points=8, words="Air bersih.")
    half = {"shape": Shape.CUT, "cost_rupiah": 30_000_000}
    act(room, RoomDeed.VARY, cast.head, TALKING, about="A", words="Talud separuh", **half)
    for person, points in ((cast.council, 6), (cast.head, 4)):
        act(room, RoomDeed.STATE, person, about="A1", points=points, words="Bisa.")
    offer(room, cast.council, "A1", "B")
    act(room, RoomDeed.ACCEPT, cast.head)
    before = read(client, room, TALKING)
    act(room, RoomDeed.SIGN, cast.head)
    act(room, RoomDeed.SIGN, cast.council)

    page, paper = (as_text(read(client, room, TALKING, end)) for end in ("", "/kesepakatan"))

    assert "Warga: 6 dari 14 nilai" not in as_text(before)
    for shown in (page, paper):
        told = shown[shown.index("Warga: 6 dari 14 nilai") :]
        residents, government = told.split("Pemerintah: 12 dari 12 nilai")
        order = ["Talud Dusun 3 (9 dari 10)", "Rumah tidak longsor", "cara lain: Talud separuh", "Posyandu (5 dari 10)"]
        order.append("Dilepas: menunggu.")
        places = [residents.index(one) for one in order]
        assert places == sorted(places)
        assert "Tidak perlu." not in residents
        assert "Sumur bor (8 dari 10)" in government.split("Didapat: dibangun dengan")[0]
        assert "Talud Dusun 3 (4 dari 10)" in government


def test_there_is_no_paper_before_both_have_signed(cast, client):
    room = listed_room(cast)

    with time_machine.travel(TALKING, tick=False):
        answers = [client.get(f"{address(room)}/{name}").status_code for name in ("kesepakatan", "kesepakatan.pdf")]

    assert answers == [404, 404]


def test_the_pdf_of_an_agreement_is_a_pdf(cast, client):
    room = agreed_room(cast)

    with time_machine.travel(TALKING, tick=False):
        answer = client.get(address(room) + "/kesepakatan.pdf")

    assert answer.content.startswith(b"%PDF") or answer.status_code == 501


def test_anybody_takes_the_steps_again_from_the_file(cast, client):
    said = read(client, agreed_room(cast), TALKING, "/risalah.json").encode()

    terms, steps = read_minutes(said)

    assert (terms.rounds, len(steps), json.loads(said)["stage"]) == (2, 4, "agreed")


def test_the_wall_names_what_is_left_to_talk_about(cast, client):
    page = read(client, listed_room(cast), TALKING, "/layar")

    assert ["Talud Dusun 3" in page, "Sumur bor" in page, "Posyandu" in page] == [True, True, True]


def test_the_clock_lets_the_rule_decide_on_the_page_too(cast, client):
    page = read(client, listed_room(cast), RESULT)

    assert "Yang diputuskan aturan yang diumumkan" in page


# --- at the desk ---------------------------------------------------------------------------------------------------


def post(sign_in, room, do: str, at=TALKING, **said):
    with time_machine.travel(at, tick=False):
        client = sign_in()
        page = client.get(f"/meja{address(room)}").content.decode()
        key = re.search(rf'name="{do}-key" value="([^"]+)"', page)
        fields = {f"{do}-{name}": value for name, value in said.items()}
        return client.post(f"/meja{address(room)}", {"do": do, f"{do}-key": (key and key[1]) or "", **fields})


def offered(sign_in, room, at=TALKING) -> list[str]:
    with time_machine.travel(at, tick=False):
        return re.findall(r'name="do" value="(\w+)"', sign_in().get(f"/meja{address(room)}").content.decode())


def test_two_accounts_go_from_lists_to_an_agreement_at_the_desk(cast, client_of):
    room = seated_room(cast)
    council, head = partial(client_of, cast.council), partial(client_of, cast.head)
    for side in (council, head):
        assert post(side, room, "state", LISTING, **POSITION).status_code == 302

    answers = [
        post(council, room, "offer", chosen=["A"], words="Talud dahulu."),
        post(head, room, "accept"),
        post(head, room, "sign", words=""),
        post(council, room, "sign", words=""),
    ]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert stage(room) == "agreed"


def test_a_form_sent_twice_is_done_once(cast, client_of):
    room = listed_room(cast)
    with time_machine.travel(TALKING, tick=False):
        client = client_of(cast.council)
        page = client.get(f"/meja{address(room)}").content.decode()
        key = re.search(r'name="offer-key" value="([^"]+)"', page)
        assert key
        sent = {"do": "offer", "offer-key": key[1], "offer-chosen": ["B", "C"], "offer-words": "Usul."}

        answers = [client.post(f"/meja{address(room)}", sent).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert RoomAct.objects.filter(room=room, deed=RoomDeed.OFFER).count() == 1


def test_nobody_is_offered_what_the_talks_do_not_allow(cast, client_of):
    room = listed_room(cast)
    offer(room, cast.council, "B", "C")

    council, head = offered(partial(client_of, cast.council), room), offered(partial(client_of, cast.head), room)

    assert "accept" not in council
    assert "accept" in head
    assert offered(partial(client_of, cast.monitor), room) == []


def test_whoever_does_not_sit_there_is_offered_the_seat_that_is_theirs(cast, client_of):
    room = seated_room(cast)

    assert offered(partial(client_of, cast.secretary), room) == ["sit_government"]
    post(partial(client_of, cast.secretary), room, "sit_government")
    assert RoomSeat.objects.filter(room=room, party=RoomParty.GOVERNMENT).count() == 2


def test_an_offer_without_the_money_is_refused_in_its_form(cast, client_of):
    room = listed_room(cast)

    answer = post(partial(client_of, cast.council), room, "offer", chosen=["A", "B"], words="Semua.")

    assert answer.status_code == 422
    assert RoomAct.objects.filter(deed=RoomDeed.OFFER).exists() is False


def test_another_way_is_shown_and_valued_at_the_desk(cast, client_of):
    room = listed_room(cast)
    head = partial(client_of, cast.head)

    shown = post(head, room, "vary", about="A", shape=Shape.CUT, words="Separuh.", cost_rupiah="25.000.000")
    valued = post(head, room, "state", **{**POSITION, "about": "A1"})

    assert (shown.status_code, valued.status_code) == (302, 302)


def test_a_room_is_listed_for_those_who_may_sit_there(cast, client_of):
    room = seated_room(cast)

    pages = [client_of(person).get("/meja/ruang").content.decode() for person in (cast.council, cast.monitor)]

    assert [room.round.title in page for page in pages] == [True, True]


def test_the_room_of_the_kecamatan_is_listed_for_those_of_a_kampung_who_may_enter_it(cast, client_of):
    room = seated_room(cast)
    Round.objects.filter(pk=room.round_id).update(region=cast.kecamatan, region_number=cast.kecamatan.number)

    with time_machine.travel(TALKING, tick=False):
        for person, may_enter in ((cast.council, True), (cast.secretary, False)):
            client = client_of(person)
            listed = room.round.title in client.get("/meja/ruang").content.decode()
            assert (listed, client.get(f"/meja{address(room)}").status_code == 200) == (may_enter, may_enter)


def test_the_secretary_announces_the_terms_at_the_desk(cast, client_of):
    round_ = drafted(cast, replace(ROUND, way=Way.TALKS))
    said = {"terms-offers_each": "3", "terms-residents_share": "50", "terms-review_on": "2027-06-01"}
    with time_machine.travel(MONDAY, tick=False):
        answer = client_of(cast.secretary).post(f"/meja/prioritas/{round_.pk}", {"do": "terms", **said})

    assert answer.status_code == 302
    assert Room.objects.get(round=round_).offers_each == 3
