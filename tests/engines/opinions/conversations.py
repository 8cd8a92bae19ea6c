"""Conversations to test with: a made one with two camps, and the real ones beside the checkout where there are any."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from rembuk.engines.opinions import AGREE, DISAGREE, PASS, OpinionMap, Votes, adjusted_rand, read_statements, read_votes

Ballot = tuple[str, str, int]
REAL = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.taxes",
    "vtaiwan.uberx",
)
ATTRIBUTION = "Data was gathered using the Polis software (compdemocracy.org/polis), CC BY 4.0."


def two_camps(people: int = 60, statements: int = 12) -> list[Ballot]:
    """Two camps at odds about most statements, of one mind about the last two; some pass, differ or do not answer."""
    return [
        (f"w{person}", f"s{statement}", _answer(person, statement, statements))
        for person, statement in product(range(people), range(statements))
        if (person * 7 + statement * 3) % 11
    ]


def _answer(person: int, statement: int, statements: int) -> int:
    if (person * 5 + statement * 13) % 17 == 0:
        return PASS
    if statement >= statements - 2:
        return DISAGREE if statement == statements - 1 else AGREE
    camp = AGREE if person % 3 else DISAGREE
    return -camp if (person + 3 * statement) % 7 == 0 or statement % 4 == 3 else camp


def crowd(people: int, statements: int = 12) -> list[Ballot]:
    """Answers without any camp, from a fixed row of numbers."""
    answers = np.random.default_rng(7).integers(-1, 2, size=(people, statements))
    return [
        (f"w{person}", f"s{statement}", int(answers[person, statement]))
        for person, statement in np.ndindex(answers.shape)
    ]


@dataclass(frozen=True)
class Conversation:
    """A real conversation: the votes, and the group that Polis gave to each participant when it was exported."""

    votes: Votes
    official: dict[str, int]

    def agreement(self, opinions: OpinionMap) -> float:
        """How well the groups agree with the official ones, over those who have both."""
        grouping = opinions.grouping
        names = [opinions.votes.participants[place] for place in grouping.members]
        known = [place for place, name in enumerate(names) if name in self.official]
        official = np.array([self.official[names[place]] for place in known])
        return float(adjusted_rand(grouping.labels[known], official))


def conversation(name: str) -> Conversation:
    folder = _folder() / name
    statements = read_statements(_text(folder / "comments.csv"))
    aside = {statement.name for statement in statements if statement.is_aside}
    exported = csv.DictReader(_text(folder / "participants-votes.csv").splitlines())
    official = {row["participant"]: int(row["group-id"]) for row in exported if row["group-id"]}
    return Conversation(read_votes(_text(folder / "votes.csv"), set_aside=aside), official)


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _folder() -> Path:
    found = next((up / "shared" / "polis" for up in Path(__file__).parents if (up / "shared" / "polis").is_dir()), None)
    if found is None:
        pytest.skip("the real conversations are not beside this checkout (shared/polis)")
    return found
