"""How long the frontier of a negotiation takes, beside the count of the same election by pabutools."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.bench.report import Promise, judge
from rembuk.cli.count_race import Bounds, alone, count_there, once
from rembuk.cli.counted import Measured

if TYPE_CHECKING:
    from rembuk.engines.allocation import Election
    from rembuk.engines.negotiation import Table

# A frontier may take as long as so many counts by pabutools.
MOST_COUNTS = 10

FUNDS = ("dana-desa", "add", "donor")
GROUPS = [frozenset(group) for size in (1, 2, 3) for group in combinations(FUNDS, size)]


def race_frontiers(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    *,
    draws: Annotated[int, typer.Option(min=1, help="How many tables are made of the election.")] = 20,
) -> None:
    """Find all best deals of negotiations made out of an election; fail when one takes as long as ten counts of it."""
    from rembuk.engines.allocation import parse_pb
    from rembuk.engines.negotiation import frontier

    election = parse_pb(file.read_bytes())
    theirs = alone(Bounds(600, 4096), count_there, file, False)  # noqa: FBT003 - a process takes plain arguments.
    typer.echo(f"{len(election.projects)} projects, {len(FUNDS)} funds, {draws} tables; processor seconds")
    rows = [once(partial(frontier, negotiation(election, draw))) for draw in range(draws)]
    deals, seconds = [len(found) for found, _ in rows], [taken for _, taken in rows]
    typer.echo(f"{min(deals)} to {max(deals)} deals; median {median(seconds):.3f}, longest {max(seconds):.3f}")
    if not isinstance(theirs, Measured):
        raise typer.BadParameter(f"pabutools could not count {file.stem}, so nothing says how long is too long")
    typer.echo(f"pabutools, one count of {file.stem}: {theirs.count:.3f}, ten times that {10 * theirs.count:.3f}")
    judge([Promise("longest frontier / one count by pabutools", max(seconds) / theirs.count, most=MOST_COUNTS)])


def negotiation(election: Election, draw: int) -> Table:
    """Return a table at which the government ranks much at random, and each project has a random group of funds.

    Residents value a project by its votes, in every second draw by votes times cost.
    """
    from rembuk.engines.negotiation import Project, Table

    chance = Random(draw)  # noqa: S311 - the same table each time.
    most = max(election.votes)
    liking = [0.4 * votes / most + 0.6 * chance.random() for votes in election.votes]
    rank = {place: points for points, place in enumerate(sorted(range(len(liking)), key=liking.__getitem__))}
    projects = [
        Project(project.id, project.cost, votes * (project.cost if draw % 2 else 1), rank[place], chance.choice(GROUPS))
        for place, (project, votes) in enumerate(zip(election.projects, election.votes, strict=True))
    ]
    return Table(tuple(projects), dict.fromkeys(FUNDS, election.budget // len(FUNDS)))
