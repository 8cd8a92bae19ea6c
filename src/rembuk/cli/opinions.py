"""`./rembuk opinions`: what the votes on short statements say, as a table for people or as JSON for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rembuk.engines.opinions import Statement, Votes

commands = typer.Typer()

File = Annotated[
    Path,
    typer.Argument(
        exists=True, dir_okay=False, readable=True, help="A CSV with the columns participant, statement and vote."
    ),
]
Statements = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, readable=True, help="A CSV with their words; moderated -1 sets one aside."
    ),
]

# Below this many votes the answer comes before a message could be read.
LONG = 200_000


@commands.command()
def opinions(
    file: File,
    *,
    statements: Statements = None,
    top: Annotated[int, typer.Option(min=1, help="How many statements of each kind are listed.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of tables.")] = False,
) -> None:
    """Show what people agree about, what bridges them and what divides them, from votes in a CSV file."""
    # Set before NumPy comes in: on a busy machine its second thread waits by turning, and small tables do not need it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from rembuk.cli.opinion_tables import as_data, as_tables
    from rembuk.engines.opinions import map_opinions

    words = _words(statements) if statements else ()
    votes = _votes(file, words)
    if len(votes.values) >= LONG:
        typer.echo(f"Mapping {len(votes.values)} votes …", err=True)
    found = map_opinions(votes)
    if as_json:
        typer.echo(json.dumps(as_data(found), indent=1, ensure_ascii=False))
    else:
        typer.echo(as_tables(found, {statement.name: statement.text for statement in words}, top))


def _words(file: Path) -> tuple[Statement, ...]:
    from rembuk.engines.opinions import VotesRefused, read_statements

    try:
        return read_statements(_text(file))
    except VotesRefused as refused:
        raise _refusal(f"{file.name}: {refused}") from None


def _votes(file: Path, words: tuple[Statement, ...]) -> Votes:
    from rembuk.engines.opinions import VotesRefused, read_votes

    try:
        return read_votes(_text(file), set_aside={statement.name for statement in words if statement.is_aside})
    except VotesRefused as refused:
        raise _refusal(f"{file.name}: {refused}") from None


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as broken:
        raise _refusal(f"{file.name}: It is not text in UTF-8, from byte {broken.start} on.") from None


def _refusal(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(2)  # As for every file that cannot be read.
