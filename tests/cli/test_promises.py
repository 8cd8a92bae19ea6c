import pytest
from typer.testing import CliRunner

from rembuk.cli import promises
from rembuk.cli.commands import app
from rembuk.cli.promises import PROMISES, Measured, Promise, faults_in_page, page, read_measured, write_measured

KEPT = Measured("20000 requests, 0 failures.", is_kept=True, on="2026-11-25", machine="a small one")


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """A page of its own, with nothing measured yet."""
    (tmp_path / "guarantees.json").write_text("{}")
    monkeypatch.setattr(promises, "MEASURED", tmp_path / "guarantees.json")
    monkeypatch.setattr(promises, "PAGE", tmp_path / "guarantees.md")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["guarantees", *arguments])


def test_every_promise_has_its_row_whether_measured_or_not():
    rows = [line.split(" | ")[0] for line in page({}).splitlines() if "`./rembuk " in line and line.startswith("| ")]

    assert rows == [f"| {one.name}" for one in PROMISES]


def test_every_promise_names_a_command_that_there_is():
    answers = {one.name: CliRunner().invoke(app, [*one.command.split(), "--help"]).exit_code for one in PROMISES}

    assert set(answers.values()) == {0}, answers


def test_a_row_says_figures_verdict_day_and_machine():
    row = next(line for line in page({"fuzz": KEPT}).splitlines() if line.startswith("| fuzz "))

    assert row.endswith("| `./rembuk fuzz` | 20000 requests, 0 failures. | yes | 2026-11-25, a small one |")


def test_what_was_measured_reads_back_and_what_is_promised_no_more_is_left_out():
    text = write_measured({"fuzz": KEPT}).replace("{\n", '{\n  "gone": {},\n', 1)

    assert read_measured(text) == {"fuzz": KEPT}


def test_measuring_keeps_the_last_line_and_what_was_measured_before(docs, monkeypatch):
    (docs / "guarantees.json").write_text(write_measured({"fuzz": KEPT}))
    monkeypatch.setattr(promises, "PROMISES", (*PROMISES, Promise("help", "It helps.", "matrix --help")))

    done = run("help")

    said = read_measured((docs / "guarantees.json").read_text())
    assert (done.exit_code, said["fuzz"], said["help"].is_kept, said["help"].figures[-1:]) == (0, KEPT, True, "╯")
    assert faults_in_page(docs) == []


def test_a_broken_promise_is_written_down_and_fails(docs, monkeypatch):
    monkeypatch.setattr(promises, "PROMISES", (Promise("none", "There is no such thing.", "no-such-command"),))

    done = run("none")

    assert done.exit_code == 1
    assert "| no |" in (docs / "guarantees.md").read_text()


def test_a_promise_that_nobody_made_is_refused(docs):
    assert run("eternal-life").exit_code == 2


def test_a_page_that_somebody_touched_is_noticed(docs):
    run()
    (docs / "guarantees.md").write_text((docs / "guarantees.md").read_text().replace("not measured yet", "splendid", 1))

    assert faults_in_page(docs) == ["docs/guarantees.md is out of date; run ./rembuk guarantees"]
