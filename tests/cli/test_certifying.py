import json

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.installation import CHECKOUT

PAGE = CHECKOUT / "docs" / "engines" / "negotiation.md"
ROUND = json.loads(PAGE.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0])
FAIR = ["drain", "well", "lamps"]


@pytest.fixture
def files(tmp_path):
    """A file with a deal on the frontier, and where its proof goes."""
    talks, proof = tmp_path / "talks.json", tmp_path / "proof.json"
    talks.write_text(json.dumps(ROUND | {"deal": FAIR}))
    return talks, proof


def run(command, *files):
    return CliRunner().invoke(app, [command, *map(str, files)])


def test_a_proof_is_written_and_passes_the_check(files):
    written = run("certify-deal", *files)
    checked = run("check-deal", *files)

    assert (written.exit_code, checked.exit_code) == (0, 0)
    assert written.stdout.startswith("Residents 19, government 17: proved in ")
    assert checked.stdout == "Proved: no possible bundle beats residents 19, government 17.\n"


def test_the_proof_of_other_talks_does_not_pass(files):
    talks, proof = files
    run("certify-deal", talks, proof)
    talks.write_text(json.dumps(ROUND | {"funds": {"village": 140_000_000, "donor": 30_000_000}}))

    checked = run("check-deal", talks, proof)

    assert checked.exit_code == 1
    assert checked.stderr.startswith("proof.json: The end ")


def test_a_deal_that_can_be_improved_gets_no_proof(files):
    talks, proof = files
    talks.write_text(json.dumps(ROUND))

    written = run("certify-deal", talks, proof)

    assert (written.exit_code, written.stderr) == (1, "The deal can be improved; ./rembuk negotiate shows how.\n")
    assert not proof.exists()


@pytest.mark.parametrize(
    ("deal", "fault"),
    [(None, "There is no deal in the file."), (["moon"], "Project 'moon' is not on the table.")],
)
def test_a_file_without_a_possible_deal_ends_with_2(files, deal, fault):
    talks, proof = files
    talks.write_text(json.dumps(ROUND | {"deal": deal}))

    written = run("certify-deal", talks, proof)

    assert (written.exit_code, written.stderr) == (2, f"talks.json: {fault}\n")


@pytest.mark.parametrize("said", ["", "{", "[]", '{"deal": [], "proof": {}}', "[" * 100_000])
def test_what_is_no_proof_ends_with_2_and_one_line(files, said):
    talks, proof = files
    proof.write_text(said)

    checked = run("check-deal", talks, proof)

    assert checked.exit_code == 2
    assert checked.stderr.startswith("proof.json: This is no proof: ")
    assert checked.stderr.count("\n") == 1
