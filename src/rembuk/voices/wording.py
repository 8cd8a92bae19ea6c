"""Texts that are written about voices and needs, made fit to be shown: tidy, and without numbers that identify."""

from __future__ import annotations

from rembuk.kernel.texts import mask_personal, tidy_text


class BadWords(ValueError):
    """A text is missing or too long; the message says which."""


def shown(text: str) -> str:
    """Return a text of several lines as everybody may read it."""
    lines = (tidy_text(line) for line in text.splitlines())
    return mask_personal("\n".join(line for line in lines if line))


def line(text: str, name: str, *, longest: int) -> str:
    """Return a text on one line as everybody may read it; refuse an empty one and one that is too long."""
    said = mask_personal(tidy_text(text))
    if not said:
        raise BadWords(f"The {name} is missing.")
    if len(said) > longest:
        raise BadWords(f"The {name} has more than {longest} letters.")
    return said
