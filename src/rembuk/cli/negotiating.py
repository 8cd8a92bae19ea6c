"""What two sides can agree on with one budget, and the proof that a deal cannot be improved.

The files name funds, projects and conditions; docs/engines/negotiation.md has an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

commands = typer.Typer()

IMPOSSIBLE, UNREADABLE = 1, 2

File = Annotated[
    Path,
    typer.Argument(
        exists=True,
        dir_okay=False,
        readable=True,
        help="Funds, projects and conditions as JSON; docs/engines/negotiation.md has an example.",
    ),
]
NewFile = Annotated[Path, typer.Argument(dir_okay=False, writable=True)]


@commands.command()
def negotiate(
    file: File,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, with fractions as p/q.")] = False,
) -> None:
    """Show what two sides can agree on, what is left to talk about, and what each red line costs.

    Ends with 1 when the duties or the demands cannot be met, and with 2 when the file says something impossible.
    """
    import msgspec

    from rembuk.cli.talks import look_at, read_talks
    from rembuk.cli.telling import lines

    with _faults_told(file):
        found = look_at(read_talks(file.read_bytes()))
    # `enc_hook` meets nothing but fractions.
    as_bytes = msgspec.json.format(msgspec.json.encode(found, enc_hook=str))
    typer.echo(as_bytes.decode() if as_json else "\n".join(lines(found)))
    raise typer.Exit(IMPOSSIBLE if found.clash else 0)


@commands.command("certify-deal")
def certify_deal(file: File, proof: NewFile) -> None:
    """Write a proof that the deal in the file cannot be improved for one side without loss for the other.

    Ends with 1 when it can be, and with 2 when the file says something impossible.
    """
    import json
    from dataclasses import asdict

    from rembuk.cli.talks import Certified, NotTalks, deal_on_the_table, read_talks
    from rembuk.engines.negotiation import NothingPossible, certificate

    with _faults_told(file):
        talks = read_talks(file.read_bytes())
        deal = deal_on_the_table(talks, talks.table())
        if deal is None:
            raise NotTalks("There is no deal in the file.")
        found = certificate(talks.table(), deal)
        if found is None:
            raise NothingPossible("The deal can be improved; ./rembuk negotiate shows how.")
    # The standard library writes whole numbers of any size.
    proof.write_text(json.dumps(asdict(Certified(deal.projects, found))), encoding="utf-8")
    ends = sum(len(each.ends) for each in found.refutations)
    typer.echo(f"Residents {deal.residents}, government {deal.government}: proved in {ends} cases.")


@commands.command("check-deal")
def check_deal(file: File, proof: File) -> None:
    """Check such a proof against the file, with additions and multiplications alone.

    Ends with 1 and the first flaw when it proves nothing.
    """
    from rembuk.cli.talks import read_certified, read_talks
    from rembuk.engines.negotiation import deal_of, flaw

    with _faults_told(file):
        table = read_talks(file.read_bytes()).table()
    with _faults_told(proof):
        certified = read_certified(proof.read_bytes())
    deal = deal_of(table, frozenset(certified.deal))
    if wrong := flaw(table, deal, certified.proof):
        typer.echo(f"{proof.name}: {wrong}", err=True)
        raise typer.Exit(IMPOSSIBLE)
    typer.echo(f"Proved: no possible bundle beats residents {deal.residents}, government {deal.government}.")


@commands.command("check-minutes")
def check_minutes(file: File) -> None:
    """Take the steps of talks again from their minutes, and say where they led.

    Ends with 1 when a step was not possible, or when the ending does not follow from the steps.
    """
    from rembuk.cli.minuting import story
    from rembuk.engines.negotiation import NotMinutes, read_minutes

    try:
        terms, steps = read_minutes(file.read_bytes())
    except NotMinutes as wrong:
        typer.echo(f"{file.name}: {wrong}", err=True)
        raise typer.Exit(IMPOSSIBLE) from None
    typer.echo("\n".join(story(terms, steps)))


@contextmanager
def _faults_told(file: Path) -> Iterator[None]:
    """Say in one line what was refused."""
    from rembuk.cli.talks import NotTalks
    from rembuk.engines.negotiation import NothingPossible

    try:
        yield
    except NotTalks as refused:
        typer.echo(f"{file.name}: {refused}", err=True)
        raise typer.Exit(UNREADABLE) from None
    except NothingPossible as impossible:
        typer.echo(str(impossible), err=True)
        raise typer.Exit(IMPOSSIBLE) from None
