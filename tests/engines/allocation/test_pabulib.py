"""A file that breaks the format is refused with its line and the reason."""

from __future__ import annotations

import pytest

from rembuk.engines.allocation import MalformedFile, parse_pb

GOOD = """META
key;value
num_projects;2
num_votes;3
budget;1000.00
vote_type;approval
PROJECTS
project_id;cost;votes;name
j1;600;2;"Jalan; RT 3"
t2;400;2;Talud
VOTES
voter_id;vote
1;j1,t2
2;t2,j1
3;
"""


def test_equal_ballots_are_merged_and_empty_ones_counted() -> None:
    election = parse_pb(GOOD.replace("\n", "\r\n").encode())

    assert [project.name for project in election.projects] == ["Jalan; RT 3", "Talud"]
    assert election.canonical_text() == ("budget 1000\nproject j1 600\nproject t2 400\nballot  1\nballot j1:1,t2:1 2\n")


def test_ranked_votes_become_borda_points() -> None:
    election = parse_pb(GOOD.replace("approval", "ordinal").encode())

    assert election.scores == [1, 1]


@pytest.mark.parametrize(
    ("good", "bad", "refusal"),
    [
        ("VOTES", "VOTERS", "Line 16: the section VOTES is missing"),
        ("num_votes;3", "num_votes;4", "Line 4: num_votes is 4, but the file has 3"),
        ("num_projects;2", "num_projects;3", "Line 3: num_projects is 3, but the file has 2"),
        ("budget;1000.00", "budget;1000.50", "Line 5: the budget is '1000.50', not a whole number"),
        ("budget;1000.00", "budget;banyak", "Line 5: the budget is 'banyak', not a whole number"),
        ("budget;1000.00", "budget;1e999999999", "Line 5: the budget is '1e999999999', not a whole number"),
        ("budget;1000.00\n", "", "Line 1: META does not say the budget"),
        ("approval", "telepati", "Line 6: the vote type 'telepati' is unknown"),
        ("t2;400", "t2;-400", "Line 10: the cost is '-400', not a whole number"),
        ("t2;400", "t2;0", "Line 10: a project costs something"),
        ("t2;400", "j1;400", "Line 10: the project 'j1' has no id or stands here twice"),
        ("2;t2,j1", "2;t2,x9", "Line 14: the vote 't2,x9' cannot be read: 'x9'"),
        ("2;t2,j1", "2;t2,t2", "Line 14: the vote 't2,t2' cannot be read: a project stands there twice"),
        ("2;t2,j1", "2", "Line 14: cells are missing"),
        ("voter_id;vote", "voter_id;suara", "Line 12: the column 'vote' is missing"),
    ],
)
def test_a_malformed_file_is_refused(good: str, bad: str, refusal: str) -> None:
    with pytest.raises(MalformedFile) as refused:
        parse_pb(GOOD.replace(good, bad).encode())

    assert str(refused.value) == refusal


@pytest.mark.parametrize("points", ["banyak", "-1", "nan", "1e999999999"])
def test_points_that_are_no_number_are_refused(points: str) -> None:
    scored = GOOD.replace("approval", "scoring").replace("voter_id;vote", "voter_id;points;vote")
    file = scored.replace("1;j1", f"1;1,{points};j1").replace("2;t", "2;1,1;t").replace("3;\n", "3;;\n")

    with pytest.raises(MalformedFile) as refused:
        parse_pb(file.encode())

    assert str(refused.value) == f"Line 13: the vote 'j1,t2,1,{points}' cannot be read: {points!r} are no points"


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(MalformedFile) as refused:
        parse_pb(GOOD.encode().replace(b"Talud", b"Tal\xffud"))

    assert str(refused.value) == "Line 10: this is not UTF-8"
