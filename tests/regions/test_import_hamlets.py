from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.journal.models import Act
from rembuk.regions.faults import ImportRefused
from rembuk.regions.hamlet_files import import_hamlets
from rembuk.regions.models import Locality
from rembuk.regions.queries import localities_of
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

HAMLETS = """kode,jenis,nomor,nama,induk,penduduk,penduduk_sumber,penduduk_tanggal
18.02.02.2005,dusun,3,Sumber Agung,,1.250,Kartu keluarga,2026-06-30
18.02.02.2005,rt,001,,Sumber Agung,,,
18.02.02.2005,RT,001,,dusun-4,,,
18.02.02.2005,Dusun,4,,,,,
18.02.02.2006,dusun,,Talang Ogan,,,,
"""


@pytest.fixture
def crew():
    return cast.play()


@pytest.fixture
def write(tmp_path: Path):
    def write_file(text: str) -> Path:
        path = tmp_path / "dusun.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def faults_of(path: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        import_hamlets(path, by=None, at=MONDAY)
    return [str(fault) for fault in refused.value.faults]


def test_the_hamlets_of_several_kampung_come_in_at_once_and_twice_changes_nothing(crew, write):
    path = write(HAMLETS)

    first = import_hamlets(path, by=None, at=MONDAY)
    again = import_hamlets(path, by=None, at=MONDAY)

    assert (str(first), str(again)) == ("4 added, 1 changed, 0 unchanged", "0 added, 0 changed, 5 unchanged")
    assert [place.path for place in localities_of(crew.kampung)] == [
        "dusun-3", "dusun-4", "dusun-3/rt-001", "dusun-4/rt-001",
    ]  # fmt: skip
    crew.hamlet.refresh_from_db()
    assert (crew.hamlet.names, crew.hamlet.people) == (("Sumber Agung", "Dusun 3"), 1_250)
    assert [place.local_id for place in localities_of(crew.other_kampung)] == ["18.02.02.2006#dusun-talangogan"]
    assert Act.objects.filter(kind="localities.added").count() == 2


def test_columns_may_be_english_and_parted_by_semicolons(crew, write):
    import_hamlets(write("code;kind;number;name;aliases\n18.02.02.2005;hamlet;3;;Umbul Satu\n"), by=None, at=MONDAY)

    assert Locality.objects.get().names == ("Dusun 3", "Umbul Satu")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("18.02.02,dusun,1,", "line 2, column code: 18.02.02 is a subdistrict, not a kampung"),
        ("18.02.02.2999,dusun,1,", "line 2, column code: 18.02.02.2999 is not known; import the regions first"),
        (
            "kampung,dusun,1,",
            "line 2: column code says 'kampung', which cannot be read (not an official code such as 18.02.02.2005)",
        ),
        ("18.02.02.2005,desa,1,", "line 2: column kind says 'desa'; write dusun, rw or rt"),
        ("18.02.02.2005,dusun,,", "line 2: column number is empty, and so is column name; write one of them"),
        ("18.02.02.2005,dusun,1/2,", "line 2: column number says '1/2'; write figures or letters, at most 20"),
        ("18.02.02.2005,dusun,1," + "a" * 101, "line 2: column name is longer than 100 letters"),
        ("18.02.02.2005,dusun,1,Dusun 3", "line 2, column name: dusun-3 is called 'Dusun 3' already"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_taken_in(crew, write, line, fault):
    path = write(f"code,kind,number,name\n{line}\n18.02.02.2006,dusun,1,\n")

    assert faults_of(path) == [fault]
    assert [place.path for place in Locality.objects.all()] == [crew.hamlet.path]
    assert not Act.objects.exists()


def test_faults_of_several_kampung_stand_in_the_order_of_the_lines(crew, write):
    rows = ["18.02.02.2006,rt,1,dusun-1", "18.02.02.2005,rt,1,dusun-1", "18.02.02.2006,rt,2,dusun-1"]

    said = faults_of(write("\n".join(["code,kind,number,parent", *rows])))

    assert [fault.split(":")[0] for fault in said] == [f"line {number}, column parent" for number in (2, 3, 4)]


@pytest.mark.parametrize("people", ["-5", "banyak", "3000000000"])
def test_a_count_that_no_hamlet_has_is_refused(crew, write, people):
    head = "code,kind,number,population,population_source,population_date"

    said = faults_of(write(f"{head}\n18.02.02.2005,dusun,1,{people},BPS,2025-12-31\n"))

    assert [fault.split(",")[0] for fault in said] == [f"line 2: column population says '{people}'"]


def test_a_file_without_hamlets_says_what_it_needs(crew, write):
    said = "line 1: the file holds no hamlet; it needs the columns code, kind, and number or name"

    assert faults_of(write("code,kind\n")) == [said]


def test_the_command_line_takes_them_in(crew, write):
    done = CliRunner().invoke(app, ["import", "hamlets", str(write(HAMLETS))])
    refused = CliRunner().invoke(app, ["import", "hamlets", str(write(HAMLETS.replace("dusun,3", "dusun,3/4")))])

    assert (done.exit_code, done.output) == (0, "4 added, 1 changed, 0 unchanged\n")
    assert refused.exit_code == 1
    assert refused.output.startswith("Nothing was taken in.\nline 2: column number says '3/4'")
