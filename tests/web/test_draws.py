"""A stranger draws again with nothing but what the page of a draw hands out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from rembuk.projects.actions import announce_witnesses, hold_draw
from rembuk.projects.models import Draw
from rembuk.projects.queries import tickets_of
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import prepared, residents
from tests.web.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

SECRET, OTHER = "rahasia contoh", "rahasia lain"


def announced(cast: Cast) -> Draw:
    residents(cast, 8)
    return announce_witnesses(prepared(cast), SECRET, by=cast.facilitator, at=THURSDAY)


def downloaded(draw: Draw, folder: Path) -> Path:
    """Download the script and the file of a draw by the links of its page, and return the file."""
    client = Client()
    script, file = (
        next(link for link in read(client.get(f"/kerja/undian/{draw.pk}")).links if link.endswith(ending))
        for ending in ("redraw.py", ".json")
    )
    (folder / "redraw.py").write_bytes(client.get(script).content)
    (folder / "draw.json").write_bytes(client.get(file).content)
    return folder / "draw.json"


def redrawn(file: Path) -> subprocess.CompletedProcess[str]:
    script = file.with_name("redraw.py")
    return subprocess.run([sys.executable, "-I", script, file], capture_output=True, text=True, check=False)


def test_the_page_hands_out_a_short_script_and_a_file_that_draw_the_same(cast: Cast, tmp_path: Path) -> None:
    draw = announced(cast)
    hold_draw(draw, "dadu 3 5 1 6", by=cast.council, at=THURSDAY)

    said = redrawn(downloaded(draw, tmp_path))

    drawn = sorted((one for one in tickets_of(draw) if one.place), key=lambda one: one.place or 0)
    assert (said.returncode, said.stdout.split(), said.stderr) == (0, [one.name for one in drawn], "")
    assert len((tmp_path / "redraw.py").read_text().splitlines()) <= 30


def test_the_page_shows_the_script_and_how_to_start_it(cast: Cast) -> None:
    shown = read(Client().get(f"/kerja/undian/{announced(cast).pk}")).text

    assert "python3 redraw.py draw.json" in shown
    assert 'sha(published["secret"])' in shown


def test_before_the_draw_the_script_says_that_nobody_is_drawn(cast: Cast, tmp_path: Path) -> None:
    said = redrawn(downloaded(announced(cast), tmp_path))

    assert (said.returncode, said.stdout, said.stderr) == (1, "", "Not drawn yet.\n")


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"secret": OTHER}, "The secret is not the one"),
        ({"names": ["W-001", "W-002", "W-003", "W-004", "W-005"]}, "The list is not the one"),
        ({"drawn": ["W-001", "W-002", "W-003", "W-004", "W-005"]}, "Others were published"),
        ({"word": "dadu 1 1 1 1"}, "Others were published"),
    ],
)
def test_the_script_says_what_was_changed(cast: Cast, tmp_path: Path, changed, complaint) -> None:
    draw = announced(cast)
    hold_draw(draw, "dadu 3 5 1 6", by=cast.council, at=THURSDAY)
    file = downloaded(draw, tmp_path)

    file.write_text(json.dumps({**json.loads(file.read_text()), **changed}))

    assert complaint in redrawn(file).stderr
