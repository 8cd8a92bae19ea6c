"""`./rembuk count` and `./rembuk verify-count`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rembuk.cli.commands import app
from rembuk.cli.installation import CHECKOUT
from rembuk.engines.allocation import Conditions, count_shared_funds, funded_transcript, parse_pb

# The five projects of the guides, so that what the guides say is what is counted.
BALLOTS = (CHECKOUT / "docs" / "guides" / "hitung-suara" / "contoh.pb").read_text()


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    file = tmp_path / "ballots.pb"
    file.write_text(BALLOTS)
    return file


def _rembuk(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_count_is_printed_as_json_with_all_that_repeats_it(ballots: Path) -> None:
    result = _rembuk("count", ballots, "--completion", "add1", "--json")

    assert json.loads(result.stdout) == {
        "rule": "equal-shares",
        "parameters": {
            "utility": "cost",
            "completion": "add1",
            "tie": "id",
            "start": "exact",
            "stop": "exhaustive",
            "step": 1,
        },
        "winners": ["jalan", "posyandu"],
        "spent": 950,
        "endowment": "100/1",
    }


@pytest.mark.parametrize(
    ("options", "winners"),
    [
        (["--rule", "greedy"], ["jalan", "air"]),
        (["--rule", "greedy", "--order", "cost"], ["lampu", "talud", "air"]),
        (["--rule", "greedy", "--order", "density"], ["lampu", "air", "talud"]),
        (["--rule", "phragmen"], ["lampu", "air"]),
        (["--rule", "welfare"], ["air", "jalan"]),
        (["--utility", "count"], ["lampu", "air"]),
    ],
)
def test_each_rule_is_counted(ballots: Path, options: list[str], winners: list[str]) -> None:
    result = _rembuk("count", ballots, "--json", *options)

    assert json.loads(result.stdout)["winners"] == winners


def test_compiled_code_prints_the_same(ballots: Path) -> None:
    pytest.importorskip("numba", reason="numba is not installed")
    options = ("count", ballots, "--completion", "add1", "--explain", "talud", "--json")

    assert _rembuk(*options, "--compiled").output == _rembuk(*options).output


def test_without_numba_there_is_no_compiled_code(ballots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rembuk.engines.allocation.compiled", None)

    result = _rembuk("count", ballots, "--compiled")

    assert (result.exit_code, result.stderr) == (2, "--compiled needs numba: pip install numba.\n")


def test_a_table_is_printed_for_people(ballots: Path) -> None:
    result = _rembuk("count", ballots)

    assert [line.split() for line in result.stdout.splitlines() if line] == [
        ["equal-shares", "(utility", "cost,", "completion", "none,", "tie", "id)"],
        ["cost", "votes", "project"],
        ["1", "600", "6", "jalan", "Jalan", "usaha", "tani"],
        ["2", "350", "4", "posyandu", "Posyandu"],
        ["950", "of", "1,000", "for", "10", "voters"],
        ["100.00", "for", "each", "voter", "to", "begin", "with"],
    ]


def test_a_published_count_is_accepted_and_a_changed_one_refused(ballots: Path, tmp_path: Path) -> None:
    published = tmp_path / "count.json"
    _rembuk("count", ballots, "--transcript", published)
    honest = _rembuk("verify-count", published, ballots)

    published.write_text(published.read_text().replace('"cost": 350', '"cost": 250'))
    changed = _rembuk("verify-count", published, ballots)

    assert (honest.exit_code, honest.stdout) == (0, "Accepted.\n")
    assert (changed.exit_code, changed.stderr.split(":")[0]) == (1, "Refused")


@pytest.mark.parametrize(
    ("transcript", "file", "said"),
    [
        ("ballots.pb", "count.json", "ballots.pb is not JSON; name the transcript first, then the ballots.\n"),
        ("deep.json", "ballots.pb", "deep.json is not JSON; name the transcript first, then the ballots.\n"),
        ("none.json", "ballots.pb", "none.json cannot be read: No such file or directory.\n"),
        ("count.json", "none.pb", "none.pb cannot be read: No such file or directory.\n"),
        ("count.json", ".", ". cannot be read: Is a directory.\n"),
        ("count.json", "noise", "noise cannot be read. Line 1: this is not UTF-8.\n"),
        ("count.json", "count.json", "count.json cannot be read. Line 27: the section META is missing.\n"),
    ],
)
def test_files_that_are_no_count_and_its_ballots_are_refused_in_one_sentence(
    ballots: Path, monkeypatch: pytest.MonkeyPatch, transcript: str, file: str, said: str
) -> None:
    monkeypatch.chdir(ballots.parent)
    _rembuk("count", ballots, "--transcript", "count.json")
    Path("deep.json").write_text("[" * 100_000)
    Path("noise").write_bytes(b"\xff\xfe")

    result = _rembuk("verify-count", transcript, file)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_published_count_of_several_funds_is_checked_too(ballots: Path, tmp_path: Path) -> None:
    election = parse_pb(ballots.read_bytes())
    outcome = count_shared_funds(election, Conditions({"add": 300, "dana-desa": 700}))
    published = tmp_path / "count.json"
    published.write_text(json.dumps(funded_transcript(election, outcome)))

    honest = _rembuk("verify-count", published, ballots)
    published.write_text(published.read_text().replace('"add": 300', '"add": 301'))
    changed = _rembuk("verify-count", published, ballots)

    assert (honest.exit_code, honest.stdout) == (0, "Accepted.\n")
    assert (changed.exit_code, changed.stderr[:17]) == (1, "Refused: transcri")


def test_what_cannot_be_read_is_refused_in_one_sentence(ballots: Path) -> None:
    ballots.write_text(BALLOTS.replace("300;5", "tiga;5"))

    result = _rembuk("count", ballots)

    assert (result.exit_code, result.stderr) == (
        2,
        f"{ballots} cannot be read. Line 9: the cost is 'tiga', not a whole number.\n",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--completion", "add2"], "--completion is one of none, add1, greedy, not 'add2'.\n"),
        (["--utility", "price"], "--utility is one of cost, count, points, not 'price'.\n"),
        (["--tie", "votes,name"], "--tie is one of cost, votes, id, not 'name'.\n"),
        (["--rule", "greedy", "--order", "id"], "--order is one of votes, cost, density, not 'id'.\n"),
    ],
)
def test_an_unknown_parameter_is_answered_with_those_that_there_are(
    ballots: Path, options: list[str], said: str
) -> None:
    result = _rembuk("count", ballots, *options)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_project_is_explained_in_sentences(ballots: Path) -> None:
    won = _rembuk("count", ballots, "--explain", "posyandu")
    lost = _rembuk("count", ballots, "--explain", "air")

    assert won.stdout.splitlines()[-4:] == [
        "posyandu was bought in round 2.",
        "Nobody paid more than 87.50 for it; 4 paid that.",
        "0 gave all they had left.",
        "It takes 38.00 more for each voter, 380.00 for all 10, before other projects are bought.",
    ]
    assert lost.stdout.splitlines()[-7:] == [
        "air was not bought.",
        "At a cost of 37 it would have won.",
        "With 1 more of the voters for it, it could have won.",
        "With 138.00 for each voter it would have been bought.",
        "Its supporters spent 262 on posyandu.",
        "Its supporters spent 200 on jalan.",
        "It takes 38.00 more for each voter, 380.00 for all 10, before other projects are bought.",
    ]


def test_what_greedy_completion_adds_is_not_said_to_have_lost(ballots: Path) -> None:
    added = _rembuk("count", ballots, "--utility", "count", "--completion", "greedy", "--explain", "talud")

    said = "talud was not bought by equal shares; what they left over was enough for it."
    assert said in added.stdout.splitlines()


def test_an_unknown_project_is_refused_before_anything_is_printed(ballots: Path) -> None:
    result = _rembuk("count", ballots, "--explain", "jembatan")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no project 'jembatan' in this file.\n"


def test_a_count_that_cannot_be_explained_says_by_which_rule_it_was(ballots: Path) -> None:
    result = _rembuk("count", ballots, "--rule", "greedy", "--explain", "jalan")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Only a count by equal shares is explained, not one by greedy.\n"


def test_a_course_that_cannot_be_written_is_refused_in_one_sentence(ballots: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "count.json"

    result = _rembuk("count", ballots, "--transcript", nowhere)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{nowhere} cannot be written: No such file or directory.\n"


def test_counting_does_not_load_django(ballots: Path) -> None:
    code = (
        "import sys; from rembuk.cli.commands import app; "
        f"app(['count', {str(ballots)!r}], standalone_mode=False); sys.exit('django' in sys.modules)"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert run.returncode == 0
