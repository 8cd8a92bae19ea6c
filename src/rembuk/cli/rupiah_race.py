"""How long a walk of Add1 in steps of one rupiah takes, beside one count without it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.bench.report import Promise, judge
from rembuk.cli.count_race import timed

if TYPE_CHECKING:
    from rembuk.engines.allocation import Election
    from rembuk.engines.allocation.equal_shares import Table

BUDGET = 10_000_000_000
HAMLETS = 6
MOST_MARKS = 5

# A walk of a million steps may take as long as so many counts by NumPy.
MOST_COUNTS = 50


def race_rupiah(
    *,
    voters: Annotated[int, typer.Option(min=1, help="How many people vote.")] = 7_000,
    projects: Annotated[int, typer.Option(min=2, help="On how many projects.")] = 20,
    draws: Annotated[int, typer.Option(min=1, help="How many elections are made up.")] = 10,
) -> None:
    """Raise each share by one rupiah at a time, some million times; fail when that takes as long as many counts."""
    kinds = _kinds()
    head = "".join(f" {name:>10} {'counts':>7}" for name, _ in kinds)
    typer.echo(f"{voters:,} voters, {projects} projects; processor seconds, the shortest of five")
    typer.echo(f"{'draw':>4} {'ballots':>8} {'steps':>10} {'one count':>10}{head}")
    elections = (generated_election(draw, voters=voters, projects=projects) for draw in range(draws))
    ratios = [_race(draw, election, [kind for _, kind in kinds]) for draw, election in enumerate(elections)]
    judge([Promise("walk / one count, median", median(ratios), most=MOST_COUNTS)])


def _kinds() -> list[tuple[str, type[Table]]]:
    """How a walk is computed: by NumPy and, where numba is installed, by compiled code."""
    from rembuk.engines.allocation.equal_shares import Table

    if find_spec("numba") is None:
        return [("the walk", Table)]
    from rembuk.engines.allocation.compiled import CompiledTable

    return [("the walk", Table), ("compiled", CompiledTable)]


def _race(draw: int, election: Election, kinds: Sequence[type[Table]]) -> float:
    """Print a row, and return as how many counts by NumPy the last walk takes."""
    from rembuk.engines.allocation import Completion, EqualShares, count_equal_shares
    from rembuk.engines.allocation.completion import Start, first_endowment

    rules = EqualShares(completion=Completion.ADD1)
    _, single = timed(partial(count_equal_shares, election, EqualShares()))
    walks = [timed(partial(count_equal_shares, election, rules, kind)) for kind in kinds]
    steps = int(walks[0][0].endowment - first_endowment(election, Start.EXACT))
    cells = "".join(f" {seconds:10.4f} {seconds / single:7.0f}" for _, seconds in walks)
    typer.echo(f"{draw:4} {len(election.ballots.weights):8,} {steps:10,} {single:10.4f}{cells}")
    return walks[-1][1] / single


def generated_election(draw: int, *, voters: int, projects: int) -> Election:
    """Return an election in which people mark what is popular and what is built in their own hamlet."""
    from rembuk.engines.allocation import Project, hold_election

    chance = Random(draw)  # noqa: S311 - the same election each time.
    ids = [f"p{number:02}" for number in range(projects)]
    hamlet = {id_: chance.randrange(HAMLETS) for id_ in ids}
    built = [Project(id_, chance.randint(BUDGET // 200, BUDGET // 8) // 1000 * 1000) for id_ in ids]
    popular = {id_: chance.random() ** 2 for id_ in ids}
    votes = [_vote(chance, hamlet, popular) for _ in range(voters)]
    return hold_election(built, BUDGET, votes)


def _vote(chance: Random, hamlet: dict[str, int], popular: dict[str, float]) -> list[str]:
    home, marks = chance.randrange(HAMLETS), chance.randint(1, MOST_MARKS)
    liked = {id_: chance.random() * (popular[id_] + (hamlet[id_] == home)) for id_ in hamlet}
    return sorted(liked, key=lambda id_: -liked[id_])[:marks]
