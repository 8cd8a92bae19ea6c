"""The table says what the engine found, JSON says all of it, and a file that cannot be counted is refused."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.engines.opinions import gather_votes, map_opinions
from tests.engines.opinions.conversations import crowd, two_camps

TWO_CAMPS = """\
60 participants, 12 statements, 654 votes

Groups (stability 1.00; shown from 0.60)
  A     40 people
  B     20 people

Bridges: a sure majority in every group
  for      A  92 %  B  94 %   s10 Sumur di dusun 2 diperdalam
  against  A  92 %  B  94 %   s11

Consensus: a majority everywhere
  for      A  92 %  B  94 %   s10 Sumur di dusun 2 diperdalam
  against  A  92 %  B  94 %   s11

Divides: the widest gaps
  for      A   0 %  B  95 %   s3
  for      A   0 %  B  95 %   s7

To ask next
     54 answers   s9
     55 answers   s2
"""


def table(ballots):
    written = StringIO()
    csv.writer(written).writerows([("participant", "statement", "vote"), *ballots])
    return written.getvalue()


@pytest.fixture
def run(tmp_path):
    def run(text, *options, statements=""):
        (tmp_path / "votes.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / "statements.csv").write_text(statements, encoding="utf-8")
        named = ("--statements", str(tmp_path / "statements.csv")) if statements else ()
        return CliRunner().invoke(app, ["opinions", str(tmp_path / "votes.csv"), *named, *options])

    return run


def test_groups_bridges_consensus_and_divides_are_told_in_a_table(run):
    told = run(table(two_camps()), "--top", "2", statements="pernyataan,teks\ns10,Sumur di dusun 2 diperdalam\n")

    assert (told.exit_code, told.stdout) == (0, TWO_CAMPS)


def test_groups_that_are_not_firm_are_not_told(run):
    told = run(table(crowd(200)))

    assert told.exit_code == 0
    assert "\nNo groups: half of the people alone would often make others.\n" in told.stdout
    assert "Bridges: a sure majority in every group\n  none\n" in told.stdout


def test_few_people_are_told_to_be_few(run):
    assert "\nNo groups: fewer than 10 people answered enough" in run(table(two_camps(people=9))).stdout


def test_json_says_everything(run):
    ballots = two_camps()
    found = map_opinions(gather_votes(ballots))

    told = json.loads(run(table(ballots), "--json").stdout)

    assert told["groups"]["sizes"] == [40, 20]
    assert told["groups"]["stability"] == "1"
    assert told["groups"]["members"] == {f"w{person}": int(person % 3 == 0) for person in range(60)}
    assert told["map"] == dict(zip(found.votes.participants, found.places.tolist(), strict=True))
    assert [each["statement"] for each in told["bridging"]] == ["s10", "s11"]
    assert told["bridging"][0] == {"statement": "s10", "side": "for", "strength": str(found.bridging[0].strength)}
    assert told["dividing"][0]["gap"] == str(found.dividing[0].gap)
    assert [each["statement"] for each in told["ask_next"]] == [each.answers.statement for each in found.questions]
    assert told["answers"]["s10"]["everyone"] == [found.answers[2].everyone.agreed, 0, found.answers[2].everyone.passed]


def test_json_names_nobody_when_groups_are_refused(run):
    told = json.loads(run(table(crowd(200)), "--json").stdout)

    assert sorted(told["groups"]) == ["refusal", "stability"]
    assert told["groups"]["refusal"] == "unstable"


def test_a_statement_set_aside_is_counted_and_in_no_list(run):
    told = run(table(two_camps()), statements="comment-id,comment-body,moderated\ns10,Iklan,-1\n")

    assert told.stdout.startswith("60 participants, 12 statements, 1 of them set aside, 654 votes\n")
    assert "s10" not in told.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("warga,suara\n", "votes.csv: Line 1: there is no column statement or comment-id or pernyataan.\n"),
        ("warga,pernyataan,suara\nSari,jalan,9\n", "votes.csv: Line 2: '9' is not a vote; write 1, 0 or -1.\n"),
        (b"warga,pernyataan,suara\nS\xff", "votes.csv: It is not text in UTF-8, from byte 24 on.\n"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_one_sentence(run, text, sentence):
    told = run(text)

    assert (told.exit_code, told.stdout, told.stderr) == (2, "", sentence)


def test_statements_that_cannot_be_read_are_refused_in_one_sentence(run):
    told = run(table(two_camps()), statements="pernyataan\njalan\n")

    assert told.exit_code == 2
    assert told.stderr == "statements.csv: Line 1: there is no column text or comment-body or teks.\n"


def test_a_file_that_is_not_there_is_a_wrong_use():
    assert CliRunner().invoke(app, ["opinions", "nowhere.csv"]).exit_code == 2
