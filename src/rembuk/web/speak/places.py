"""What people write where a hamlet is asked for, matched with the hamlets that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rembuk.kernel.texts import name_key
from rembuk.regions.models import Locality

_KINDS: Final = {"dusun": "dusun", "dsn": "dusun", "dukuh": "dusun", "rw": "rw", "rt": "rt"}
_NUMBERED = re.compile(r"\b(dusun|dsn|dukuh|rw|rt)[\s.]*(\d{1,3}|[ivx]{1,5})\b", re.IGNORECASE)
_FINEST_LAST: Final = ("dusun", "rw", "rt")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def named_locality(text: str, localities: Iterable[Locality]) -> Locality | None:
    """Return the finest known locality that a text names ("dsn III", "Dusun 3, RT 07", "Sumber Agung"), or None."""
    by_mark = {mark: locality for locality in localities for mark in _marks_of(locality)}
    named = [by_mark[mark] for mark in _marks_in(text) if mark in by_mark]
    return max(named, key=lambda locality: _FINEST_LAST.index(locality.kind), default=None)


def rest_of_place(hamlet: str, landmark: str, found: Locality | None) -> str:
    """Return the words about the place that no known locality says."""
    said = found is not None and _says_only(hamlet, _marks_of(found))
    return ", ".join(part for part in ("" if said else hamlet, landmark) if part)


def _says_only(text: str, marks: list[str]) -> bool:
    """Is there nothing in a text but these marks?"""
    if name_key(_NUMBERED.sub("", text)):
        return bool({name_key(text), name_key(text).removeprefix("dusun")} & set(marks))
    return set(_numbered_in(text)) <= set(marks)


def _marks_of(locality: Locality) -> list[str]:
    marks = [f"{locality.kind}#{_number(locality.label)}"]
    return [*marks, name_key(locality.name)] if locality.name else marks


def _marks_in(text: str) -> list[str]:
    names = [name_key(part) for part in (text, *text.split(","))]
    return [*_numbered_in(text), *names, *(name.removeprefix("dusun") for name in names)]


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
