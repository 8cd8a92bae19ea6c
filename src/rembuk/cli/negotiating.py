"""`./rembuk negotiate FILE.json`: what two sides can agree on with one budget, and what each red line costs.

The file names funds, projects and conditions; docs/engines/negotiation.md has an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rembuk.engines.negotiation import (
    Clash,
    Deal,
    Demand,
    NotATable,
    NothingPossible,
    Obstacle,
    Overview,
    Price,
    Project,
    Proposed,
    Table,
    Trade,
    deal_of,
    obstacle,
    overview,
)

commands = typer.Typer()

IMPOSSIBLE, UNREADABLE = 1, 2


class Talks(msgspec.Struct, forbid_unknown_fields=True):
    """A negotiation as its file says it."""

    funds: dict[str, int]
    projects: list[Project]
    duties: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    conflicts: frozenset[frozenset[str]] = frozenset()
    needs: dict[str, frozenset[str]] = {}
    residents_share: str = "1/2"
    demands: list[Demand] = []
    deal: list[str] | None = None

    def table(self) -> Table:
        """Return what lies on the table."""
        return Table(tuple(self.projects), self.funds, self.duties, self.refused, self.conflicts, self.needs)


class NotTalks(ValueError):
    """The file does not say what is negotiated; the message says where."""


@commands.command()
def negotiate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, with fractions as p/q.")] = False,
) -> None:
    """Show what two sides can agree on, what is left to talk about, and what each red line costs.

    Ends with 1 when the duties or the demands cannot be met, and with 2 when the file says something impossible.
    """
    try:
        found = look_at(read_talks(file.read_bytes()))
    except NotTalks as refused:
        typer.echo(f"{file.name}: {refused}", err=True)
        raise typer.Exit(UNREADABLE) from None
    except NothingPossible as impossible:
        typer.echo(str(impossible), err=True)
        raise typer.Exit(IMPOSSIBLE) from None
    typer.echo(_as_json(found) if as_json else "\n".join(lines(found)))
    raise typer.Exit(IMPOSSIBLE if found.clash else 0)


def read_talks(data: bytes) -> Talks:
    """Return the negotiation of a file; raise NotTalks with the place of what is wrong."""
    try:
        talks = msgspec.json.decode(data, type=Talks)
        table = talks.table()
    except (msgspec.MsgspecError, NotATable) as wrong:
        raise NotTalks(str(wrong)) from None
    named = [*(demand.project for demand in talks.demands), *(talks.deal or ())]
    for unknown in sorted(set(named) - {project.id for project in table.projects}):
        raise NotTalks(f"Project {unknown!r} is not on the table.")
    return talks


def look_at(talks: Talks) -> Overview:
    """Return what follows; raise NotTalks for a wrong share or deal, NothingPossible for duties that cannot be met."""
    table = talks.table()
    if wrong := obstacle(table):
        raise NothingPossible(f"The duties cannot be met. {_reason(wrong)}")
    return overview(table, _share(talks.residents_share), talks.demands, deal_on_the_table(talks, table))


def _share(text: str) -> Fraction:
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise NotTalks(f"The residents' share {text!r} is not a fraction such as 1/2.") from None
    if not 0 <= share <= 1:
        raise NotTalks(f"The residents' share {text} is not between 0 and 1.")
    return share


def deal_on_the_table(talks: Talks, table: Table) -> Deal | None:
    """Return the deal of the file, None if it has none; raise NotTalks if it is impossible."""
    if talks.deal is None:
        return None
    chosen = frozenset(talks.deal)
    if lacking := (table.with_needed(chosen) | table.duties) - chosen:
        raise NotTalks(f"The deal lacks {', '.join(sorted(lacking))}.")
    if wrong := obstacle(table.with_demands(must=chosen)):
        raise NotTalks(f"The deal is impossible: {_reason(wrong)}")
    return deal_of(table, chosen)


def _as_json(found: Overview) -> str:
    # `enc_hook` meets nothing but fractions.
    return msgspec.json.format(msgspec.json.encode(found, enc_hook=str)).decode()


# --- words ---------------------------------------------------------------------------------------------------------


def lines(found: Overview) -> Iterator[str]:
    """Yield what was found, line by line."""
    yield from _agenda(found)
    yield from ("", f"Deals that cannot be improved for one side without loss for the other: {len(found.deals)}")
    yield from _columns(["residents", "government", "Rp", "projects"], map(_deal_cells, found.deals))
    yield from ("", f"Alone: residents {found.without.residents}, government {found.without.government}")
    yield from ("", "Proposals, with how far each side gets from there to the best it could hope for")
    yield from _columns(["rule", "residents", "government", "projects"], _proposals(found))
    yield from ("", "Who pays what for the first proposal")
    yield from _columns(["project", "fund", "Rp"], ([p.project, p.fund, _rupiah(p.rupiah)] for p in found.bill))
    yield from _demands(found)
    yield from _trades(found.trades)


def _agenda(found: Overview) -> Iterator[str]:
    yield f"In every deal:      {_names(found.agenda.agreed)}"
    yield f"To be talked about: {_names(found.agenda.contested)}"
    yield f"In no deal:         {_names(found.agenda.lost)}"


def _deal_cells(deal: Deal) -> list[str]:
    return [str(deal.residents), str(deal.government), _rupiah(deal.cost), _names(deal.projects)]


def _proposals(found: Overview) -> Iterator[list[str]]:
    for rule, choice in (("leximin", found.leximin), ("nash", found.nash)):
        yield [rule, *_proposal_cells(choice)]
    deal = found.shares.deal
    yield ["equal shares", str(deal.residents), str(deal.government), _names(deal.projects)]


def _proposal_cells(choice: Proposed | None) -> list[str]:
    if choice is None:
        return ["", "", "no deal is acceptable to both"]
    deal = choice.deal
    return [
        f"{deal.residents} ({_percent(choice.residents)})",
        f"{deal.government} ({_percent(choice.government)})",
        _names(deal.projects),
    ]


def _demands(found: Overview) -> Iterator[str]:
    if not found.prices:
        return
    yield from ("", "Demands, and what the best acceptable deal of each side loses by each of them")
    yield from _columns(["demand", "residents", "government", "then proposed"], map(_price_cells, found.prices))
    yield f"All demands together: {_together(found.clash, found.meeting_all)}"


def _price_cells(price: Price) -> list[str]:
    demand = f"{price.demand.side}: {price.demand.project} {price.demand.wish}"
    if price.proposal is None:
        return [demand, "", "", "no deal is acceptable to both"]
    return [demand, str(price.residents_loss), str(price.government_loss), _names(price.proposal.deal.projects)]


def _together(clash: Clash | None, meeting_all: Proposed | None) -> str:
    if clash:
        names = _names(f"{demand.project} {demand.wish}" for demand in clash.demands)
        return f"impossible. The fewest that clash: {names}. {_reason(clash.obstacle)}"
    return _names(meeting_all.deal.projects) if meeting_all else "no deal is acceptable to both"


def _reason(wrong: Obstacle) -> str:
    names = _names(wrong.projects)
    if wrong.kind == "money":
        return f"Only {_names(wrong.funds)} may pay for {names}, and Rp {_rupiah(wrong.rupiah)} are missing."
    return f"{names} exclude each other." if wrong.kind == "conflict" else f"{names} must and must never be built."


def _trades(found: Sequence[Trade] | None) -> Iterator[str]:
    if found is None:
        return
    yield ""
    yield "Trades that leave nobody worse off" if found else "The deal on the table cannot be improved."
    for trade in found:
        gain = f"residents {trade.deal.residents}, government {trade.deal.government}"
        yield f"  give up {_names(trade.gives_up)}; take up {_names(trade.takes_up)}: {gain}"


def _columns(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield aligned lines: numbers to the right, the last column as it is."""
    grid = [list(titles), *map(list, rows)]
    columns = [_justified([row[place] for row in grid]) for place in range(len(titles))]
    yield from (f"  {'  '.join(cells)}".rstrip() for cells in zip(*columns, strict=True))


def _justified(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    numbers = len(cells) > 1 and all(cell[:1].isdigit() for cell in cells[1:] if cell)
    return [cell.rjust(width) if numbers else cell.ljust(width) for cell in cells]


def _names(projects: Iterable[str]) -> str:
    return ", ".join(projects) or "nothing"


def _rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _percent(share: Fraction) -> str:
    return f"{round(100 * share)} %"
