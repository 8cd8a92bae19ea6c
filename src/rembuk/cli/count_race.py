"""How fast ballots are counted and opinions mapped, side by side with other tools, for every file of a folder."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import platform
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from rembuk.cli.bench.report import Promise, judge
from rembuk.cli.counted import HEAD, Exceeded, Measured, Race, Side

if TYPE_CHECKING:
    from rembuk.engines.allocation import Election
    from rembuk.engines.allocation.equal_shares import Table

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False)]
REPEATS = 5

# Ratios to pabutools are promised of elections with more marks on merged ballots than this.
MANY_MARKS = 3_000

# With Add1, the compiled count is one of ours; alone, it has an aim of its own.
LEAST, LEAST_COMPILED = 300, 1_000

# To say of all losers what they lacked takes so many counts at most, in any such election.
MOST_EXPLAINING = 5

# Where ballots give points, both count by them; of a ranking pabutools takes Borda points, as is done here.
SATISFACTIONS = {
    "ordinal": "Additive_Borda_Sat",
    "cumulative": "Additive_Cardinal_Sat",
    "scoring": "Additive_Cardinal_Sat",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one count may take: seconds by the clock, and megabytes of memory that it may reserve."""

    seconds: int
    megabytes: int

    def hold(self) -> None:
        """Bind this process to them."""
        # Not RLIMIT_CPU: with it, Linux tells processor time in ticks only, too coarse for what is measured here.
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(self.seconds)
        resource.setrlimit(resource.RLIMIT_AS, (self.megabytes * 2**20,) * 2)


def race_counts(
    folder: Folder,
    *,
    add1: Annotated[
        bool, typer.Option("--add1", help="Complete by Add1; pabutools then takes hours on a city.")
    ] = False,
    dearer: Annotated[
        int, typer.Option(min=1, help="Multiply all amounts, so that Add1 takes as many more steps; here only.")
    ] = 1,
    seconds: Annotated[int, typer.Option(min=1, help="End a count that takes longer by the clock, and say so.")] = 300,
    megabytes: Annotated[int, typer.Option(min=1, help="End a count that takes more memory, and say so.")] = 4096,
    largest: Annotated[int, typer.Option(help="Leave out files of more bytes than this.")] = 300_000,
    opinions: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Map every conversation exported by Polis here.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write all numbers to this file as JSON.")] = None,
) -> None:
    """Count every .pb file of a folder by equal shares, here and by pabutools; fail when a promise is broken.

    Ballots that give points or ranks are counted by points, the others by cost.
    """
    files = [file for file in sorted(folder.glob("*.pb")) if file.stat().st_size <= largest]
    races = list(_race_files(files, Bounds(seconds, megabytes), add1=add1, dearer=dearer))
    numbers: dict[str, list[dict[str, object]]] = {"counts": [race.plain() for race in races]}
    if opinions:
        numbers["opinions"] = _race_opinions(opinions)
    if out:
        out.write_text(json.dumps(numbers, indent=1) + "\n")
    if promises := promises_of_counts(races, add1=add1):
        judge(promises)


def promises_of_counts(races: Sequence[Race], *, add1: bool = False) -> list[Promise]:
    """Return what the elections that both sides counted have to show."""
    plain, compiled = _pairs(races, lambda race: race.ours), _pairs(races, lambda race: race.compiled)
    if not plain:
        return []
    different = sum(ours.winners != theirs.winners for ours, theirs in [*plain, *compiled])
    promises = [Promise("elections with other winners than pabutools", different, most=0)]
    if not (add1 and compiled):
        promises += _ratio("pabutools / Rembuk", plain, LEAST)
    # An Add1 count is a walk of many, beside which explaining one is nothing.
    if not add1:
        promises += _explaining([ours for ours, _ in plain])
    return promises + _ratio("pabutools / compiled", compiled, LEAST if add1 else LEAST_COMPILED)


Pair = tuple[Measured, Measured]


def _pairs(races: Iterable[Race], side: Callable[[Race], Side]) -> list[Pair]:
    sides = [(side(race), race.theirs) for race in races]
    return [(ours, theirs) for ours, theirs in sides if isinstance(ours, Measured) and isinstance(theirs, Measured)]


def _ratio(words: str, pairs: Iterable[Pair], least: int) -> list[Promise]:
    ratios = [theirs.count / ours.count for ours, theirs in pairs if ours.marks > MANY_MARKS]
    return [Promise(f"{words} above {MANY_MARKS:,} marks, median", median(ratios), least=least)] if ratios else []


def _explaining(sides: Iterable[Measured]) -> list[Promise]:
    ratios = [ours.explain / ours.count for ours in sides if ours.explain is not None and ours.marks > MANY_MARKS]
    words = f"losers explained / counted above {MANY_MARKS:,} marks, most"
    return [Promise(words, max(ratios), most=MOST_EXPLAINING)] if ratios else []


def _race_opinions(folder: Path) -> list[dict[str, object]]:
    from rembuk.cli.opinion_race import race_all, told

    races = race_all(folder)
    typer.echo("\n" + "\n".join(told(races)))
    return [asdict(race) for race in races]


def _race_files(files: Sequence[Path], bounds: Bounds, *, add1: bool, dearer: int) -> Iterator[Race]:
    typer.echo(
        f"{platform.machine()}, Python {platform.python_version()}; processor seconds, one process for each count"
    )
    typer.echo(HEAD)
    has_numba = find_spec("numba") is not None
    for file in files:
        ours = alone(bounds, _count_here, file, add1, dearer)
        compiled = alone(bounds, _count_compiled, file, add1, dearer) if has_numba else None
        # In another unit pabutools would walk all the steps: hours for one election.
        theirs = alone(bounds, count_there, file, add1) if dearer == 1 else None
        yield (race := Race(file, ours, theirs, compiled))
        typer.echo(race.row())


def alone(bounds: Bounds, count: Callable[..., Measured | None], *arguments: Path | int) -> Side:
    """Count in a fresh process, so that its peak of memory is its own, and so is its end."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=bounds.hold) as pool:
        try:
            return pool.submit(count, *arguments).result()
        except _TooLong:
            return Exceeded(f"over {bounds.seconds} s")
        except MemoryError:
            return Exceeded(f"over {bounds.megabytes} MB")
        except BrokenProcessPool:
            return Exceeded("died")


class _TooLong(Exception):
    """The time of a count is used up."""


def _too_long(_signal: int, _frame: object) -> NoReturn:
    raise _TooLong


def _count_here(file: Path, add1: bool, dearer: int) -> Measured:  # noqa: FBT001 - a process takes plain arguments.
    from rembuk.engines.allocation.equal_shares import Table

    return _count_with(Table, file, dearer, add1=add1)


def _count_compiled(file: Path, add1: bool, dearer: int) -> Measured:  # noqa: FBT001 - as above.
    from rembuk.engines.allocation.compiled import CompiledTable

    return _count_with(CompiledTable, file, dearer, add1=add1)


def _count_with(kind: type[Table], file: Path, dearer: int, *, add1: bool) -> Measured:
    from rembuk.engines.allocation import (
        Completion,
        EqualShares,
        Utility,
        count_equal_shares,
        explain_losers,
        parse_pb,
    )

    data, read = timed(file.read_bytes)
    parsed, parse = timed(lambda: parse_pb(data))
    election = _multiplied(parsed, dearer)
    utility = Utility.POINTS if election.kind == "points" else Utility.COST
    rules = EqualShares(utility, Completion.ADD1 if add1 else Completion.NONE)
    outcome, count = timed(lambda: count_equal_shares(election, rules, kind))
    peak, run = _peak(), outcome.run
    explain = timed(lambda: explain_losers(run))[1] if run else None
    return Measured(len(election.ballots.projects), list(outcome.winners), read, parse, count, explain, peak)


def _multiplied(election: Election, factor: int) -> Election:
    projects = tuple(replace(project, cost=project.cost * factor) for project in election.projects)
    return replace(election, projects=projects, budget=election.budget * factor)


def count_there(file: Path, add1: bool) -> Measured | None:  # noqa: FBT001 - a process takes plain arguments.
    """Count once by pabutools, on merged ballots; None where it is not installed."""
    try:
        election, rules = (importlib.import_module(f"pabutools.{name}") for name in ("election", "rules"))
    except ImportError:
        return None
    (instance, profile), parse = once(lambda: election.parse_pabulib(str(file)))
    satisfaction = getattr(election, SATISFACTIONS.get(instance.meta["vote_type"], "Cost_Sat"))
    options = {"sat_class": satisfaction, "voter_budget_increment": 1 if add1 else None}
    merged = profile.as_multiprofile()
    chosen, count = once(lambda: rules.method_of_equal_shares(instance, merged, **options))
    marks = sum(len(ballot) for ballot in merged)
    return Measured(marks, [project.name for project in chosen], 0.0, parse, count, None, _peak())


# Any: pabutools has no types.
def once(work: Callable[[], Any]) -> tuple[Any, float]:
    """Do it, and say what came out and how much processor time it took."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


# Any: whatever is timed gives what it gives.
def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The shortest of some repeats: other programs only ever add time."""
    results = [once(work) for _ in range(REPEATS)]
    return results[-1][0], min(seconds for _, seconds in results)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
