"""Papers as PDF: the same bytes for the same value, plain text whatever it says, nothing outside the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rembuk.documents import glyphs
from rembuk.documents.drawing import CannotDraw, can_draw, draw, draw_picture
from rembuk.documents.sheets import Form, Grid, Part, Point, Points, Signature, Size, Square, Words
from tests.documents.reading import Read, squeezed
from tests.documents.sheets import ADDRESS, HOSTILE, changed, sheet_of

FORMS = list(Form)
# A name in one piece, a name of many pieces, and a number nobody should have to read.
LONG = ("Aleksandrovich" * 14, "Siti " * 40, "9.999." * 30)
PRINT_ITS_CHECKSUM = """
import hashlib
from rembuk.documents.drawing import draw
from tests.documents.sheets import HOSTILE, sheet_of
print(hashlib.sha256(draw(sheet_of(HOSTILE))).hexdigest())
"""


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sheet_gives_the_same_bytes(form):
    assert draw(sheet_of("Musyawarah", form)) == draw(sheet_of("Musyawarah", form))


def test_neither_clock_nor_time_zone_nor_chance_of_a_process_changes_a_byte():
    def checksum(seed: str, zone: str) -> str:
        around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", PRINT_ITS_CHECKSUM]
        return subprocess.run(command, env=around, capture_output=True, text=True, check=True).stdout

    assert checksum("1", "Asia/Jakarta") == checksum("2", "America/Lima")


def test_another_day_is_another_paper():
    sheet = sheet_of("Musyawarah")

    assert draw(changed(sheet, drawn_on=date(2026, 11, 26))) != draw(sheet)


@pytest.mark.parametrize("form", FORMS)
def test_what_looks_like_markup_stays_text(form):
    read = Read(draw(sheet_of(HOSTILE, form)))

    assert squeezed(HOSTILE) in read.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", LONG, ids=["one piece", "many pieces", "a number"])
def test_nothing_leaves_the_page_however_long_a_name_is(form, words):
    read = Read(draw(sheet_of(words, form)))

    assert (read.letters_outside(), read.margins_are_white()) == ([], True)
    assert squeezed(words) in read.text


@pytest.mark.parametrize("form", FORMS)
def test_the_square_leads_to_the_address_and_to_no_other(form):
    read = Read(draw(sheet_of("Musyawarah", form)))

    assert (read.holds_square(ADDRESS), read.holds_square(f"{ADDRESS}X")) == (True, False)


def test_every_code_has_a_card_with_a_strip_and_eight_are_on_a_page():
    read = Read(draw(sheet_of("Kartu suara", Form.CARDS)))

    assert [read.text.count(f"KS-7KQ2M4R{number}") for number in range(9)] == [2] * 9  # And its strip.
    assert len(read.pages) == 2


def test_a_board_is_one_page_lying_down_and_all_else_on_paper_stands_on_a4():
    sizes = {form: [page.get_size() for page in Read(draw(sheet_of("Jalan", form))).pages] for form in FORMS}

    assert [round(side) for side in sizes[Form.BOARD][0]] == [842, 595]
    assert len(sizes[Form.BOARD]) == 1
    others = [size for form, pages in sizes.items() if form not in {Form.BOARD, Form.PICTURE} for size in pages]
    standing = {tuple(round(side) for side in size) for size in others}
    assert standing == {(595, 842)}


@pytest.mark.parametrize("size", Size)
def test_a_poster_fills_one_page_of_its_size_and_every_size_says_the_same(size):
    sides = {
        Size.A4: (595, 842),
        Size.A3: (842, 1191),
        Size.A2: (1191, 1684),
        Size.A1: (1684, 2384),
        Size.A0: (2384, 3370),
    }

    read = Read(draw(changed(sheet_of("Uang kampung", Form.POSTER), size=size)))

    assert [tuple(round(side) for side in page.get_size()) for page in read.pages] == [sides[size]]
    assert read.text == Read(draw(sheet_of("Uang kampung", Form.POSTER))).text


def test_a_picture_for_phones_is_small_and_the_same_each_time():
    sheet = sheet_of(HOSTILE, Form.PICTURE)

    picture = draw_picture(sheet)

    assert (picture[:8], draw_picture(sheet)) == (b"\x89PNG\r\n\x1a\n", picture)
    assert (Image.open(BytesIO(picture)).size, len(picture) < 100_000) == ((1080, 1350), True)
    assert draw_picture(changed(sheet, subject="Rp 1")) != picture


def test_a_paper_can_be_read_aloud():
    drawn = draw(sheet_of("Musyawarah"))

    told = pypdfium2.PdfDocument(drawn).get_metadata_dict()
    assert told["Title"] == "Berita acara: Musyawarah"
    assert told["CreationDate"].startswith("D:20261125")
    assert (drawn.count(b"pdfuaid:part"), drawn.count(b"/Lang(id)"), drawn.count(b"/Marked true")) == (2, 1, 1)


def test_letters_that_no_font_has_become_an_empty_box_and_the_rest_stands():
    read = Read(draw(sheet_of("Bu \U0001f600 Sari ꦱ\u202e\x00")))

    assert squeezed("Bu □ Sari □") in read.text


def test_every_letter_that_is_promised_can_be_set():
    promised = "".join(char for char in map(chr, range(0x2700)) if glyphs.drawable(char) == char)
    parts = (Part(heading="Huruf", blocks=(Words(text=promised),)),)

    read = Read(draw(changed(sheet_of("Huruf"), parts=parts)))

    assert squeezed(promised) in read.text


def test_a_long_word_is_torn_anywhere_and_an_address_only_between_its_words():
    begins = "https://desa.example/"

    assert glyphs.drawable("x" * 20) == glyphs.BREAK.join("x" * 20)
    assert glyphs.drawable(f"Adu: {begins}uang/sampaikan") == f"Adu: {begins}\u200buang/\u200bsampaikan"
    assert glyphs.drawable(begins + "x" * 18) == glyphs.BREAK.join([begins, *"x" * 18])
    assert glyphs.drawable("https://" + "x" * 41) == glyphs.BREAK.join("https://" + "x" * 41)


def test_an_amount_is_never_torn_from_its_currency():
    rows = tuple(Point(words="Talud", notes=("x" * place + " dengan Rp 11.000.000.",)) for place in range(1, 18))
    filled = tuple(Point(words="Talud", notes=(f"{'kata ' * 15}{one.notes[0]}",)) for one in rows)

    lines = Read(draw(changed(sheet_of("Uang"), parts=(Part(heading="Uang", blocks=(Points(rows=filled),)),)))).lines

    assert [line for line in lines if line.endswith("Rp")] == []
    assert sum("11.000.000" in line for line in lines) == len(rows)
    assert glyphs.drawable("Rp\u00a01 dan Rp 2Rp 3") == "Rp\u00a01 dan Rp\u00a02Rp 3"


def test_no_row_of_a_table_is_torn_by_the_end_of_a_page():
    rows = tuple((f"awal-{number:02} " + "kata " * 70 + f"akhir-{number:02}", "1") for number in range(40))
    grid = Grid(caption="Pekerjaan", columns=(("Apa", "text"), ("Berapa", "number")), rows=rows)

    read = Read(draw(changed(sheet_of("Uang"), parts=(Part(heading="Uang", blocks=(grid,)),))))

    pages = [page.get_textpage().get_text_range() for page in read.pages]
    assert len(pages) > 2
    assert [re.findall(r"awal-(\d\d)", page) for page in pages] == [re.findall(r"akhir-(\d\d)", page) for page in pages]


@pytest.mark.parametrize("many", range(8, 32, 2))
def test_nobody_signs_on_a_page_without_the_seal(many):
    rows = tuple(Point(words=f"Keputusan {number}", notes=("Setuju 28", "menolak 1")) for number in range(many))
    decided = (Part(heading="Keputusan", blocks=(Points(rows=rows),)),)
    square = Square(address=ADDRESS, label="Kode persegi", lines=("segel: 77d2",))
    signers = (Signature(side="Untuk warga", name="Contoh", office="wakil warga"),) * 3

    read = Read(draw(changed(sheet_of("Musrenbang"), parts=decided, square=square, signatures=signers)))

    pages = [page.get_textpage().get_text_range() for page in read.pages]
    assert [("segel" in page, "wakil" in page) for page in pages][-1] == (True, True)


@given(words=st.text(max_size=60))
@settings(max_examples=25)
def test_whatever_people_type_can_be_drawn(words):
    assert draw(sheet_of(words or "-")).startswith(b"%PDF-")


def test_a_machine_without_typst_says_so_plainly(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    assert not can_draw()
    with pytest.raises(CannotDraw, match="Print the page"):
        draw(sheet_of("Musyawarah"))
