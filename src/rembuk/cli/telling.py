"""A round of negotiation in words and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rembuk.cli.talks import names, reason, rupiah
from rembuk.engines.negotiation import Clash, Deal, Overview, Price, Proposed, Trade


def lines(found: Overview) -> Iterator[str]:
    """Yield what was found, line by line."""
    yield from _agenda(found)
    yield from ("", f"Deals that cannot be improved for one side without loss for the other: {len(found.deals)}")
    yield from _columns(["residents", "government", "Rp", "projects"], map(_deal_cells, found.deals))
    yield from ("", f"Alone: residents {found.without.residents}, government {found.without.government}")
    yield from ("", "Proposals, with how far each side gets from there to the best it could hope for")
    yield from _columns(["rule", "residents", "government", "projects"], _proposals(found))
    yield from ("", "Who pays what for the first proposal")
    yield from _columns(["project", "fund", "Rp"], ([p.project, p.fund, rupiah(p.rupiah)] for p in found.bill))
    yield from _demands(found)
    yield from _trades(found.trades)


def _agenda(found: Overview) -> Iterator[str]:
    yield f"In every deal:      {names(found.agenda.agreed)}"
    yield f"To be talked about: {names(found.agenda.contested)}"
    yield f"In no deal:         {names(found.agenda.lost)}"


def _deal_cells(deal: Deal) -> list[str]:
    return [str(deal.residents), str(deal.government), rupiah(deal.cost), names(deal.projects)]


def _proposals(found: Overview) -> Iterator[list[str]]:
    for rule, choice in (("leximin", found.leximin), ("nash", found.nash)):
        yield [rule, *_proposal_cells(choice)]
    deal = found.shares.deal
    yield ["equal shares", str(deal.residents), str(deal.government), names(deal.projects)]


def _proposal_cells(choice: Proposed | None) -> list[str]:
    if choice is None:
        return ["", "", "no deal is acceptable to both"]
    deal = choice.deal
    return [
        f"{deal.residents} ({_percent(choice.residents)})",
        f"{deal.government} ({_percent(choice.government)})",
        names(deal.projects),
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
    return [demand, str(price.residents_loss), str(price.government_loss), names(price.proposal.deal.projects)]


def _together(clash: Clash | None, meeting_all: Proposed | None) -> str:
    if clash:
        fewest = names(f"{demand.project} {demand.wish}" for demand in clash.demands)
        return f"impossible. The fewest that clash: {fewest}. {reason(clash.obstacle)}"
    return names(meeting_all.deal.projects) if meeting_all else "no deal is acceptable to both"


def _trades(found: Sequence[Trade] | None) -> Iterator[str]:
    if found is None:
        return
    yield ""
    yield "Trades that leave nobody worse off" if found else "The deal on the table cannot be improved."
    for trade in found:
        gain = f"residents {trade.deal.residents}, government {trade.deal.government}"
        yield f"  give up {names(trade.gives_up)}; take up {names(trade.takes_up)}: {gain}"


def _columns(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield aligned lines: numbers to the right, the last column as it is."""
    grid = [list(titles), *map(list, rows)]
    columns = [_justified([row[place] for row in grid]) for place in range(len(titles))]
    yield from (f"  {'  '.join(cells)}".rstrip() for cells in zip(*columns, strict=True))


def _justified(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    numbers = len(cells) > 1 and all(cell[:1].isdigit() for cell in cells[1:] if cell)
    return [cell.rjust(width) if numbers else cell.ljust(width) for cell in cells]


def _percent(share: Fraction) -> str:
    return f"{round(100 * share)} %"
