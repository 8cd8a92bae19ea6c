"""A vote of residents at the desk: the roll, cards shown once, the table, and who may do what."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from rembuk.priorities.actions import hand_over_card
from rembuk.priorities.models import Card, PrintedSheet, RollEntry, SheetCount, Voting
from rembuk.priorities.queries import declaration_of, paper_readings
from rembuk.priorities.serials import draw_serial
from rembuk.priorities.states import CardState
from rembuk.web.papers.ballots import order_on
from tests.priorities.scenes import CLOSING, SIGNING, VOTING, Scene, declared, enrolled, opened, vote

AFTER = CLOSING + timedelta(hours=1)


def post(client, voting: Voting, do: str, **said: str | SimpleUploadedFile):
    return client.post(
        f"/meja/suara-warga/{voting.pk}", {"do": do, **{f"{do}-{name}": value for name, value in said.items()}}
    )


def sheets_of(scene: Scene, number: int) -> list[str]:
    """Print paper ballots for a vote and return their numbers."""
    drawn = Random(1)
    serials = [draw_serial(drawn.randrange) for _ in range(number)]
    PrintedSheet.objects.bulk_create(PrintedSheet(voting=scene.voting, serial=serial) for serial in serials)
    return serials


def keys_for(client, voting: Voting) -> list[str]:
    page = client.get(f"/meja/suara-warga/{voting.pk}").content.decode()
    return re.findall(r'name="do" value="(\w+)"', page)


def codes_on(answer) -> list[str]:
    return re.findall(r">(KS-\w{8})<", answer.content.decode())


def test_from_an_empty_roll_to_a_card_in_a_hand(cast, client_of):
    voting = declared(cast)

    entered = post(client_of(cast.officer), voting, "enter", hamlet=str(cast.hamlet.pk), names="Sari\n\n Budi \n")
    with time_machine.travel(SIGNING, tick=False):
        signed = post(client_of(cast.council), voting, "sign")
        cards = post(client_of(cast.monitor), voting, "cards", number="2")
        handed = post(client_of(cast.officer), voting, "hand", voter=str(RollEntry.objects.earliest("pk").pk))

    assert [one.status_code for one in (entered, signed, cards, handed)] == [302, 302, 200, 302]
    assert sorted(entry.name for entry in RollEntry.objects.all()) == ["Budi", "Sari"]
    assert RollEntry.objects.filter(has_card=True).count() == 1


def test_codes_are_shown_once_and_nobody_else_may_keep_the_page(cast, client_of):
    voting = declared(cast)
    enrolled(cast, voting, 2)

    with time_machine.travel(SIGNING, tick=False):
        monitor = client_of(cast.monitor)
        post(client_of(cast.council), voting, "sign")
        made = post(monitor, voting, "cards", number="2")
        later = monitor.get(f"/meja/suara-warga/{voting.pk}")

    assert (len(set(codes_on(made))), codes_on(later)) == (2, [])
    assert made["Cache-Control"] == "private, no-store"


def test_a_card_is_exchanged_at_the_table_and_a_used_one_is_refused_in_words(cast, client_of):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        officer = client_of(cast.officer)
        first = post(officer, scene.voting, "exchange", code=scene.codes[0])
        again = post(officer, scene.voting, "exchange", code=scene.codes[0])

    assert (first.status_code, again.status_code) == (302, 422)
    assert again.content.decode().count("Tidak ada kartu dengan kode ini") == 1
    assert Card.objects.filter(state=CardState.PAPER).count() == 1


def test_a_lost_card_is_void_and_its_new_code_is_shown(cast, client_of):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        answer = post(client_of(cast.monitor), scene.voting, "void", code=scene.codes[0], why="Hilang")

    assert (answer.status_code, len(set(codes_on(answer)))) == (200, 1)
    assert Card.objects.filter(state=CardState.VOID).count() == 1


def test_more_cards_than_voters_are_refused(cast, client_of):
    voting = declared(cast)
    enrolled(cast, voting, 2)

    with time_machine.travel(SIGNING, tick=False):
        post(client_of(cast.council), voting, "sign")
        answer = post(client_of(cast.monitor), voting, "cards", number="3")

    assert (answer.status_code, Card.objects.count()) == (422, 0)
    assert "Untuk 2 pemilih kartunya belum dibuat." in answer.content.decode()


def test_nobody_is_asked_for_cards_once_each_voter_has_one(cast, client_of):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        page = client_of(cast.monitor).get(f"/meja/suara-warga/{scene.voting.pk}").content.decode()

    assert "cards-number" not in page
    assert "print-number" in page


def test_printed_sheets_are_accounted_for_before_the_ballots_are_counted(cast, client_of):
    scene = opened(cast)
    sheets_of(scene, 5)

    with time_machine.travel(AFTER, tick=False):
        page = client_of(cast.council).get(f"/meja/suara-warga/{scene.voting.pk}").content.decode()

    assert "Dicetak: 5. Dibaca: 0." in page
    assert 'value="count"' not in page


@pytest.mark.parametrize(("who", "is_led_on"), [("secretary", True), ("council", False)])
def test_whoever_may_declare_a_vote_is_led_to_the_rounds_where_there_is_none(cast, client_of, who, is_led_on):
    page = client_of(getattr(cast, who)).get("/meja/suara-warga").content.decode()

    assert "Belum ada pemungutan suara" in page
    assert ('href="/meja/prioritas"' in page) is is_led_on


def test_sheets_that_do_not_add_up_are_refused_and_ballots_are_counted_after_the_end(cast, client_of):
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"A": 1})

    with time_machine.travel(AFTER, tick=False):
        council = client_of(cast.council)
        spoiled = sheets_of(scene, 5)[0]
        before = keys_for(council, scene.voting)
        wrong = post(council, scene.voting, "sheets", spoiled=spoiled[3:].lower(), unused="3")
        right = post(council, scene.voting, "sheets", spoiled=spoiled[3:].lower(), unused="4")
        after = keys_for(council, scene.voting)
        counted = post(council, scene.voting, "count")

    assert [one.status_code for one in (wrong, right, counted)] == [422, 302, 302]
    assert (before, after) == (["sheets", "read"], ["count"])
    assert (SheetCount.objects.count(), Voting.objects.get().counted_by) == (1, cast.council)


@pytest.mark.parametrize(
    ("who", "keys"),
    [
        ("officer", ["hand", "exchange", "read"]),
        ("monitor", ["print", "void"]),
        ("council", ["read", "later"]),
        ("secretary", ["read", "later"]),
    ],
)
def test_each_deed_is_offered_only_to_who_may(cast, client_of, who, keys):
    scene = opened(cast)
    sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        offered = keys_for(client_of(getattr(cast, who)), scene.voting)

    assert offered == keys


def test_names_stand_on_the_page_of_who_keeps_the_roll_alone(cast, client_of):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        pages = [
            client_of(one).get(f"/meja/suara-warga/{scene.voting.pk}").content.decode().count("Warga 3 ")
            for one in (cast.officer, cast.monitor, cast.council, cast.secretary)
        ]

    assert pages == [1, 0, 0, 0]


def test_the_list_has_the_votes_of_ones_own_kampung(cast, client_of):
    voting = declared(cast)

    pages = [client_of(one).get("/meja/suara-warga").content.decode() for one in (cast.officer, cast.other_officer)]

    assert [page.count(f"/meja/suara-warga/{voting.pk}") for page in pages] == [1, 0]


def test_a_sheet_counts_once_two_people_read_the_same(cast, client_of):
    scene = opened(cast)
    (seven,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        first, second = client_of(cast.officer), client_of(cast.secretary)
        read = [
            post(first, scene.voting, "read", serial=seven, chosen="A"),
            post(first, scene.voting, "read", serial=seven, chosen="A"),
            post(second, scene.voting, "read", serial=seven, chosen="B"),
            post(client_of(cast.council), scene.voting, "read", serial=seven, chosen="A"),
        ]

    assert [one.status_code for one in read] == [302, 422, 302, 302]
    assert paper_readings(scene.voting) == {seven: [{"A": 1}, {"B": 1}, {"A": 1}]}


def test_whoever_reads_is_told_which_sheets_need_another_reader_and_not_what_stands_on_them(cast, client_of):
    scene = opened(cast)
    seven, eight = sheets_of(scene, 2)

    with time_machine.travel(VOTING, tick=False):
        post(client_of(cast.officer), scene.voting, "read", serial=seven, chosen="A")
        post(client_of(cast.officer), scene.voting, "read", serial=eight, chosen="A")
        post(client_of(cast.secretary), scene.voting, "read", serial=eight, chosen="B")
        page = client_of(cast.council).get(f"/meja/suara-warga/{scene.voting.pk}").content.decode()

    named = r"</dt><dd><ul[^>]*>\s*<li><a href=\"[^\"]*\?lembar=(LS-\w+)\">\1</a></li>\s*</ul>"
    assert re.findall("Menunggu pembaca kedua" + named, page) == [seven]
    assert re.findall("orang ketiga[^<]*" + named, page) == [eight]
    assert "checked" not in page


def test_after_a_sheet_the_next_one_can_be_read_at_once(cast, client_of):
    scene = opened(cast)
    (seven,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        officer = client_of(cast.officer)
        read = post(officer, scene.voting, "read", serial=seven, chosen="A")
        page = officer.get(read["Location"]).content.decode()

    assert re.findall(r'<h2 id="do-(\w+)"', page) == ["read"]


def test_a_sheet_with_too_many_marks_is_refused_in_words(cast, client_of):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        answer = client_of(cast.officer).post(
            f"/meja/suara-warga/{scene.voting.pk}",
            {"do": "read", "read-serial": "007", "read-chosen": ["A", "B", "C"]},
        )

    assert (answer.status_code, paper_readings(scene.voting)) == (422, {})


@pytest.mark.parametrize("who", ["monitor", "council"])
def test_observers_read_who_did_what_and_what_to_ask(cast, client_of, who):
    scene = opened(cast)
    for entry in RollEntry.objects.filter(voting=scene.voting):
        hand_over_card(entry, by=cast.officer, at=VOTING)

    with time_machine.travel(VOTING, tick=False):
        page = client_of(getattr(cast, who)).get(f"/en/meja/suara-warga/{scene.voting.pk}/pengamatan").content.decode()

    assert f"{cast.officer}: One person handed out most of the cards." in page
    assert "Found: 100 %. Asked above 60 %." in page


@pytest.mark.parametrize("who", ["officer", "secretary", "head"])
def test_who_runs_a_vote_does_not_read_the_observers_page(cast, client_of, who):
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        answer = client_of(getattr(cast, who)).get(f"/meja/suara-warga/{scene.voting.pk}/pengamatan")

    assert answer.status_code == 403


def test_the_square_of_a_sheet_opens_its_reading_with_the_options_as_they_are_printed(cast, client_of):
    scene = opened(cast)
    declaration = declaration_of(scene.voting)
    serial = next(one for one in sheets_of(scene, 20) if order_on(one, declaration) == ["C", "A", "B"])

    with time_machine.travel(VOTING, tick=False):
        page = client_of(cast.officer).get(f"/meja/suara-warga/{scene.voting.pk}?lembar={serial}").content.decode()

    assert re.findall(r'name="read-chosen" value="(\w)"', page) == ["C", "A", "B"]
    assert page.count(f'value="{serial}"') == 1


def test_a_mistyped_number_of_a_sheet_is_told_at_the_field(cast, client_of):
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        answer = post(client_of(cast.officer), scene.voting, "read", serial=serial[:-1] + "X", chosen="A")

    assert (answer.status_code, paper_readings(scene.voting)) == (422, {})


def test_one_asks_for_a_later_end_another_grants_it_and_everybody_reads_why(cast, client_of, client):
    voting = opened(cast).voting
    later = {"day": "2026-12-04", "hour": "09:00", "why": "Jalan banjir."}

    with time_machine.travel(VOTING, tick=False):
        asked = post(client_of(cast.secretary), voting, "later", **later)
        waiting = client.get(f"/en/prioritas/{voting.round_id}").content.decode()
        alone = keys_for(client_of(cast.secretary), voting)
        granted = post(client_of(cast.council), voting, "extend")
        ballot, told = (
            client.get(f"/en/{page}").content.decode()
            for page in (f"pilih/{voting.pk}", f"prioritas/{voting.round_id}")
        )

    assert (asked.status_code, granted.status_code, "extend" in alone) == (302, 302, False)
    assert "Somebody asks for a later end" in waiting
    for page in (ballot, told):
        assert "Voting ends later than was declared" in page
        assert "Jalan banjir." in page
    assert Voting.objects.get().closes_at.isoformat() == "2026-12-04T02:00:00+00:00"


def test_an_end_that_is_no_later_is_refused_in_words(cast, client_of):
    voting = opened(cast).voting

    with time_machine.travel(VOTING, tick=False):
        refused = post(client_of(cast.secretary), voting, "later", day="2026-12-01", hour="13:00", why="Hujan.")

    assert refused.status_code == 422
    assert "Pemungutan suara tidak dapat berakhir saat itu" in refused.content.decode()
