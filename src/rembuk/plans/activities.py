"""The official activities of a village budget (kode kegiatan): field, part and activity, from Permendagri 20/2018."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "presets" / "activities.csv"
# A village may name activities of its own under these numbers; the title of its line or post is their name.
FIRST_OWN, LAST_OWN = 90, 99
_OWN = re.compile(r"([1-5]\.\d{1,2})\.(9\d)")
_RANGE = f".{FIRST_OWN}-{LAST_OWN}"
# How official names say that something is built or kept up.
_BUILT = re.compile(r"^Pemeliharaan|Pembangunan(/Rehab| Batas)|pembangunan pos")
_CODE = re.compile(r"([1-5])\.(\d{1,2})\.(\d{2})")
_DEEPEST = 2
FIELDS = ("1", "2", "3", "4", "5")


class UnknownActivity(ValueError):
    """There is no such activity; the message is the code."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the table: `code` as 2.3.10, and the official name."""

    code: str
    name: str

    @property
    def field(self) -> str:
        """The first figure: which of the five fields (bidang) it belongs to."""
        return self.code[0]


def activity_of(code: str) -> Activity:
    """Return an activity by its code, 2.3.10 or 02.03.10; raise UnknownActivity. Numbers from 90 are the village's."""
    plain = ".".join(part.lstrip("0") if place < 2 else part for place, part in enumerate(_parts(code)))
    own = _OWN.fullmatch(plain)
    name = _names().get(own[1] + _RANGE if own else plain)
    if name is None or not _CODE.fullmatch(plain):
        raise UnknownActivity(code)
    return Activity(plain, name)


def activities() -> tuple[Activity, ...]:
    """Return all that an activity is chosen from, in the order of the table; 2.3.90-99 is for the village's own."""
    return tuple(Activity(code, name) for code, name in _names().items() if code.count(".") == _DEEPEST)


@cache
def built_codes() -> frozenset[str]:
    """Return the activities that build something or keep it up, and the village's own beside them."""
    official = {one.code for one in activities() if _BUILT.search(one.name)}
    parts = {code.rpartition(".")[0] for code in official}
    return frozenset(official | {f"{part}.{number}" for part in parts for number in range(FIRST_OWN, LAST_OWN + 1)})


def own_part(choice: str) -> str:
    """Return the part that a choice is the village's own of, 2.3 for 2.3.90-99, and "" for an official activity."""
    return choice.removesuffix(_RANGE) if choice.endswith(_RANGE) else ""


def choice_of(code: str) -> tuple[str, int | None]:
    """Return what an activity is chosen as, and its number if it is the village's own: 2.3.90-99 and 95 for 2.3.95."""
    own = _OWN.fullmatch(code)
    return (own[1] + _RANGE, int(own[2])) if own else (code, None)


@cache
def field_name(field: str) -> str:
    """Return the official name of a field (bidang), "" for none."""
    words = _names().get(field, "").removeprefix("BIDANG ").lower()
    return (words[:1].upper() + words[1:]).replace(" desa", " Desa")


def _parts(code: str) -> list[str]:
    return code.strip().rstrip(".").split(".")


@cache
def _names() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
