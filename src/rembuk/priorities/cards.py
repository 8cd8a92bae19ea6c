"""Codes of the cards that residents vote with: eight symbols, drawn by chance, the last of which is a check."""

from __future__ import annotations

from collections.abc import Callable

from rembuk.kernel.codes import NotACode, make_code, read_code

# Kartu suara, ballot card.
PREFIX = "KS"
SYMBOLS = 8


def draw_card_code(draw: Callable[[int], int]) -> str:
    """Return a new code, "KS-7KQ2M4RT"; `draw(n)` returns a number from 0 to n - 1, evenly spread."""
    return make_code(PREFIX, draw, SYMBOLS - 1)


def read_card_code(text: str) -> str:
    """Return the code as it is printed, from its eight symbols alone or with "KS" before them; else raise NotACode."""
    for spelled in (f"{PREFIX}-{text}", text):
        if code := _read(spelled):
            return code
    raise NotACode(text)


def _read(spelled: str) -> str | None:
    try:
        code = read_code(spelled)
    except NotACode:
        return None
    # Longer and shorter numbers carry the same check, but are no cards.
    return code if code.startswith(f"{PREFIX}-") and len(code) == len(PREFIX) + 1 + SYMBOLS else None
