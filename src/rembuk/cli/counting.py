"""Counts of ballots in the `.pb` format of Pabulib, and the check of somebody else's count. None of it needs Django."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from fractions import Fraction

    from rembuk.engines.allocation import Election, Outcome
    from rembuk.engines.allocation.equal_shares import Run, Table

commands = typer.Typer()

Word = TypeVar("Word", bound=StrEnum)

File = Annotated[Path, typer.Argument(help="Ballots and projects in the .pb format of Pabulib.")]

REFUSED, UNREADABLE = 1, 2


class Rule(StrEnum):
    """The rules that ballots can be counted by."""

    EQUAL_SHARES = "equal-shares"
    GREEDY = "greedy"
    PHRAGMEN = "phragmen"
    WELFARE = "welfare"


@commands.command()
def count(  # noqa: PLR0913 - the options of a command are its arguments.
    file: File,
    *,
    rule: Annotated[Rule, typer.Option(help="By which rule the budget is divided.")] = Rule.EQUAL_SHARES,
    utility: Annotated[str, typer.Option(help="What a project is worth to a supporter: cost, count, points.")] = "cost",
    completion: Annotated[str, typer.Option(help="What follows equal shares: none, add1, greedy.")] = "none",
    start: Annotated[str, typer.Option(help="The first share of Add1: exact, floor.")] = "exact",
    stop: Annotated[str, typer.Option(help="The end of Add1: exhaustive, overspend.")] = "exhaustive",
    step: Annotated[int, typer.Option(min=1, help="How many rupiah Add1 adds to each share at a time.")] = 1,
    order: Annotated[str, typer.Option(help="The list of the greedy rule: votes, cost, density.")] = "votes",
    tie: Annotated[str, typer.Option(help="Who goes first among equals: cost, votes, id, joined by commas.")] = "id",
    compiled: Annotated[bool, typer.Option("--compiled", help="The same count by compiled code; needs numba.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    explain: Annotated[str, typer.Option(metavar="PROJECT", help="Say why this project won or did not.")] = "",
    transcript: Annotated[Path | None, typer.Option(help="Write down the count for `verify-count`.")] = None,
) -> None:
    """Divide a budget by the ballots of a .pb file."""
    election = _read(file)
    options = {"utility": utility, "completion": completion, "start": start, "stop": stop, "order": order}
    outcome = _count(election, rule, options, tie=tie, step=step, kind=_kind(compiled=compiled))
    explained = _explained(election, outcome, explain, step) if explain else []
    if transcript:
        _write_transcript(transcript, election, outcome)
    typer.echo(_json(outcome) if as_json else _table(election, outcome))
    if explained:
        typer.echo("\n".join(explained), err=as_json)


def _read(file: Path) -> Election:
    from rembuk.engines.allocation import MalformedFile, parse_pb

    try:
        return parse_pb(_bytes(file))
    except MalformedFile as refused:
        _give_up(f"{file} cannot be read. {refused}.")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as refused:
        _give_up(f"{file} cannot be read: {refused.strerror}.")


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)


def _kind(*, compiled: bool) -> type[Table]:
    from rembuk.engines.allocation.equal_shares import Table

    if not compiled:
        return Table
    try:
        from rembuk.engines.allocation.compiled import CompiledTable
    except ImportError:
        _give_up("--compiled needs numba: pip install numba.")
    return CompiledTable


def _count(
    election: Election, rule: Rule, options: dict[str, str], *, tie: str, step: int, kind: type[Table]
) -> Outcome:
    from rembuk.engines import allocation

    def chosen(words: type[Word], option: str) -> Word:
        return _chosen(words, option, options[option])

    ties = tuple(_chosen(allocation.Tie, "tie", word) for word in tie.split(","))
    utility = chosen(allocation.Utility, "utility")
    try:
        if rule is Rule.GREEDY:
            return allocation.count_greedy(election, chosen(allocation.Order, "order"), ties)
        if rule is Rule.PHRAGMEN:
            return allocation.count_phragmen(election, ties)
        if rule is Rule.WELFARE:
            return allocation.count_welfare(election, utility, ties)
        return allocation.count_equal_shares(
            election,
            allocation.EqualShares(
                utility,
                chosen(allocation.Completion, "completion"),
                ties,
                chosen(allocation.Start, "start"),
                chosen(allocation.Stop, "stop"),
                step,
            ),
            kind,
        )
    except ValueError as refused:
        _give_up(f"This cannot be counted: {refused}.")


def _chosen(words: type[Word], option: str, word: str) -> Word:
    """Return the word of an option; the engine that knows them all is not loaded before it is needed."""
    if word not in list(words):
        _give_up(f"--{option} is one of {', '.join(words)}, not {word!r}.")
    return words(word)


def _write_transcript(path: Path, election: Election, outcome: Outcome) -> None:
    from rembuk.engines.allocation import NoTranscript, transcript

    try:
        path.write_text(json.dumps(transcript(election, outcome), indent=1, ensure_ascii=False) + "\n")
    except NoTranscript as refused:
        _give_up(str(refused))
    except OSError as refused:
        _give_up(f"{path} cannot be written: {refused.strerror}.")


def _json(outcome: Outcome) -> str:
    endowment = outcome.endowment
    result = {
        "rule": outcome.rule,
        "parameters": outcome.parameters,
        "winners": list(outcome.winners),
        "spent": outcome.spent,
        "endowment": None if endowment is None else f"{endowment.numerator}/{endowment.denominator}",
    }
    return json.dumps(result, ensure_ascii=False)


def _table(election: Election, outcome: Outcome) -> str:
    named = ", ".join(f"{name} {value}" for name, value in outcome.parameters.items())
    lines = [f"{outcome.rule} ({named})", "", f"      {'cost':>17}  {'votes':>8}  project"]
    for place, project in enumerate(outcome.winners, 1):
        number = election.number[project]
        name = election.projects[number].name[:50]
        lines.append(
            f"{place:>4}  {election.costs[number]:>17,}  {election.votes[number]:>8,}  {project}  {name}".rstrip()
        )
    lines += ["", f"      {outcome.spent:>17,}  of {election.budget:,} for {election.ballots.voters:,} voters"]
    if outcome.endowment is not None:
        lines.append(f"      {float(outcome.endowment):>17,.2f}  for each voter to begin with")
    return "\n".join(lines)


def _explained(election: Election, outcome: Outcome, project: str, step: int) -> list[str]:
    """Say in sentences why a project won or did not."""
    from rembuk.engines.allocation import endowment_to_win, explain_loser, explain_winner

    run = outcome.run
    if project not in election.number:
        _give_up(f"There is no project {project!r} in this file.")
    if run is None:
        _give_up(f"Only a count by equal shares is explained, not one by {outcome.rule}.")
    number = election.number[project]
    if number in run.bought:
        won = explain_winner(run, number)
        return [
            f"\n{project} was bought in round {won.round}.",
            f"Nobody paid more than {float(won.payment):,.2f} for it; {won.paid_in_full} paid that.",
            f"{won.gave_all} gave all they had left.",
            _changes_next(election, run, step),
        ]
    lost = explain_loser(run, number)
    added = " by equal shares; what they left over was enough for it" if project in outcome.winners else ""
    rivals = [f"Its supporters spent {paid:,} on {election.projects[rival].id}." for rival, paid in lost.rivals]
    needed = [*_lacked(lost.cost_to_win, lost.supporters_to_add), *_entered(endowment_to_win(run, number, step))]
    return [f"\n{project} was not bought{added}.", *needed, *rivals, _changes_next(election, run, step)]


def _lacked(cost: int, supporters: int | None) -> list[str]:
    needed = "No number of supporters would have been enough."
    if supporters is not None:
        needed = f"With {supporters} more of the voters for it, it could have won."
    return [f"At a cost of {cost:,} it would have won.", needed]


def _entered(endowment: Fraction | None) -> list[str]:
    return [f"With {float(endowment):,.2f} for each voter it would have been bought."] if endowment else []


def _changes_next(election: Election, run: Run, step: int) -> str:
    """Say how much more money it takes before equal shares buy anything else."""
    from rembuk.engines.allocation import next_change

    change = next_change(run, step)
    if change is None:
        return "All that anybody supports was bought; more money would change nothing."
    more = change.endowment - run.endowment
    budget = f"{float(more * election.ballots.voters):,.2f} for all {election.ballots.voters:,}"
    return f"It takes {float(more):,.2f} more for each voter, {budget}, before other projects are bought."


@commands.command("verify-count")
def verify_count(
    transcript: Annotated[Path, typer.Argument(help="What `count --transcript` wrote.")], file: File
) -> None:
    """Check a count that somebody published against the ballots; fail with the first wrong line."""
    published, election = _published(transcript), _read(file)
    found = _violation(published, election, file)
    if found:
        typer.echo(f"Refused: {' '.join(found)}.", err=True)
        raise typer.Exit(REFUSED)
    typer.echo("Accepted.")


# Any: whatever JSON holds.
def _published(transcript: Path) -> Any:
    try:
        return json.loads(_bytes(transcript))
    except (ValueError, RecursionError):
        _give_up(f"{transcript} is not JSON; name the transcript first, then the ballots.")


# Any: whatever JSON holds.
def _violation(published: Any, election: Election, file: Path) -> tuple[str, str] | None:
    """Ask the verifier of one fund, which reads the file itself, or that of several."""
    from rembuk.engines.allocation import funds_verifier, verifier
    from rembuk.engines.allocation.transcript import FUNDED_FORMAT

    if isinstance(published, dict) and published.get("format") == FUNDED_FORMAT:
        return funds_verifier.violation(published, election.canonical_text())
    return verifier.violation(published, verifier.read_election(_bytes(file).decode("utf-8-sig")))
