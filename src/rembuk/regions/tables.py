"""Reading a table of regions: our own columns, and the plain ones in which such lists go round."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from rembuk.kernel.texts import tidy_text
from rembuk.regions.drafts import Count, RegionDraft
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.models import Tier
from rembuk.regions.numbering import NotARegionCode, parent_code, tidy_code, tier_of

V = TypeVar("V")

MOST_BYTES = 50_000_000

# The columns of lists that go round, and what they are called here.
_SAME = {
    "kode": "code", "kode_kemendagri": "code", "nama": "name", "nama_resmi": "name", "tingkat": "tier", "jenis": "tier",
    "alias": "aliases", "kode_bps": "statistics_code", "kodepos": "postcode", "lat_centroid": "latitude",
    "lng_centroid": "longitude", "tetangga_kode": "neighbours", "penduduk": "population",
    "penduduk_sumber": "population_source", "penduduk_tanggal": "population_date",
}  # fmt: skip
_TIERS = {
    "province": Tier.PROVINCE, "provinsi": Tier.PROVINCE,
    "regency": Tier.REGENCY, "kabupaten": Tier.REGENCY, "kota": Tier.REGENCY,
    "subdistrict": Tier.SUBDISTRICT, "kecamatan": Tier.SUBDISTRICT, "distrik": Tier.SUBDISTRICT,
    "village": Tier.VILLAGE, "kampung": Tier.VILLAGE, "kelurahan": Tier.VILLAGE, "desa": Tier.VILLAGE,
    "pekon": Tier.VILLAGE, "nagari": Tier.VILLAGE, "tiyuh": Tier.VILLAGE, "gampong": Tier.VILLAGE,
}  # fmt: skip
# A list of kampung may name the regions around them in columns of their own.
_AROUND = (("provinsi_kode", "provinsi"), ("kabupaten_kode", "kabupaten"), ("kecamatan_kode", "kecamatan"))


class _Wrong(ValueError):
    """A cell cannot be read; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A region and the line of the file that describes it."""

    number: int
    draft: RegionDraft


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line of a CSV file with its number; commas or semicolons, UTF-8 or the code page of Windows."""
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefused([Fault(path.name, f"is larger than {MOST_BYTES // 1_000_000} MB; split it")])
    text = _decode(path.read_bytes())
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    for row in reader:
        yield (
            reader.line_num,
            {
                tidy_text(key).lower(): tidy_text(cell)
                for key, cell in row.items()
                if key is not None and cell is not None
            },
        )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_regions(path: Path) -> list[Line]:
    """Read a table of regions; raise ImportRefused with every fault of the file."""
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, cells in read_rows(path):
        try:
            lines.extend(Line(number, draft) for draft in _drafts(cells))
        except _Wrong as wrong:
            faults.append(Fault(f"line {number}", str(wrong)))
    faults.extend(_contradictions(lines))
    if not lines and not faults:
        faults.append(Fault("line 1", "the file holds no region; it needs the columns code and name"))
    if faults:
        raise ImportRefused(faults)
    return lines


def _contradictions(lines: list[Line]) -> Iterator[Fault]:
    first: dict[str, Line] = {}
    for line in lines:
        before = first.setdefault(line.draft.code, line)
        if before.draft.name != line.draft.name:
            yield Fault(
                f"line {line.number}, column name",
                f"{line.draft.code} is {line.draft.name!r} here and {before.draft.name!r} in line {before.number}",
            )


def _drafts(raw: dict[str, str]) -> Iterator[RegionDraft]:
    cells = {_SAME.get(key, key): cell for key, cell in raw.items()}
    code = _read(cells, "code", _code)
    if code is None:
        raise _Wrong("column code is empty; write the official code, such as 18.02.02.2005")
    for code_column, name_column in _AROUND:
        around, name = cells.get(code_column, ""), cells.get(name_column, "")
        if around and name:
            yield RegionDraft(code=(known := _must(code_column, around, _code)), tier=tier_of(known), name=name)
    yield _draft(code, cells)


def _draft(code: str, cells: dict[str, str]) -> RegionDraft:
    if not cells.get("name"):
        raise _Wrong("column name is empty")
    if len(cells["name"]) > 100:
        raise _Wrong("column name is longer than 100 letters")
    _insist_on_tier(code, cells)
    return RegionDraft(
        code=code,
        tier=tier_of(code),
        name=cells["name"],
        aliases=_parts(cells.get("aliases", ""), ";"),
        statistics_code=_read(cells, "statistics_code", _digits(10)),
        postcode=_read(cells, "postcode", _digits(5)),
        latitude=_read(cells, "latitude", _degrees(90)),
        longitude=_read(cells, "longitude", _degrees(180)),
        tile_column=_read(cells, "tile_column", _small),
        tile_row=_read(cells, "tile_row", _small),
        count=_count(cells),
        neighbours=tuple(_must("neighbours", part, _code) for part in _parts(cells.get("neighbours", ""), "|")),
    )


def _insist_on_tier(code: str, cells: dict[str, str]) -> None:
    tier = cells.get("tier", "")
    if tier and tier.lower() not in _TIERS:
        raise _Wrong(f"column tier says {tier!r}; write province, regency, subdistrict or village")
    if tier and _TIERS[tier.lower()] != tier_of(code):
        raise _Wrong(f"column tier says {tier!r}, but {code} is the code of a {tier_of(code).value}")
    if parent := cells.get("parent", ""):
        expected = parent_code(code)
        if _must("parent", parent, _code) != expected:
            raise _Wrong(f"column parent says {parent!r}, but {code} lies in {expected}")


def _count(cells: dict[str, str]) -> Count | None:
    people = _read(cells, "population", _number)
    if people is None:
        return None
    source, on = cells.get("population_source", ""), _read(cells, "population_date", date.fromisoformat)
    if not source or on is None:
        raise _Wrong(
            "column population needs population_source and population_date (2025-12-31): who counted, and when"
        )
    return Count(people, source[:200], on)


def _read(cells: dict[str, str], column: str, read: Callable[[str], V]) -> V | None:
    cell = cells.get(column, "")
    return _must(column, cell, read) if cell else None


def _must(column: str, cell: str, read: Callable[[str], V]) -> V:
    try:
        return read(cell)
    except (ValueError, InvalidOperation) as error:
        raise _Wrong(f"column {column} says {cell[:60]!r}, which cannot be read ({_said(error)})") from error


def _said(error: ValueError | InvalidOperation) -> str:
    return "not a number" if isinstance(error, InvalidOperation) else str(error)


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def _code(text: str) -> str:
    try:
        return tidy_code(text)
    except NotARegionCode as error:
        raise ValueError("not an official code such as 18.02.02.2005") from error


def _number(text: str) -> int:
    # "1.250" is how a thousand and a quarter is written where these lists come from.
    return int(text.replace(".", "").replace(" ", ""))


def _small(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 1_000:
        raise ValueError("a place in the grid is between 0 and 1000")
    return value


def _digits(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not (text.isascii() and text.isdigit()) or len(text) > most:
            raise ValueError(f"at most {most} digits")
        return text

    return read


def _degrees(most: int) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        value = Decimal(text.replace(",", "."))
        if not -most <= value <= most:
            raise ValueError(f"between -{most} and {most}")
        return value.quantize(Decimal("0.000001"))

    return read
