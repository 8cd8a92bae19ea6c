"""Plans as workbooks: the RKPDes matrix, the DU-RKPDes list, and the columns that SIPD takes in.

There is no known interface of SIPD; its columns stand in the order of its own export. The names of people (pengusul,
profil) are left out on purpose: the village itself proposes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.db.models import Q

from rembuk.journeys.workbook_writing import Cell, write_workbook
from rembuk.kernel.periods import local_day
from rembuk.plans.activities import field_name
from rembuk.plans.models import GateFinding, PlanItem, PlanLine, YearPlan
from rembuk.plans.queries import lines_of, plan_of_year
from rembuk.plans.states import Fund, Gate, ItemState, Mode
from rembuk.programmes.rules import Level
from rembuk.regions.models import Region

MODES: Final[Mapping[str, str]] = {
    Mode.SELF_MANAGED: "swakelola",
    Mode.INTER_VILLAGE: "kerja sama antar desa",
    Mode.THIRD_PARTY: "pihak ketiga",
}
# The header of the matrix, and what each column is called in a line; "" is told and not taken in.
RKPDES: Final[Mapping[str, str]] = {
    "No": "",
    "Nomor usulan": "code",
    "Bidang": "",
    "Kode kegiatan": "activity_code",
    "Jenis kegiatan": "title",
    "Lokasi": "place",
    "Volume": "volume",
    "Satuan": "unit",
    "Laki-laki": "men",
    "Perempuan": "women",
    "Rumah tangga miskin": "poor_households",
    "Bulan mulai": "first_month",
    "Bulan selesai": "last_month",
    "Jumlah biaya (Rp)": "cost_rupiah",
    "Dasar biaya": "cost_source",
    "Sumber dana": "fund",
    "Pola pelaksanaan": "mode",
    "Pelaksana": "implementer",
}
DU_RKPDES: Final = (
    *("No", "Nomor usulan", "Kegiatan", "Dusun", "Rencana anggaran (Rp)", "Tahun pembiayaan", "Sumber dana"),
    *("Sumber usulan", "Instansi tujuan", "Jawaban diharapkan", "Paling cepat dibangun", "Keadaan"),
)
SIPD: Final = (
    *("no", "id_usulan", "tanggal_usul", "pengusul", "profil", "usulan", "masalah", "alamat", "kabupaten"),
    *("kecamatan", "kelurahan", "usulan_ke", "OPD tujuan awal", "OPD tujuan akhir", "status", "catatan"),
    *("rekomendasi_mitra", "rekomendasi_kelurahan/desa", "rekomendasi_kecamatan", "rekomendasi_skpd"),
    *("rekomendasi_tapd", "volume", "satuan", "anggaran", "jenis_belanja", "sub_kegiatan"),
)
# Who pays what is not the village's.
PAYERS: Final = {
    Level.SUBDISTRICT.value: Fund.KAB,
    Level.REGENCY.value: Fund.KAB,
    Level.PROVINCE.value: Fund.PRO,
    Level.NATION.value: Fund.APN,
    Level.MIXED.value: Fund.KAB,
}


def rkpdes_book(region: Region, year: int) -> bytes:
    """Return the matrix of the plan in force, or of its draft; without a plan, the header alone."""
    return rkpdes_matrix(plan_of_year(region.number, year), year)


def rkpdes_matrix(plan: YearPlan | None, year: int) -> bytes:
    """Return the matrix of one version of a plan."""
    lines = lines_of(plan) if plan else []
    return write_workbook(f"RKPDes {year}", tuple(RKPDES), [_line(*one) for one in enumerate(lines, start=1)])


def _line(number: int, line: PlanLine) -> tuple[Cell, ...]:
    told = {
        "No": number,
        "Nomor usulan": line.item.code,
        "Bidang": field_name(line.activity_code[0]),
        "Sumber dana": line.fund,
        "Pola pelaksanaan": MODES[line.mode],
        # As text, because a spreadsheet would take 2.10 for a number and 2.3.10 for a day.
        "Kode kegiatan": line.activity_code,
    }
    return tuple(told[label] if label in told else getattr(line, name) for label, name in RKPDES.items())


def du_rkpdes_book(region: Region, year: int) -> bytes:
    """Return what was proposed to higher tiers for a year, with what came of it so far."""
    items = _sent_up(region, year)
    costs = _costs(items)
    rows = [_upward(number, item, costs.get(item.pk)) for number, item in enumerate(items, start=1)]
    return write_workbook(f"DU-RKPDes {year}", DU_RKPDES, rows)


def _sent_up(region: Region, year: int) -> list[PlanItem]:
    above = Q(state__in=[ItemState.SENT_UP, ItemState.ADOPTED])
    items = PlanItem.objects.filter(above, region_number=region.number, year=year)
    return list(items.select_related("need", "locality", "decision", "region__parent__parent").order_by("code"))


def _costs(items: Iterable[PlanItem]) -> dict[object, int]:
    """Return what examinations found that items cost; of several, the latest."""
    found = GateFinding.objects.filter(examination__item__in=list(items), gate=Gate.COST, cost_rupiah__isnull=False)
    seen = found.filter(examination__disputed_why="").order_by("examination__examined_at", "examination__id")
    rows = seen.values_list("examination__item", "cost_rupiah")
    return {item: cost for item, cost in rows if cost is not None}


def _upward(number: int, item: PlanItem, cost: int | None) -> tuple[Cell, ...]:
    decision = item.decision
    expected = decision.answer_expected_on if decision else None
    return (
        number,
        item.code,
        item.title,
        item.locality.name if item.locality else "",
        cost,
        item.year,
        PAYERS.get(item.need.level if item.need else "", Fund.KAB).value,
        "warga" if item.need else "pemerintah kampung",
        item.need.agency if item.need else "",
        f"{expected:%m/%Y}" if expected else "",
        decision.building_year if decision else None,
        item.state,
    )


def sipd_book(region: Region, year: int) -> bytes:
    """Return what was proposed to higher tiers for a year, in the columns of SIPD and their order."""
    items = _sent_up(region, year)
    costs = _costs(items)
    rows = [_sipd(number, item, costs.get(item.pk)) for number, item in enumerate(items, start=1)]
    return write_workbook("Usulan", SIPD, rows)


def _sipd(number: int, item: PlanItem, cost: int | None) -> tuple[Cell, ...]:
    subdistrict = item.region.parent
    agency = item.need.agency if item.need else ""
    told: dict[str, Cell] = {
        "no": number,
        "id_usulan": item.code,
        "tanggal_usul": local_day(item.proposed_at).isoformat(),
        "pengusul": f"Pemerintah Kampung {item.region.name}",
        "usulan": item.title,
        "masalah": (item.need.summary if item.need else "") or item.title,
        "alamat": item.locality.name if item.locality else item.region.name,
        "kabupaten": subdistrict.parent.name if subdistrict and subdistrict.parent else "",
        "kecamatan": subdistrict.name if subdistrict else "",
        "kelurahan": item.region.name,
        "usulan_ke": "kabupaten",
        "OPD tujuan awal": agency,
        "status": item.state,
        "catatan": item.decision.sentence if item.decision else "",
        "anggaran": cost,
    }
    return tuple(told.get(column) for column in SIPD)


BOOKS: Final[Mapping[str, Callable[[Region, int], bytes]]] = {
    "rkpdes": rkpdes_book,
    "du-rkpdes": du_rkpdes_book,
    "sipd": sipd_book,
}
