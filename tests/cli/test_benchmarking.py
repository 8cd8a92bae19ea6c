"""`./rembuk bench engines`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.installation import CHECKOUT

EXAMPLE = CHECKOUT / "docs" / "guides" / "hitung-suara" / "contoh.pb"


def test_both_counts_are_measured_and_compared(tmp_path: Path) -> None:
    folder, out = tmp_path / "elections", tmp_path / "numbers.json"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder)

    result = CliRunner().invoke(app, ["bench", "engines", str(folder), "--out", str(out)])

    measured = json.loads(out.read_text())["counts"]
    assert result.stdout.splitlines()[-1].split()[-1] == "yes"
    assert [(row["file"], row["rembuk"]["winners"], row["pabutools"]["winners"]) for row in measured] == [
        ("contoh.pb", ["jalan", "posyandu"], ["jalan", "posyandu"])
    ]


def test_files_larger_than_asked_for_are_left_out(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path)

    result = CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--largest", "10"])

    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


def test_dearer_elections_choose_the_same_with_as_many_more_steps(tmp_path: Path) -> None:
    out = tmp_path / "numbers.json"
    shutil.copy(EXAMPLE, tmp_path)

    CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--add1", "--dearer", "18000", "--out", str(out)])

    (measured,) = json.loads(out.read_text())["counts"]
    assert (measured["rembuk"]["winners"], measured["pabutools"]) == (["jalan", "posyandu"], None)
