"""What people write where a hamlet is asked for, matched with the hamlets that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rembuk.kernel.texts import name_key
from rembuk.regions.models import Locality

_HAMLET: Final = ("dusun", "dsn", "dukuh", "pemangku")
_KINDS: Final = {**dict.fromkeys(_HAMLET, "dusun"), "rw": "rw", "rt": "rt"}
_NUMBERED = re.compile(rf"\b({'|'.join(_KINDS)})[\s.]*(\d{{1,3}}|[ivx]{{1,5}})\b", re.IGNORECASE)
_FINEST_LAST: Final = ("dusun", "rw", "rt")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def named_locality(text: str, localities: Iterable[Locality]) -> Locality | None:
    """Return the finest known locality that a text names ("dsn III", "Dusun 3, RT 07", "Sumber Agung"), or None.

    Where each hamlet has an RT 1, "RT 1" alone names none of them, and "Dusun 3, RT 1" the one in Dusun 3.
    """
    marks = {*_marks_in(text)} - {""}
    if not marks:
        return None
    named = [locality for locality in localities if marks & {*_marks_of(locality)}]
    for kind in reversed(_FINEST_LAST):
        fitting = [one for one in named if one.kind == kind and _lies_where_said(one, named)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _lies_where_said(locality: Locality, named: list[Locality]) -> bool:
    """Is what it lies in named too, or nothing of that kind?"""
    around = locality.around
    return around is None or around in named or all(one.kind != around.kind for one in named)


def rest_of_place(hamlet: str, landmark: str, found: Locality | None) -> str:
    """Return the words about the place that no known locality says."""
    said = found is not None and _says_only(hamlet, _marks_around(found))
    return ", ".join(part for part in ("" if said else hamlet, landmark) if part)


def _says_only(text: str, marks: list[str]) -> bool:
    """Is there nothing in a text but these marks?"""
    if name_key(_NUMBERED.sub("", text)):
        return bool({name_key(text), _bare(name_key(text))} & set(marks))
    return set(_numbered_in(text)) <= set(marks)


def _marks_around(locality: Locality) -> list[str]:
    around = _marks_around(locality.around) if locality.around else []
    return [*_marks_of(locality), *around]


def _marks_of(locality: Locality) -> list[str]:
    return [f"{locality.kind}#{_number(locality.label)}", *map(name_key, locality.names)]


def _marks_in(text: str) -> list[str]:
    names = [name_key(part) for part in (text, *text.split(","))]
    return [*_numbered_in(text), *names, *map(_bare, names)]


def _bare(key: str) -> str:
    """A name without the word for a hamlet: "dusunsumberagung" names Sumber Agung."""
    return next((key.removeprefix(word) for word in _HAMLET if key.startswith(word)), key)


def _numbered_in(text: str) -> list[str]:
    return [f"{_KINDS[kind.lower()]}#{_number(label)}" for kind, label in _NUMBERED.findall(text)]


def _number(label: str) -> str:
    """Write "007", "7" and "VII" alike."""
    plain = label.strip().lower()
    if plain.isdigit():
        return str(int(plain))
    if plain and set(plain) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in plain]
        return str(
            sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
        )
    return plain
