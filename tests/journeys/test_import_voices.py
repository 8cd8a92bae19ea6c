from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from rembuk.journeys.intake_cells import BadCell, read_day, read_place
from rembuk.journeys.intake_files import RowFault, faults_as_csv, import_voices
from rembuk.journeys.intake_rows import words_of
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.regions.models import Alias, Tier
from rembuk.voices.models import Voice
from rembuk.voices.states import Channel, VoiceKind, VoiceState
from tests.cast import MONDAY, Cast, make_region, play

OWN = "id,teks,jenis,sektor,sumber\n"
SIPD = (
    'no,id_usulan,tanggal_usul,pengusul,profil,usulan,masalah,"alamat (lat,lng)",kabupaten,kecamatan,kelurahan,'
    "volume,satuan,anggaran,status\n"
)


@pytest.fixture
def cast(db) -> Cast:
    cast = play()
    for region in (cast.kampung, cast.other_kampung, cast.kecamatan):
        Alias.objects.create(region=region, name=region.name, key=region.name.replace(" ", "").lower())
    return cast


def written(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "daftar.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write the smallest XLSX that spreadsheets read: texts, numbers and, as a pair, a formula with its value."""
    cells = []
    for row in rows:
        made = []
        for cell in row:
            if isinstance(cell, tuple):
                made.append(f"<c><f>{cell[0]}</f><v>{cell[1]}</v></c>")
            elif isinstance(cell, str):
                made.append(f'<c t="inlineStr"><is><t>{cell}</t></is></c>')
            else:
                made.append(f"<c><v>{cell}</v></c>")
        cells.append(f"<row>{''.join(made)}</row>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    path = folder / "daftar.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}">'
            '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData></worksheet>'
        )
    return path


def taken_in(cast: Cast, path: Path, **options):
    return import_voices(path, programme=cast.programme, by=None, at=MONDAY, **options)


def test_each_row_becomes_one_voice_or_one_named_error(cast, tmp_path):
    path = written(tmp_path, OWN + "1,Jalan Dusun 3 rusak,usulan,jalan,a\n2,,keluhan,,a\n,Lampu mati,keluhan,,a\n")

    report = taken_in(cast, path)

    assert (report.new, report.known, report.rows) == (1, 0, 3)
    assert [(fault.row, fault.column) for fault in report.faults] == [(3, "teks"), (4, "id")]
    voice = Voice.objects.get()
    assert (voice.words, voice.kind, voice.channel) == ("Jalan Dusun 3 rusak", VoiceKind.WISH, Channel.IMPORT)
    assert (voice.source, voice.external_id, voice.region) == ("daftar", "1", cast.kecamatan)


def test_taking_in_twice_changes_nothing(cast, tmp_path):
    path = written(tmp_path, OWN + "1,Jalan Dusun 3 rusak,usulan,jalan,a\n")
    taken_in(cast, path)
    before = list(Voice.objects.values())

    report = taken_in(cast, path)

    assert (report.new, report.known, report.faults) == (0, 1, ())
    assert list(Voice.objects.values()) == before


def test_a_row_that_changed_under_its_number_is_a_named_conflict(cast, tmp_path):
    taken_in(cast, written(tmp_path, OWN + "1,Jalan Dusun 3 rusak,usulan,,a\n"))

    report = taken_in(cast, written(tmp_path, OWN + "1,Jembatan putus,usulan,,a\n"))

    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "id")]
    assert Voice.objects.get().code in report.faults[0].what
    assert Voice.objects.get().words == "Jalan Dusun 3 rusak"


def test_the_same_number_from_another_source_is_another_voice(cast, tmp_path):
    path = written(tmp_path, OWN + "1,Jalan Dusun 3 rusak,usulan,,a\n")

    taken_in(cast, path, source="Musrenbang 2026")
    report = taken_in(cast, path, source="Musrenbang 2027")

    assert report.new == 1
    assert Voice.objects.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_encodings_and_delimiters_of_common_programs_are_read(cast, tmp_path, encoding, delimiter):
    text = "jenis,id,teks\nkeluhan,7,Kafé di dekat balai ramai\n".replace(",", delimiter)

    report = taken_in(cast, written(tmp_path, text, encoding=encoding))

    assert report.faults == ()
    assert Voice.objects.get().words == "Kafé di dekat balai ramai"
    assert Voice.objects.get().kind == VoiceKind.COMPLAINT


def test_the_export_of_sipd_is_read_without_the_names_of_people(cast, tmp_path):
    row = (
        '1,99001,23/11/2026,Pak Contoh,Petani,Perbaikan jalan,Jalan berlubang,"Jl. Raya (-5.0771234, 105.2103456)",'
        'Kabupaten Lampung Tengah,Kecamatan Bangun Rejo,Kampung Sido Luhur,1.500,meter,"50.000.000",Proses\n'
    )

    report = taken_in(cast, written(tmp_path, SIPD + row))

    assert report.faults == ()
    voice = Voice.objects.get()
    assert voice.words == "Perbaikan jalan. Jalan berlubang\nVolume: 1.500 meter\nAnggaran: Rp 50.000.000"
    assert (voice.region, voice.landmark) == (cast.other_kampung, "Jl. Raya (-5.07712, 105.21035)")
    assert voice.spoken_on.isoformat() == "2026-11-23"
    assert not any("Pak Contoh" in str(value) or "Petani" in str(value) for value in vars(voice).values())


def test_a_name_that_two_kampung_share_is_an_error_that_names_both(cast, tmp_path):
    twin = make_region("18.02.02.2007", Tier.VILLAGE, "Sido Luhur")
    Alias.objects.create(region=twin, name="Sido Luhur", key="sidoluhur")
    path = written(tmp_path, "id,teks,desa\n1,Lampu jalan mati,Sido Luhur\n2,Lampu jalan mati,18.02.02.2007\n")

    report = taken_in(cast, path)

    assert [fault.column for fault in report.faults] == ["kelurahan"]
    assert "18.02.02.2006" in report.faults[0].what
    assert "18.02.02.2007" in report.faults[0].what
    assert Voice.objects.get().region == twin


def test_a_kampung_that_nobody_knows_is_an_error(cast, tmp_path):
    report = taken_in(cast, written(tmp_path, "id,teks,desa\n1,Lampu jalan mati,Antah Berantah\n"))

    assert [fault.column for fault in report.faults] == ["kelurahan"]
    assert Voice.objects.count() == 0


def test_rows_without_a_kampung_belong_to_the_region_asked_for(cast, tmp_path):
    taken_in(cast, written(tmp_path, OWN + "1,Lampu jalan mati semua,usulan,,a\n"), region=cast.kampung)

    assert Voice.objects.get().region == cast.kampung


def test_an_officer_enters_no_voices_of_a_kampung_elsewhere(cast, tmp_path):
    path = written(tmp_path, "id,teks,desa\n1,Lampu jalan mati,Sido Luhur\n2,Siring mampet lagi,Bangun Rejo\n")

    report = import_voices(path, programme=cast.programme, region=cast.kampung, by=cast.officer, at=MONDAY)

    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "kelurahan")]
    assert Voice.objects.get().assisted_by == cast.officer


def test_doubtful_rows_wait_for_a_human(cast, tmp_path):
    report = taken_in(cast, written(tmp_path, OWN + "1,Hubungi saya di 081234567890 soal siring,keluhan,,a\n"))

    assert report.held == 1
    assert Voice.objects.get().state == VoiceState.HELD
    assert "081234567890" not in Voice.objects.get().shown_words


def test_a_long_list_is_not_taken_for_a_flood(cast, tmp_path):
    rows = "".join(f"{number},Perbaikan lampu jalan di gang {number},usulan,,a\n" for number in range(320))

    report = taken_in(cast, written(tmp_path, OWN + rows))

    assert (report.new, report.held) == (320, 0)


def test_a_workbook_is_read_and_its_formulas_are_only_values(cast, tmp_path):
    rows: list[list[object]] = [
        ["id_usulan", "usulan", "volume", "satuan", "anggaran"],
        [1, "Perbaikan siring", 1.125, "km", 50_000_000],
        [2, '=HYPERLINK("http://a.example")', ("1+1", 2), "m", ("500*1000", 500_000)],
    ]

    report = taken_in(cast, workbook(tmp_path, rows))

    assert report.faults == ()
    first, second = Voice.objects.order_by("external_id")
    assert first.words == "Perbaikan siring\nVolume: 1,125 km\nAnggaran: Rp 50.000.000"
    assert second.words.endswith("Volume: 2 m\nAnggaran: Rp 500.000")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nama,alamat\nA,B\n", "id"),
        (b"id,nama\n1,B\n", "teks"),
        (b"id,id,teks\n1,2,B\n", "id"),
        (b"PK\x03\x04 rusak", "workbook|XLSX"),
        (b"\x89PNG\0\0\0", "XLSX"),
        (b"", "id"),
    ],
)
def test_what_is_no_table_of_voices_is_refused_as_a_whole(cast, tmp_path, content, said):
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=said):
        taken_in(cast, path)


def test_a_file_with_too_many_rows_is_refused_before_anything_is_written(cast, tmp_path):
    path = written(tmp_path, OWN + "".join(f"{number},Lampu mati di sini,usulan,,a\n" for number in range(4)))

    with pytest.raises(UnreadableFile):
        taken_in(cast, path, most_rows=3)
    assert Voice.objects.count() == 0


def test_words_longer_than_a_voice_may_be_are_an_error_of_their_row(cast, tmp_path):
    report = taken_in(cast, written(tmp_path, OWN + f"1,{'panjang ' * 700},usulan,,a\n2,Lampu jalan mati,usulan,,a\n"))

    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "teks")]
    assert report.new == 1


@pytest.mark.parametrize(
    ("volume", "said"),
    [("1.500", "1.500"), ("1500", "1.500"), ("2,5", "2,5"), ("2.5", "2,5"), ("1.500,75", "1.500,75"), ("12", "12")],
)
def test_sizes_are_read_as_they_are_written_here(volume, said):
    assert words_of({"words": "Jalan", "volume": volume, "unit": "m"}) == f"Jalan\nVolume: {said} m"


@pytest.mark.parametrize("volume", ["banyak", "1.5.0", "-3", "nan", "1e400"])
def test_what_is_no_size_is_an_error(volume):
    with pytest.raises(BadCell):
        words_of({"words": "Jalan", "volume": volume})


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("-5.07, 105.21", "(-5.07000, 105.21000)"),
        ("RT 3 -5,0771;105,2103 dekat musala", "RT 3 dekat musala (-5.07710, 105.21030)"),
        ("Jl. Raya No. 12, RT 03", "Jl. Raya No. 12, RT 03"),
    ],
)
def test_points_south_of_the_equator_are_read(address, read):
    assert str(read_place(address)) == read


def test_a_point_that_is_nowhere_is_an_error():
    with pytest.raises(BadCell):
        read_place("(105.21, -505.07)")


@pytest.mark.parametrize("text", ["2026-11-03", "3/11/2026", "03-11-2026", "3 November 2026", "3 Nov 2026"])
def test_days_are_read_as_they_are_written_here(text):
    assert read_day(text).isoformat() == "2026-11-03"


def test_a_day_to_come_is_an_error(cast, tmp_path):
    report = taken_in(cast, written(tmp_path, "id,teks,tanggal\n1,Lampu jalan mati,24/11/2026\n"))

    assert [fault.column for fault in report.faults] == ["tanggal_usul"]


def test_errors_travel_as_a_table_in_which_nothing_is_a_formula():
    text = faults_as_csv((RowFault(2, "teks", "=1+1"), RowFault(3, "id", "salah")))

    assert "'=1+1" in text
    assert not re.search(r"(?m)(^|,)[=+@-]", text)


def test_the_sample_list_comes_in_whole(cast):
    shared = os.environ.get("REMBUK_SHARED")
    if not shared:
        pytest.skip("REMBUK_SHARED names no folder with usulan_samples.csv")

    report = taken_in(cast, Path(shared) / "data" / "usulan_samples.csv")

    assert (report.new, report.faults) == (289, ())
