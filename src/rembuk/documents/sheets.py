"""What stands on a paper, in the order it is read: everything is words already, in one language."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec


class Form(StrEnum):
    """Which form a paper has; each is a file in `forms/`."""

    RECORD = "record"
    LETTER = "letter"
    BOARD = "board"
    CARDS = "cards"
    BALLOTS = "ballots"
    POSTER = "poster"
    SLIPS = "slips"
    PICTURE = "picture"


class Size(StrEnum):
    """How large a poster is; each is twice the one before it."""

    A4 = "a4"
    A3 = "a3"
    A2 = "a2"
    A1 = "a1"
    A0 = "a0"


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a paper."""


class Block(Value, frozen=True, kw_only=True, tag_field="kind"):
    """Something under a heading."""

    @property
    def kind(self) -> str:
        """What it is, for templates: "facts", "words", "points", "grid", "lines" or "meters"."""
        return str(self.__struct_config__.tag)


class Facts(Block, frozen=True, kw_only=True, tag="facts"):
    """Terms and values; where a value is "" a pen fills it in."""

    rows: tuple[tuple[str, str], ...]


class Words(Block, frozen=True, kw_only=True, tag="words"):
    """A paragraph; a quiet one explains what stands above."""

    text: str
    is_quiet: bool = False


class Quote(Value, frozen=True, kw_only=True):
    """What somebody said, exactly, and who it was as far as may be known."""

    words: str
    who: str


class Point(Value, frozen=True, kw_only=True):
    """One of several things, with what is to be known of it and what was said against it."""

    words: str
    notes: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Points(Block, frozen=True, kw_only=True, tag="points"):
    """Numbered things."""

    rows: tuple[Point, ...]


class Grid(Block, frozen=True, kw_only=True, tag="grid"):
    """A table: columns as (label, "text" or "number"), rows as long as they; the first cell names its row."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


class Lines(Block, frozen=True, kw_only=True, tag="lines"):
    """Numbered lines that pens fill in, under these columns."""

    caption: str
    columns: tuple[str, ...]
    count: int


class Meter(Value, frozen=True, kw_only=True):
    """A bar with what it is and its figures in words; `length` and its darker `part` are thousandths of the longest."""

    label: str
    words: str
    length: int
    part: int = 0


class Meters(Block, frozen=True, kw_only=True, tag="meters"):
    """Bars on one scale."""

    rows: tuple[Meter, ...]


class Part(Value, frozen=True, kw_only=True):
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Facts | Words | Points | Grid | Lines | Meters, ...]


class Signature(Value, frozen=True, kw_only=True):
    """Room for a hand: for whom somebody signs, their name where it is known, and their office."""

    side: str
    name: str = ""
    office: str = ""


class Square(Value, frozen=True, kw_only=True):
    """The square that a phone reads: where it leads, what is said in its place, and the lines beside it."""

    address: str
    label: str
    lines: tuple[str, ...] = ()


class Ballot(Value, frozen=True, kw_only=True):
    """A ballot to mark with a pen: its number, where its square leads, and the options in its own order."""

    serial: str
    address: str
    # The letter of an option, its name and what it costs.
    options: tuple[tuple[str, str, str], ...]


class Sheet(Value, frozen=True, kw_only=True):
    """A paper. `places` are the regions it comes from, the widest first; `mark` and `note` stand at each page's foot.

    `drawn_on` is the day that its facts are of, never the day somebody prints it.
    """

    form: Form
    language: str
    drawn_on: date
    places: tuple[str, ...]
    title: str
    subject: str
    mark: str
    square: Square
    note: str = ""
    opening: str = ""
    facts: Facts | None = None
    parts: tuple[Part, ...] = ()
    closing: str = ""
    signatures: tuple[Signature, ...] = ()
    # Cards to cut out, each with its own code; only where the form is that of cards.
    codes: tuple[str, ...] = ()
    # What stands on the strip of a card that is torn off and kept apart from it.
    strip: str = ""
    # Ballots to cut out; only where the form is that of ballots.
    ballots: tuple[Ballot, ...] = ()
    # How large it is; only where the form is that of a poster.
    size: Size = Size.A4
