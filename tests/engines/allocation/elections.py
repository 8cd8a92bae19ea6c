"""Small invented elections, and the real ones beside the checkout."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from rembuk.engines.allocation import Election, Project, hold_election, parse_pb

# Ten thousand for each rule were compared before the first release; a few hundred guard against a slip.
SMALL_ELECTIONS = int(os.environ.get("REMBUK_SMALL_ELECTIONS", "150"))


def small_elections(*, points: bool = False) -> Iterator[Election]:
    """As many as are asked for."""
    return islice(endless_elections(points=points), SMALL_ELECTIONS)


def endless_elections(*, points: bool = False) -> Iterator[Election]:
    """Elections with ties, equal costs, huge costs, projects without support, empty and repeated ballots."""
    chance = random.Random(2026)
    while True:
        yield _small_election(chance, points=points)


def _small_election(chance: random.Random, *, points: bool) -> Election:
    ids = [f"p{number}" for number in range(chance.randint(1, 7))]
    unit = chance.choice([1, 7, 1000])
    projects = [Project(name, unit * chance.choice([1, 2, 2, 3, 5, 8, 40])) for name in ids]
    voted = ids[: chance.randint(1, len(ids))]
    votes = []
    for _ in range(chance.randint(1, 6)):
        marks = {name: chance.randint(1, 4) if points else 1 for name in voted if chance.random() < 0.5}
        votes += [marks] * chance.choice([1, 1, 1, 2, 5])
    return hold_election(projects, unit * chance.randint(3, 30), votes, "points" if points else "approval")


def shared_elections() -> Path:
    """The folder of real elections; whoever has none skips, and sees it."""
    for folder in Path(__file__).resolve().parents:
        if (found := folder / "shared" / "pb" / "open").is_dir():
            return found
    pytest.skip("There are no real elections beside this checkout (shared/pb/open).")


@cache
def real_election(name: str) -> Election:
    return parse_pb((shared_elections() / name).read_bytes())


# The oracle is JSON as its tools wrote it.
def oracle() -> dict[str, Any]:
    instances: dict[str, Any] = json.loads((shared_elections() / "oracle.json").read_text())["instances"]
    return instances
