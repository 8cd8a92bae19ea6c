"""Beginning in another place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from rembuk.cli.installation import open_installation

commands = typer.Typer()

NEXT = """
Sign in at /masuk/petugas as {login} with the password
    {password}
It is shown only now. The first sign-in asks for an app with six-digit codes.

Then, in any order:
  /peran                                appoint who works here, each with a login of their own
  /aturan/{year}/ubah                   look through the rules: clocks, phases, reasons, words, holidays
  ./rembuk import hamlets FILE.csv      name the hamlets and RT that residents choose from; or at /meja/wilayah
  ./rembuk import boundaries FILE       draw the map from GeoJSON; without it there is a grid of tiles
  ./rembuk import voices FILE           take in the list of wishes of last year
"""

WITHOUT_WORDS = """
Pages say kampung, BPK and dusun, as in Lampung Tengah. Where things are called otherwise:
  ./rembuk import words FILE.csv        columns code, key and id, such as 18.04,village,pekon"""


@commands.command()
def start_programme(
    region: Annotated[str, typer.Argument(help="The official code, such as 18.04.04.")],
    *,
    name: Annotated[str, typer.Option(help="What the partnership is called.")],
    prefix: Annotated[str, typer.Option(help="What the numbers of its voices begin with, such as BR.")],
    model: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Rules of another programme, from export-model.")
    ] = None,
    login: Annotated[str, typer.Option(help="The login of the first administrator.")] = "admin",
    host: Annotated[str, typer.Option(help="The name its pages have, where more than one kabupaten lives here.")] = "",
) -> None:
    """Begin in a kecamatan (or a kampung, or a whole kabupaten): its programme, its rules and its administrator."""
    open_installation()
    from rembuk.journeys.founding import CannotFound, found_programme
    from rembuk.people.actions.accounts import BadLogin, LoginTaken
    from rembuk.programmes.packs import NotAPack, load_pack
    from rembuk.regions.queries import UnknownRegion, words_of

    at = datetime.now(UTC)
    try:
        pack = load_pack(model) if model else None
        programme, founder = found_programme(region, name, prefix, login, host=host, pack=pack, at=at)
    except UnknownRegion:
        _refuse(f"{region} is not known here. Take in its kabupaten first: ./rembuk import regions FILE.")
    except (BadLogin, LoginTaken):
        _refuse(f"{login!r} is taken or no login. Choose another with --login: small letters, figures, dots, dashes.")
    except (CannotFound, NotAPack) as refused:
        _refuse(str(refused))
    if founder is None:
        typer.echo(f"{programme} runs there already; nothing was changed.")
        return
    typer.echo(f"{programme} began in {programme.region}. Its voices get numbers such as {programme.prefix}-7KQ2M.")
    if not words_of(programme.region, "id"):
        typer.echo(WITHOUT_WORDS)
    typer.echo(NEXT.format(login=founder.login, password=founder.password, year=at.year))


def _refuse(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)
