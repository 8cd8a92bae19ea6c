"""`./rembuk certify-deal` and `check-deal`: a proof that a deal cannot be improved, and a stranger's look at it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rembuk.cli.negotiating import IMPOSSIBLE, UNREADABLE, NotTalks, Talks, deal_on_the_table, read_talks
from rembuk.engines.negotiation import Certificate, Deal, certificate, deal_of, flaw

commands = typer.Typer()

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="As for `negotiate`.")]


@dataclass(frozen=True)
class Certified:
    """The projects of a deal, and the proof."""

    deal: tuple[str, ...]
    proof: Certificate


@commands.command("certify-deal")
def certify_deal(file: File, out: Annotated[Path, typer.Argument(dir_okay=False, writable=True)]) -> None:
    """Write a proof that the deal in the file cannot be improved for one side without loss for the other.

    Ends with 1 when it can be, and with 2 when the file says something impossible.
    """
    talks = _talks(file)
    deal = _deal(file, talks)
    proof = certificate(talks.table(), deal)
    if proof is None:
        typer.echo("The deal can be improved; ./rembuk negotiate shows how.", err=True)
        raise typer.Exit(IMPOSSIBLE)
    # The standard library writes whole numbers of any size.
    out.write_text(json.dumps(asdict(Certified(deal.projects, proof))), encoding="utf-8")
    ends = sum(len(each.ends) for each in proof.refutations)
    typer.echo(f"Residents {deal.residents}, government {deal.government}: proved in {ends} cases.")


@commands.command("check-deal")
def check_deal(file: File, proof: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]) -> None:
    """Check such a proof against the file, with additions and multiplications alone.

    Ends with 1 and the first flaw when it proves nothing.
    """
    table = _talks(file).table()
    certified = _certified(proof)
    deal = deal_of(table, frozenset(certified.deal))
    if wrong := flaw(table, deal, certified.proof):
        typer.echo(f"{proof.name}: {wrong}", err=True)
        raise typer.Exit(IMPOSSIBLE)
    typer.echo(f"Proved: no possible bundle beats residents {deal.residents}, government {deal.government}.")


def _talks(file: Path) -> Talks:
    try:
        return read_talks(file.read_bytes())
    except NotTalks as refused:
        raise _refusal(file, refused) from None


def _deal(file: Path, talks: Talks) -> Deal:
    try:
        deal = deal_on_the_table(talks, talks.table())
    except NotTalks as refused:
        raise _refusal(file, refused) from None
    if deal is None:
        raise _refusal(file, NotTalks("There is no deal in the file."))
    return deal


def _certified(proof: Path) -> Certified:
    try:
        return msgspec.convert(json.loads(proof.read_bytes()), Certified)
    except (ValueError, RecursionError) as wrong:
        raise _refusal(proof, NotTalks(f"This is no proof: {wrong}.")) from None


def _refusal(file: Path, refused: NotTalks) -> typer.Exit:
    typer.echo(f"{file.name}: {refused}", err=True)
    return typer.Exit(UNREADABLE)
