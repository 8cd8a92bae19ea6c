"""The lists of a meeting: hands sign one before it is closed, and afterwards numbers and decisions stand on theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.meetings.models import Invitation, Meeting
from rembuk.meetings.sealing import short_checksum
from rembuk.meetings.states import Crowd
from rembuk.web.meetings.showing import Shown
from rembuk.web.papers import hall_lists
from tests.cast import THURSDAY, Cast
from tests.documents.reading import squeezed
from tests.documents.sheets import HOSTILE
from tests.meetings.scenes import called, running
from tests.web.pages import read
from tests.web.papers.comparing import FIELDS, fields_of_form, missing_from, pdf_at
from tests.web.papers.test_meeting_papers import LONG, closed


def href_of(meeting: Meeting) -> str:
    return f"http://testserver/m/{meeting.code}"


def test_page_and_pdf_of_the_list_to_sign_say_every_word_of_the_same_paper(cast: Cast):
    meeting = called(cast)
    paper = hall_lists.attendance_list(Shown(meeting, THURSDAY), href_of(meeting))

    page = read(Client().get(f"/m/{meeting.code}/daftar-hadir"))
    drawn = pdf_at(f"/m/{meeting.code}/daftar-hadir.pdf")

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper) == []


@pytest.mark.parametrize("words", [LONG, HOSTILE], ids=["long", "hostile"])
def test_the_list_to_sign_holds_every_field_that_the_law_asks_for_however_long_its_names(cast: Cast, words: str):
    meeting = called(cast)
    Meeting.objects.filter(pk=meeting.pk).update(title=words, place=words)
    fields = fields_of_form("Daftar hadir")

    drawn = pdf_at(f"/m/{meeting.code}/daftar-hadir.pdf")

    assert [(name, said) for name in fields for said in FIELDS[name] if squeezed(said) not in drawn.text] == []
    assert squeezed(words) in drawn.text
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


@pytest.mark.parametrize(("asked", "lines"), [(0, 20), (15, 20), (40, 45), (5_000, 200)])
def test_there_is_a_line_for_everybody_who_was_asked_and_some_more(cast: Cast, asked: int, lines: int):
    meeting = called(cast)
    Invitation.objects.filter(meeting=meeting).delete()
    Invitation.objects.create(meeting=meeting, group=Crowd.EVERYBODY, people=asked)

    page = read(Client().get(f"/m/{meeting.code}/daftar-hadir"))

    assert page.text.split().count(str(lines)) == 1
    assert str(lines + 1) not in page.text.split()


@pytest.mark.parametrize(
    ("address", "name"),
    [("daftar-hadir", "attendance_summary"), ("daftar-keputusan", "decision_list")],
    ids=["attendance", "decisions"],
)
@pytest.mark.parametrize("words", ["Jembatan lebih perlu.", LONG, HOSTILE], ids=["plain", "long", "hostile"])
def test_the_lists_of_a_closed_meeting_say_the_same_on_page_and_paper(cast: Cast, address: str, name: str, words: str):
    meeting = closed(cast, words=words, name=words)
    paper = getattr(hall_lists, name)(Shown(meeting, THURSDAY), href_of(meeting))

    page = read(Client().get(f"/m/{meeting.code}/{address}"))
    drawn = pdf_at(f"/m/{meeting.code}/{address}.pdf")

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper) == []
    assert drawn.holds_square(href_of(meeting))
    assert squeezed(short_checksum(meeting.digest)) in drawn.text
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


def test_the_summary_holds_numbers_and_masks_small_ones(cast: Cast):
    meeting = closed(cast)

    drawn = pdf_at(f"/m/{meeting.code}/daftar-hadir.pdf")

    assert squeezed("Jumlah hadir") in drawn.text
    assert squeezed("Penyandang disabilitas – disamarkan") in drawn.text


def test_the_page_of_a_meeting_leads_to_its_lists(cast: Cast):
    before, after = called(cast, "before"), closed(cast)

    assert f"/m/{before.code}/daftar-hadir" in read(Client().get(f"/m/{before.code}")).links
    links = read(Client().get(f"/m/{after.code}")).links
    assert f"/m/{after.code}/daftar-hadir" in links
    assert f"/m/{after.code}/daftar-keputusan" in links


def test_there_is_no_list_of_decisions_before_the_minutes_are_closed(cast: Cast):
    assert Client().get(f"/m/{running(cast).code}/daftar-keputusan").status_code == 404
