"""Votes are taken as they stand in the file, the later for the earlier, or the file is refused with line and reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.opinions import Statement, Votes, VotesRefused, gather_votes, read_statements, read_votes
from tests.engines.opinions.conversations import Ballot

HEADER = "participant,statement,vote\n"


def as_ballots(votes: Votes) -> list[Ballot]:
    return [
        (votes.participants[voter], votes.statements[topic], int(value))
        for voter, topic, value in zip(votes.voters, votes.topics, votes.values, strict=True)
    ]


def test_an_export_of_polis_is_read_by_its_own_columns() -> None:
    text = "timestamp,datetime,comment-id,voter-id,vote\n1,Mon,3,10,-1\n2,Mon,3,9,1\n3,Mon,20,9,0\n"

    votes = read_votes(text)

    assert as_ballots(votes) == [("9", "3", 1), ("9", "20", 0), ("10", "3", -1)]


@pytest.mark.parametrize(
    "text",
    [
        "warga;pernyataan;suara\nSari;jalan;setuju\nBudi;jalan;Tidak Setuju\nBudi;lampu;lewat\n",
        "\ufeffWarga,Pernyataan,Suara\r\n\r\n Sari ,jalan,ya\r\nBudi,jalan,tidak\r\nBudi,lampu,ragu",
        'vote,note,statement,participant\n+1,"two\nlines",jalan,Sari\n-1,,jalan,Budi\n0,,lampu,Budi\n',
    ],
)
def test_a_typed_table_is_read_in_the_words_and_signs_of_its_author(text: str) -> None:
    assert as_ballots(read_votes(text)) == [("Budi", "jalan", -1), ("Budi", "lampu", 0), ("Sari", "jalan", 1)]


def test_of_two_votes_on_one_statement_the_later_line_counts() -> None:
    assert as_ballots(read_votes(f"{HEADER}sari,road,1\nsari,road,-1\n")) == [("sari", "road", -1)]


def test_of_two_votes_on_one_statement_the_later_moment_counts() -> None:
    text = "timestamp,participant,statement,vote\n20,sari,road,1\n3,sari,road,-1\n"

    assert as_ballots(read_votes(text)) == [("sari", "road", 1)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the file is empty"),
        ("\n\n", 1, "the file is empty"),
        (HEADER, 1, "there is no vote below it"),
        ("participant,vote\nsari,1\n", 1, "there is no column statement or comment-id or pernyataan"),
        (f"{HEADER}sari,road,1\nbudi,road\n", 3, "it has 2 cells where the first line has 3"),
        (f"{HEADER}sari,road,2\n", 2, "'2' is not a vote; write 1, 0 or -1"),
        (f"{HEADER}sari,,1\n", 2, "a vote needs a participant and a statement"),
        (f'{HEADER}sari,"road,1\n', 2, "this is not CSV (unexpected end of data)"),
        ("timestamp,participant,statement,vote\nnoon,sari,road,1\n", 2, "the moment 'noon' is not a whole number"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_with_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(VotesRefused) as refused:
        read_votes(text)

    assert (refused.value.line, refused.value.reason) == (line, reason)
    assert str(refused.value) == f"Line {line}: {reason}."


@given(st.text())
def test_whatever_the_file_it_is_counted_or_refused(text: str) -> None:
    try:
        votes = read_votes(HEADER + text)
    except VotesRefused:
        return
    assert len(votes.values) > 0


def test_statements_bring_their_words_and_whether_they_are_set_aside() -> None:
    text = 'timestamp,comment-id,moderated,comment-body\n1,0,1,"Jalan, lalu lampu"\n2,1,-1,Iklan\n'

    assert read_statements(text) == (Statement("0", "Jalan, lalu lampu", False), Statement("1", "Iklan", True))
    assert read_statements("pernyataan,teks\n7,Sumur\n") == (Statement("7", "Sumur", False),)


def test_statements_that_are_set_aside_are_known_but_not_kept() -> None:
    votes = gather_votes([("sari", "road", 1), ("sari", "advert", 1), ("budi", "advert", -1)], set_aside={"advert"})

    assert votes.statements == ("advert", "road")
    assert votes.aside.tolist() == [True, False]
    assert votes.answered.tolist() == [1, 2]
    assert votes.kept.statements == ("road",)
    assert as_ballots(votes.kept) == [("sari", "road", 1)]
