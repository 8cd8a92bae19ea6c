from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on, facts_of
from rembuk.regions.drafts import Kept
from rembuk.regions.faults import ImportRefused
from rembuk.regions.importing import import_regions, import_words
from rembuk.regions.models import Alias, Population, Region
from rembuk.regions.presets import load_presets
from rembuk.regions.queries import neighbours_of, region_by_code, word
from rembuk.tenancy import in_tenant
from tests import cast

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WEST_LAMPUNG = 1804

pytestmark = pytest.mark.django_db

PLAIN = """kode,nama,tingkat
18.02,Kabupaten Lampung Tengah,kabupaten
18.02.02,Bangun Rejo,kecamatan
18.02.02.2005,Bangun Rejo,kampung
18.02.02.2006,Sido Luhur,kampung
"""
DETAILED = (
    "kode_kemendagri;kode_tanpa_titik;nama_resmi;alias;jenis;kecamatan_kode;kecamatan;kabupaten_kode;kabupaten;"
    "provinsi_kode;provinsi;kodepos;lat_centroid;lng_centroid;tetangga_kode;penduduk\r\n"
    "18.02.02.2005;1802022005;Bangun Rejo;Bangunrejo;kampung;18.02.02;Bangun Rejo;18.02;Kabupaten Lampung Tengah;"
    "18;Lampung;34173;-5.151152;105.037039;18.02.02.2006;\r\n"
    "18.02.02.2006;1802022006;Sido Luhur;;kampung;18.02.02;Bangun Rejo;18.02;Kabupaten Lampung Tengah;"
    "18;Lampung;34173;-5.132646;105.013284;18.02.02.2005;\r\n"
)


@pytest.fixture
def write(tmp_path: Path):
    def write_file(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "wilayah.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write_file


def take_in(path: Path) -> Kept:
    return import_regions(path, by=None, at=MONDAY)


def faults_of(path: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        take_in(path)
    return [str(fault) for fault in refused.value.faults]


def test_a_plain_list_gives_the_tree_with_its_province(write):
    kept = take_in(write(PLAIN))

    assert kept.added == 5
    assert list(Region.objects.order_by("number").values_list("code", "tier", "name", "parent__code")) == [
        ("18", "province", "Lampung", None),
        ("18.02", "regency", "Kabupaten Lampung Tengah", "18"),
        ("18.02.02", "subdistrict", "Bangun Rejo", "18.02"),
        ("18.02.02.2005", "village", "Bangun Rejo", "18.02.02"),
        ("18.02.02.2006", "village", "Sido Luhur", "18.02.02"),
    ]


def test_a_detailed_list_gives_places_post_codes_and_neighbours(write):
    take_in(write(DETAILED))

    kampung = region_by_code("18.02.02.2005")
    assert (kampung.postcode, kampung.latitude, kampung.longitude) == (
        "34173",
        Decimal("-5.151152"),
        Decimal("105.037039"),
    )
    assert [region.name for region in neighbours_of(kampung)] == ["Sido Luhur"]
    assert [region.name for region in neighbours_of(region_by_code("18.02.02.2006"))] == ["Bangun Rejo"]


@pytest.mark.parametrize("text", [PLAIN, DETAILED])
def test_importing_twice_changes_nothing_and_is_recorded_once(write, text):
    path = write(text)
    first = take_in(path)

    second = take_in(path)

    assert first.is_news
    assert not second.is_news
    assert Act.objects.filter(kind="regions.kept").count() == 1


def test_a_plain_list_takes_nothing_away_from_a_detailed_one(write):
    take_in(write(DETAILED))

    kept = take_in(write(PLAIN))

    assert not kept.is_news
    assert region_by_code("18.02.02.2005").postcode == "34173"


def test_an_import_is_recorded_in_the_kabupaten_it_is_about(write):
    take_in(write(PLAIN))

    act = acts_on(region_by_code("18.02")).get()

    assert (act.kind, act.tenant, act.is_public, act.region_number) == ("regions.kept", 1802, True, 1_802_000_000)
    assert facts_of(act) == {"added": 5, "changed": 0}


def test_a_list_of_two_kabupaten_is_recorded_in_each(write):
    take_in(write(PLAIN + "18.04,Kabupaten Lampung Barat,kabupaten\n"))

    with in_tenant(WEST_LAMPUNG):
        assert facts_of(Act.objects.get(kind="regions.kept")) == {"added": 1, "changed": 0}


def test_a_corrected_name_is_taken_over_and_the_former_one_stays_findable(write):
    take_in(write(PLAIN))

    kept = take_in(write(PLAIN.replace("Sido Luhur", "Sidoluhur Baru")))

    assert (kept.changed, region_by_code("18.02.02.2006").name) == (1, "Sidoluhur Baru")
    assert sorted(Alias.objects.filter(region__code="18.02.02.2006").values_list("key", flat=True)) == [
        "sidoluhur",
        "sidoluhurbaru",
    ]


def test_every_faulty_line_is_named_and_nothing_is_taken_in(write):
    path = write(
        PLAIN
        + "18.02.2.9,Kurang Angka,kampung\n"
        + "18.02.02.2007,,kampung\n"
        + "18.02.02.2008,Timbul Rejo,kecamatan\n"
        + "18.02.99.2001,Tanpa Kecamatan,kampung\n"
    )

    faults = faults_of(path)

    assert [fault.split(":")[0] for fault in faults] == ["line 6", "line 7", "line 8"]
    assert "18.02.2.9" in faults[0]
    assert "column name is empty" in faults[1]
    assert "village" in faults[2]
    assert not Region.objects.exists()


def test_a_line_whose_parent_nobody_knows_is_named(write):
    assert faults_of(write(PLAIN + "18.02.99.2001,Tanpa Kecamatan,kampung\n")) == [
        "line 6: 18.02.99.2001 lies in 18.02.99, which is not known; add a line for it"
    ]


def test_two_lines_that_contradict_each_other_are_named(write):
    assert faults_of(write(PLAIN + "18.02.02.2006,Sido Lain,kampung\n")) == [
        "line 6, column name: 18.02.02.2006 is 'Sido Lain' here and 'Sido Luhur' in line 5"
    ]


def test_a_neighbour_that_nobody_knows_is_named(write):
    path = write("code,name,neighbours\n18.02,Lampung Tengah,18.77\n")

    assert faults_of(path) == ["line 2, column neighbours: 18.77 is not known; add a line for it"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("latitude", "105.03"),
        ("latitude", "utara"),
        ("postcode", "3417x"),
        ("tile_column", "-1"),
        ("parent", "18.04"),
        ("tier", "dusun"),
        ("population", "banyak"),
        ("population", "1250"),
        ("neighbours", "sebelah"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_column(write, column, cell):
    path = write(f"code,name,{column}\n18.02,Lampung Tengah,{cell}\n")

    [fault] = faults_of(path)

    assert fault.startswith(f"line 2: column {column}")


def test_a_population_keeps_its_source_and_day_and_can_be_corrected(write):
    head = "code,name,population,population_source,population_date\n"
    take_in(write(f"{head}18.02,Lampung Tengah,1.514.000,BPS,2025-12-31\n"))

    kept = take_in(write(f"{head}18.02,Lampung Tengah,1.515.000,BPS,2025-12-31\n"))

    assert kept.is_news
    assert list(Population.objects.values_list("people", "source", "counted_on")) == [
        (1_515_000, "BPS", date(2025, 12, 31))
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_files_from_spreadsheets_are_read(write, encoding):
    take_in(write("code;name\r\n18.02;Kabupaten Lampung Tengah – é\r\n", encoding))

    assert region_by_code("18.02").name == "Kabupaten Lampung Tengah – é"


@pytest.mark.parametrize("text", ["", "kode,nama\n", "apa,saja\n1,2\n", "code,name\n18,Lampung\n"])
def test_a_file_without_a_kabupaten_is_refused(write, text):
    assert faults_of(write(text))


def test_an_administrator_of_elsewhere_does_not_change_the_tree(write):
    crew = cast.play()

    with pytest.raises(PermissionDenied):
        import_regions(write(PLAIN + "18.02.02.2077,Baru,kampung\n"), by=crew.administrator, at=MONDAY)

    assert not Region.objects.filter(code="18.02.02.2077").exists()


def test_words_are_inherited_and_the_nearest_region_decides(write):
    load_presets(at=MONDAY)
    kampung = region_by_code("18.02.02.2005")
    import_words(write("code,key,id,en\n18.02.02.2005,hamlet,lingkungan,quarter\n"), by=None, at=MONDAY)

    assert word(kampung, "village_head", "id") == "kepala kampung"
    assert word(kampung, "hamlet", "id") == "lingkungan"
    assert word(region_by_code("18.02.02.2006"), "hamlet", "id") == "dusun"
    assert word(region_by_code("18.04.04.2007"), "village", "id") == "pekon"
    assert word(region_by_code("18.04.04.2007"), "village_council", "en") == ("village council (Lembaga Himpun Pekon)")


def test_words_for_an_unknown_region_are_refused(write):
    with pytest.raises(ImportRefused, match=r"18\.99"):
        import_words(write("code,key,id\n18.99,village,desa\n"), by=None, at=MONDAY)


def test_the_presets_hold_lampung_tengah_whole_and_loading_them_twice_changes_nothing():
    load_presets(at=MONDAY)

    again = load_presets(at=MONDAY)

    assert not again.is_news
    assert Region.objects.filter(number__range=(1_802_020_000, 1_802_029_999), tier="village").count() == 17


@pytest.mark.parametrize(
    "line", ["18.02,,kampung,village", ",village,kampung,village", "18.02,village,,", f"18.02,village,{'x' * 101},"]
)
def test_a_faulty_line_of_words_is_named(write, line):
    load_presets(at=MONDAY)

    with pytest.raises(ImportRefused, match=r"^line 2: "):
        import_words(write(f"code,key,id,en\n{line}\n"), by=None, at=MONDAY)
