"""The list of commands.

To add one: write a function with `@commands.command()` in a module of this package, and name that module below.
Functions import what they call when they run, so that `./rembuk help` answers at once.
"""

from __future__ import annotations

import typer

from rembuk.cli import (
    attacking,
    backing_up,
    benchmarking,
    bookkeeping,
    campaigns,
    checking,
    counting,
    doctoring,
    drilling,
    founding,
    fuzzing,
    importing,
    inventory,
    leaks,
    locking,
    managing,
    measuring,
    modelling,
    mutating,
    negotiating,
    opinions,
    promises,
    reference,
    serving,
    testing,
    translations,
)

app = typer.Typer(
    name="./rembuk",
    help="Rembuk: from a resident's first word to the handed-over road.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # A plain traceback fits in a log, and shows no values of people.
)

MODULES = (
    serving,
    testing,
    mutating,
    checking,
    leaks,
    inventory,
    measuring,
    promises,
    benchmarking,
    bookkeeping,
    backing_up,
    campaigns,
    fuzzing,
    attacking,
    doctoring,
    drilling,
    counting,
    founding,
    importing,
    modelling,
    negotiating,
    opinions,
    managing,
    reference,
    translations,
    locking,
)
for module in MODULES:
    app.add_typer(module.commands)


@app.command("help")
def show_help(context: typer.Context) -> None:
    """List the commands."""
    typer.echo(context.parent.get_help() if context.parent else "")


def main() -> None:
    """Run one command and end the process with its result."""
    app(prog_name="./rembuk")
