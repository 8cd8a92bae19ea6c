"""The guide for whoever begins elsewhere is true: its commands, run one after the other, do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.people.models import RoleGrant
from rembuk.programmes.models import RuleSet
from rembuk.programmes.queries import rules_of
from rembuk.regions.queries import localities_of, region_by_code
from rembuk.tenancy import in_tenant
from rembuk.voices.models import Voice

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "mulai.md"
TABLE = re.compile(r"`(\w+\.csv)`[^`]*?```csv\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\./rembuk (.+)$", re.MULTILINE)
MENTIONED = re.compile(r"`\./rembuk ([^`]+)`")
# They make the tables, serve until stopped, and look at the machine: their own tests run them.
OF_THE_MACHINE = frozenset({"upgrade", "serve", "doctor"})


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of the guide, as files where somebody works."""
    for name, text in TABLE.findall(GUIDE.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def commands() -> list[list[str]]:
    return [shlex.split(line) for line in COMMAND.findall(GUIDE.read_text(encoding="utf-8"))]


def run(command: list[str]) -> str:
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    return done.output


def test_following_the_guide_begins_a_programme_in_its_own_words():
    said = {" ".join(command[:2]): run(command) for command in commands() if command[0] not in OF_THE_MACHINE}

    assert list(said) == [
        "import regions", "import words", "start-programme 18.04.04", "import hamlets", "import voices",
    ]  # fmt: skip
    with in_tenant(1804):
        rule_set = RuleSet.objects.get(programme__prefix="BB")
        assert rules_of(rule_set).words["village"].id == "pekon"
        assert [grant.person.login for grant in RoleGrant.objects.select_related("person")] == ["pengurus"]
        assert [place.with_around for place in localities_of(region_by_code("18.04.04.2005"))] == [
            "Sebarus Atas", "Dusun 2", "RT 001, Sebarus Atas", "RT 001, Dusun 2",
        ]  # fmt: skip
        assert sorted(voice.region.name for voice in Voice.objects.select_related("region")) == [
            "Padang Dalom", "Sebarus",
        ]  # fmt: skip


def test_following_the_guide_twice_changes_nothing():
    tables = [command for command in commands() if command[0] == "import"]
    start = next(command for command in commands() if command[0] == "start-programme")
    for command in (*tables[:2], start, *tables[2:]):
        run(command)

    again = {command[1]: run(command).splitlines()[0] for command in tables}
    begun = run(start)

    assert [again[name] for name in ("regions", "words", "hamlets")] == [
        "0 added, 0 changed, 6 unchanged", "0 added, 0 changed, 12 unchanged", "0 added, 0 changed, 4 unchanged",
    ]  # fmt: skip
    assert begun == "Kemitraan Balik Bukit runs there already; nothing was changed.\n"


@pytest.mark.parametrize("line", [*MENTIONED.findall(GUIDE.read_text(encoding="utf-8")), *sorted(OF_THE_MACHINE)])
def test_every_command_that_the_guide_names_exists(line):
    words = [word for word in line.split() if not word.startswith("BERKAS")]

    assert "Usage:" in run([*words, "--help"])


@pytest.mark.parametrize("option", ["--model", "--host", "--login"])
def test_every_option_that_the_guide_names_exists(option):
    assert option in run(["start-programme", "--help"])
