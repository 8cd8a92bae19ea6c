"""A sheet to draw, with one of everything on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from rembuk.documents.sheets import (
    Ballot,
    Facts,
    Form,
    Grid,
    Lines,
    Meter,
    Meters,
    Part,
    Point,
    Points,
    Quote,
    Sheet,
    Signature,
    Square,
    Words,
)

ADDRESS = "https://desa.example/m/RP-7KQ2M"
HOSTILE = '#import "x.typ": * $x$ *tebal* _miring_ `kode` = Judul <tanda> @acuan \\ https://a.example // /* -- "q"'


def sheet_of(words: str, form: Form = Form.RECORD) -> Sheet:
    """Return a sheet that says the same words wherever people's own words may stand."""
    # The title of a board is the name of a work; all other titles, and what stands on each card, are ours.
    title = words if form is Form.BOARD else "Berita acara"
    point = Point(words=words, notes=(words,), quotes=(Quote(words=words, who=words),))
    blocks = (
        Facts(rows=((words, words), (words, ""))),
        Words(text=words, is_quiet=True),
        Points(rows=(point, point)),
        Meters(
            rows=(Meter(label=words, words=words, length=1000, part=400), Meter(label=words, words=words, length=0))
        ),
        Grid(caption=words, columns=((words, "text"), (words, "number")), rows=((words, words),) * 3),
        Lines(caption=words, columns=(words, words), count=3),
    )
    return Sheet(
        form=form,
        language="id",
        drawn_on=date(2026, 11, 25),
        places=("Provinsi Lampung", "Kabupaten Contoh", "Kecamatan Contoh", words),
        title=title,
        subject=words,
        mark="RP-7KQ2M · 3fa9-01bc-77d2",
        note="Contoh: semuanya rekaan.",
        square=Square(address=ADDRESS, label="Kode persegi", lines=("3fa9-01bc-77d2", words)),
        opening=words,
        facts=Facts(rows=((words, words), (words, ""))),
        parts=(Part(heading=words, blocks=blocks),),
        closing="Demikian." if form is Form.CARDS else words,
        signatures=(Signature(side=words, name=words, office=words),) * 3,
        codes=tuple(f"KS-7KQ2M4R{number}" for number in range(9)),
        ballots=tuple(
            Ballot(serial=f"LS-7KQ2M{number}", address=ADDRESS, options=(("A", words, "Rp 1"), ("B", "Jalan", "Rp 2")))
            for number in range(3)
        ),
    )


def changed(sheet: Sheet, **changes: Any) -> Sheet:
    return replace(sheet, **changes)
