"""Numbers of paper ballots: drawn by chance, so that a pile says nothing about who took which, with a check symbol."""

from __future__ import annotations

from collections.abc import Callable

from rembuk.kernel.codes import NotACode, make_code, read_code

# Lembar suara, sheet to vote on.
PREFIX = "LS"
SYMBOLS = 6


def draw_serial(draw: Callable[[int], int]) -> str:
    """Return a new number, "LS-7KQ2M4"; `draw(n)` returns a number from 0 to n - 1, evenly spread."""
    return make_code(PREFIX, draw, SYMBOLS - 1)


def read_serial(text: str) -> str:
    """Return a number as it is printed, from its six symbols alone or with "LS" before them; else raise NotACode."""
    for spelled in (f"{PREFIX}-{text}", text):
        if (serial := _read(spelled)).startswith(f"{PREFIX}-") and len(serial) == len(PREFIX) + 1 + SYMBOLS:
            return serial
    raise NotACode(text)


def _read(spelled: str) -> str:
    try:
        return read_code(spelled)
    except NotACode:
        return ""
