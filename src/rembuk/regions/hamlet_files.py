"""Taking in the hamlets and neighbourhoods of kampung from a file: all of it or nothing, and twice changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import models, transaction

from rembuk.regions.actions import add_localities
from rembuk.regions.cells import WrongCell, count_in, must_read, official_code, parts_of, read_rows
from rembuk.regions.drafts import Kept, LocalityDraft
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.models import Region, Tier
from rembuk.regions.register import KINDS, LocalitiesRefused
from rembuk.tenancy import in_tenant

LABEL: Final = re.compile(r"\w[\w .-]{0,19}")
LONGEST_NAME: Final = 100
_SAME: Final = {
    **dict.fromkeys(("kode", "kode_kampung", "kode_desa", "kode_pekon", "kode_kemendagri"), "code"),
    **dict.fromkeys(("jenis", "tingkat"), "kind"),
    **dict.fromkeys(("nomor", "no", "label"), "number"),
    "nama": "name", "alias": "aliases", "nama_lain": "aliases", "induk": "parent", "penduduk": "population",
    "penduduk_sumber": "population_source", "penduduk_tanggal": "population_date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HamletLine:
    """A hamlet and the line of the file that describes it."""

    number: int
    code: str
    draft: LocalityDraft


@transaction.atomic
def import_hamlets(path: Path, *, by: models.Model | None, at: datetime) -> Kept:
    """Take in a table of hamlets; raise ImportRefused, naming each line at fault, and take in nothing then."""
    lines = _read(path)
    villages = {one.code: one for one in Region.objects.filter(code__in={line.code for line in lines})}
    if faults := [*_strays(lines, villages)]:
        raise ImportRefused(faults)
    inside: defaultdict[str, list[HamletLine]] = defaultdict(list)
    for line in lines:
        inside[line.code].append(line)
    kept = Kept()
    for code, own in sorted(inside.items()):
        village = villages[code]
        with in_tenant(village.tenant):
            kept += _keep(village, own, faults, by=by, at=at)
    if faults:
        raise ImportRefused(sorted(faults, key=_line_of))
    return kept


def _keep(
    village: Region, lines: list[HamletLine], faults: list[Fault], *, by: models.Model | None, at: datetime
) -> Kept:
    """Keep the hamlets of one kampung, or add what is wrong with them to the faults."""
    try:
        return add_localities(village, [line.draft for line in lines], by=by, at=at)
    except LocalitiesRefused as refused:
        # Drafts of two lines may be equal, so the line is told by which draft it is.
        of_draft = {id(line.draft): line.number for line in lines}
        faults += [
            Fault(f"line {of_draft[id(draft)]}, column {fault.column}", str(fault)) for draft, fault in refused.faults
        ]
        return Kept()


def _line_of(fault: Fault) -> int:
    return int(fault.place.split(",")[0].removeprefix("line "))


def _strays(lines: list[HamletLine], villages: Mapping[str, Region]) -> Iterator[Fault]:
    for line in lines:
        village = villages.get(line.code)
        if village is None:
            yield Fault(f"line {line.number}, column code", f"{line.code} is not known; import the regions first")
        elif village.tier != Tier.VILLAGE:
            yield Fault(f"line {line.number}, column code", f"{line.code} is a {village.tier}, not a kampung")


def _read(path: Path) -> list[HamletLine]:
    lines: list[HamletLine] = []
    faults: list[Fault] = []
    for number, raw in read_rows(path):
        cells = {_SAME.get(key, key): cell for key, cell in raw.items()}
        try:
            lines.append(HamletLine(number, must_read("code", cells.get("code", ""), official_code), _draft(cells)))
        except WrongCell as wrong:
            faults.append(Fault(f"line {number}", str(wrong)))
    if not lines and not faults:
        faults.append(Fault("line 1", "the file holds no hamlet; it needs the columns code, kind, and number or name"))
    if faults:
        raise ImportRefused(faults)
    return lines


def _draft(cells: dict[str, str]) -> LocalityDraft:
    if cells.get("kind", "").lower() not in KINDS:
        raise WrongCell(f"column kind says {cells.get('kind', '')!r}; write dusun, rw or rt")
    label, name = cells.get("number", ""), cells.get("name", "")
    if not (label or name):
        raise WrongCell("column number is empty, and so is column name; write one of them")
    if label and not LABEL.fullmatch(label):
        raise WrongCell(f"column number says {label[:60]!r}; write figures or letters, at most 20")
    if len(name) > LONGEST_NAME:
        raise WrongCell(f"column name is longer than {LONGEST_NAME} letters")
    return LocalityDraft(
        kind=KINDS[cells["kind"].lower()],
        label=label,
        name=name,
        inside=cells.get("parent", ""),
        other_names=parts_of(cells.get("aliases", ""), ";"),
        count=count_in(cells),
    )
