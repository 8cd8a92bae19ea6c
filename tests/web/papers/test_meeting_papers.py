"""The papers of a meeting: page and PDF say the same, in the form of the law."""

from __future__ import annotations

import sys

import pytest
from django.test import Client

from rembuk.meetings.actions import add_annex, close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.sealing import short_checksum
from rembuk.meetings.states import Crowd, EntryKind, Measure, Method
from rembuk.web.meetings.showing import Shown
from rembuk.web.papers import meetings
from tests.cast import THURSDAY, WEDNESDAY, Cast, key_of
from tests.documents.reading import squeezed
from tests.documents.sheets import HOSTILE
from tests.meetings.scenes import called, count, decide, ready_to_close, running, write
from tests.voices.scenes import opened
from tests.web.pages import read
from tests.web.papers.comparing import FIELDS, fields_of_form, missing_from, pdf_at

LONG = "Aleksandrovich" * 7


def closed(cast: Cast, words: str = "Jembatan lebih perlu.", name: str = "Bu Contoh") -> Meeting:
    meeting = ready_to_close(cast)
    meeting.refresh_from_db()
    decision = decide(cast, meeting)
    count(cast, meeting, Crowd.DISABLED, 3)
    count(cast, meeting, Crowd.WOMEN, 8, Measure.SPOKE)
    need, _voice = opened(cast)
    write(cast, meeting, "rank", EntryKind.RANKED, need=need, method=Method.HANDS, count=9)
    write(
        cast, meeting, "no", EntryKind.OBJECTED, words=words, target=decision, name=name[:100], wants_to_be_named=True
    )
    write(cast, meeting, "view", EntryKind.VIEWED, words=words)
    write(cast, meeting, "yes", EntryKind.TASKED, words=words, owner=name[:100], due_on=THURSDAY.date())
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    add_annex(meeting, key_of("annex"), words, by=cast.facilitator, at=THURSDAY)
    return Meeting.objects.select_related("region", "locality", "programme").get(pk=meeting.pk)


def minutes_of(meeting: Meeting):
    return meetings.minutes(Shown(meeting, THURSDAY), f"http://testserver/m/{meeting.code}")


def test_page_and_pdf_of_the_minutes_say_every_word_of_the_same_paper(cast: Cast):
    meeting = closed(cast)
    paper = minutes_of(meeting)

    page = read(Client().get(f"/m/{meeting.code}/berita-acara"))
    drawn = pdf_at(f"/m/{meeting.code}/berita-acara.pdf")

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper) == []
    assert f"/m/{meeting.code}/berita-acara.pdf" in page.links


def test_page_and_pdf_of_the_invitation_say_every_word_of_the_same_paper(cast: Cast):
    meeting = called(cast)
    paper = meetings.invitation(Shown(meeting, THURSDAY), f"http://testserver/m/{meeting.code}")

    page = read(Client().get(f"/m/{meeting.code}/undangan"))
    drawn = pdf_at(f"/m/{meeting.code}/undangan.pdf")

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper) == []
    assert f"/m/{meeting.code}/undangan.pdf" in page.links


def test_the_minutes_hold_every_field_that_the_law_asks_for(cast: Cast):
    meeting = closed(cast)
    fields = fields_of_form("Berita acara musyawarah")

    drawn = pdf_at(f"/m/{meeting.code}/berita-acara.pdf")

    assert [(name, said) for name in fields for said in FIELDS[name] if squeezed(said) not in drawn.text] == []


def test_the_pdf_shows_the_checksum_that_was_sealed_and_leads_to_the_page(cast: Cast):
    meeting = closed(cast)

    drawn = pdf_at(f"/m/{meeting.code}/berita-acara.pdf")

    assert squeezed(short_checksum(meeting.digest)) in drawn.text
    assert drawn.holds_square(f"http://testserver/m/{meeting.code}")


def test_small_numbers_are_masked_on_paper_as_on_the_page(cast: Cast):
    meeting = closed(cast)

    drawn = pdf_at(f"/m/{meeting.code}/berita-acara.pdf")

    assert squeezed("Penyandang disabilitas – disamarkan") in drawn.text


@pytest.mark.parametrize("name", [LONG, HOSTILE], ids=["long", "hostile"])
def test_names_and_words_stay_text_and_on_the_page(cast: Cast, name: str):
    meeting = closed(cast, words=name, name=name)

    drawn = pdf_at(f"/m/{meeting.code}/berita-acara.pdf")

    assert squeezed(name[:100]) in drawn.text
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


def test_the_same_minutes_are_the_same_bytes_whoever_asks_when(cast: Cast):
    meeting = closed(cast)

    first, second = (Client().get(f"/m/{meeting.code}/berita-acara.pdf") for _ in range(2))

    assert first.getvalue() == second.getvalue()
    assert (
        Client()
        .get(f"/m/{meeting.code}/berita-acara.pdf", headers={"if-none-match": first.headers["ETag"]})
        .status_code
        == 304
    )


def test_a_pdf_has_a_name_of_its_own_and_may_be_kept_as_long_as_its_page(cast: Cast):
    meeting = closed(cast)

    answer = Client().get(f"/m/{meeting.code}/berita-acara.pdf")

    page = Client().get(f"/m/{meeting.code}/berita-acara")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="berita-acara-{meeting.code}.pdf"'
    assert answer.headers["Cache-Control"] == page.headers["Cache-Control"]


def test_there_is_no_pdf_of_open_minutes(cast: Cast):
    assert Client().get(f"/m/{running(cast).code}/berita-acara.pdf").status_code == 404


def test_a_machine_that_cannot_draw_says_what_to_do_instead(cast: Cast, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    answer = Client().get(f"/m/{closed(cast).code}/berita-acara.pdf")

    assert answer.status_code == 501
    assert "cetak dari peramban" in answer.getvalue().decode()


def test_papers_of_a_demo_say_that_all_is_invented(cast: Cast, settings):
    settings.SIMULATOR = True

    assert squeezed("karangan") in pdf_at(f"/m/{closed(cast).code}/berita-acara.pdf").text
