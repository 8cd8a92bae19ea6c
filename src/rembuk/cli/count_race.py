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
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer

from rembuk.cli.bench.report import Promise, judge

if TYPE_CHECKING:
    from rembuk.engines.allocation import Election

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False)]
REPEATS = 5

# Ratios to pabutools are promised of elections with more marks on merged ballots than this.
MANY_MARKS = 3_000

# Where ballots give points, both count by them; of a ranking pabutools takes Borda points, as is done here.
SATISFACTIONS = {
    "ordinal": "Additive_Borda_Sat",
    "cumulative": "Additive_Cardinal_Sat",
    "scoring": "Additive_Cardinal_Sat",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One count in a process of its own: winners in order, seconds of processor time, megabytes at the peak.

    `marks` stand on merged ballots. `explain` is the time to say of all losers what they lacked, where a tool says so.
    """

    marks: int
    winners: list[str]
    read: float
    parse: float
    count: float
    explain: float | None
    megabytes: float


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


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A count that was ended, and which bound it broke."""

    exceeded: str


class Race(NamedTuple):
    """One election, counted here and by pabutools."""

    file: Path
    ours: Measured | Exceeded | None
    theirs: Measured | Exceeded | None

    def plain(self) -> dict[str, object]:
        """All numbers, for JSON."""
        return {"file": self.file.name, "rembuk": _plain(self.ours), "pabutools": _plain(self.theirs)}


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
    if promises := promises_of_counts(races):
        judge(promises)


def promises_of_counts(races: Iterable[Race]) -> list[Promise]:
    """Return what the elections that both sides counted have to show."""
    both = [(ours, theirs) for _, ours, theirs in races if isinstance(ours, Measured) and isinstance(theirs, Measured)]
    if not both:
        return []
    different = sum(ours.winners != theirs.winners for ours, theirs in both)
    ratios = [theirs.count / ours.count for ours, theirs in both if ours.marks > MANY_MARKS]
    promises = [Promise("elections with other winners than pabutools", different, most=0)]
    if ratios:
        promises.append(Promise(f"pabutools / Rembuk above {MANY_MARKS:,} marks, median", median(ratios), least=300))
    return promises


def _race_opinions(folder: Path) -> list[dict[str, object]]:
    from rembuk.cli.opinion_race import race_all, told

    races = race_all(folder)
    typer.echo("\n" + "\n".join(told(races)))
    return [asdict(race) for race in races]


def _race_files(files: Sequence[Path], bounds: Bounds, *, add1: bool, dearer: int) -> Iterator[Race]:
    typer.echo(
        f"{platform.machine()}, Python {platform.python_version()}; processor seconds, one process for each count"
    )
    ours_named = f"{'file':40} {'read':>8} {'parse':>8} {'count':>8} {'losers':>8} {'MB':>5}"
    typer.echo(f"{ours_named} {'pabutools':>9} {'MB':>5} {'ratio':>7}  equal")
    for file in files:
        ours = alone(bounds, _count_here, file, add1, dearer)
        # In another unit pabutools would walk all the steps: hours for one election.
        theirs = alone(bounds, count_there, file, add1) if dearer == 1 else None
        typer.echo(_row(file, ours, theirs))
        yield Race(file, ours, theirs)


def alone(bounds: Bounds, count: Callable[..., Measured | None], *arguments: Path | int) -> Measured | Exceeded | None:
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


def _count_here(file: Path, add1: bool, dearer: int) -> Measured | None:  # noqa: FBT001 - a process takes plain arguments.
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
    outcome, count = timed(lambda: count_equal_shares(election, rules))
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


def _plain(measured: Measured | Exceeded | None) -> dict[str, object] | None:
    return asdict(measured) if measured else None


def _row(file: Path, ours: Measured | Exceeded | None, theirs: Measured | Exceeded | None) -> str:
    return f"{file.stem[:40]:40} {_mine(ours)} {_beside(ours, theirs)}"


def _mine(ours: Measured | Exceeded | None) -> str:
    if not isinstance(ours, Measured):
        return f"{ours.exceeded if ours else '-':>41}"
    explain = "-" if ours.explain is None else f"{ours.explain:.4f}"
    return f"{ours.read:8.4f} {ours.parse:8.4f} {ours.count:8.4f} {explain:>8} {ours.megabytes:5.0f}"


def _beside(ours: Measured | Exceeded | None, theirs: Measured | Exceeded | None) -> str:
    if not isinstance(theirs, Measured):
        return f"{theirs.exceeded if theirs else '-':>15} {'-':>7}  -"
    numbers = f"{theirs.count:9.3f} {theirs.megabytes:5.0f}"
    if not isinstance(ours, Measured):
        return f"{numbers} {'-':>7}  -"
    return f"{numbers} {theirs.count / ours.count:7.0f}  {'yes' if ours.winners == theirs.winners else 'NO'}"
