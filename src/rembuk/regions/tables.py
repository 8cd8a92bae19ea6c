"""Reading a table of regions: our own columns, and the plain ones in which such lists go round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rembuk.regions.cells import (
    WrongCell,
    count_in,
    degrees,
    digits,
    grid_place,
    must_read,
    official_code,
    parts_of,
    read_cell,
    read_rows,
)
from rembuk.regions.drafts import RegionDraft
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.models import Tier
from rembuk.regions.numbering import parent_code, tier_of

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


@dataclass(frozen=True, slots=True)
class Line:
    """A region and the line of the file that describes it."""

    number: int
    draft: RegionDraft


def read_regions(path: Path) -> list[Line]:
    """Read a table of regions; raise ImportRefused with every fault of the file."""
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, cells in read_rows(path):
        try:
            lines.extend(Line(number, draft) for draft in _drafts(cells))
        except WrongCell as wrong:
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
    code = read_cell(cells, "code", official_code)
    if code is None:
        raise WrongCell("column code is empty; write the official code, such as 18.02.02.2005")
    for code_column, name_column in _AROUND:
        around, name = cells.get(code_column, ""), cells.get(name_column, "")
        if around and name:
            yield RegionDraft(
                code=(known := must_read(code_column, around, official_code)), tier=tier_of(known), name=name
            )
    yield _draft(code, cells)


def _draft(code: str, cells: dict[str, str]) -> RegionDraft:
    if not cells.get("name"):
        raise WrongCell("column name is empty")
    if len(cells["name"]) > 100:
        raise WrongCell("column name is longer than 100 letters")
    _insist_on_tier(code, cells)
    return RegionDraft(
        code=code,
        tier=tier_of(code),
        name=cells["name"],
        aliases=parts_of(cells.get("aliases", ""), ";"),
        statistics_code=read_cell(cells, "statistics_code", digits(10)),
        postcode=read_cell(cells, "postcode", digits(5)),
        latitude=read_cell(cells, "latitude", degrees(90)),
        longitude=read_cell(cells, "longitude", degrees(180)),
        tile_column=read_cell(cells, "tile_column", grid_place),
        tile_row=read_cell(cells, "tile_row", grid_place),
        count=count_in(cells),
        neighbours=tuple(
            must_read("neighbours", part, official_code) for part in parts_of(cells.get("neighbours", ""), "|")
        ),
    )


def _neighbours(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(must_read("neighbours", part, official_code) for part in parts_of(cells.get("neighbours", ""), "|"))


def _insist_on_tier(code: str, cells: dict[str, str]) -> None:
    tier = cells.get("tier", "")
    if tier and tier.lower() not in _TIERS:
        raise WrongCell(f"column tier says {tier!r}; write province, regency, subdistrict or village")
    if tier and _TIERS[tier.lower()] != tier_of(code):
        raise WrongCell(f"column tier says {tier!r}, but {code} is the code of a {tier_of(code).value}")
    if parent := cells.get("parent", ""):
        expected = parent_code(code)
        if must_read("parent", parent, official_code) != expected:
            raise WrongCell(f"column parent says {parent!r}, but {code} lies in {expected}")
