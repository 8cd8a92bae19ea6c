# SPDX-License-Identifier: Apache-2.0
"""All that both sides see at the start of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.negotiation.demands import Clash, Demand, Price, clash, price_of, with_demands
from rembuk.engines.negotiation.frontier import Agenda, Deal, agenda, frontier
from rembuk.engines.negotiation.payments import Payment, payments
from rembuk.engines.negotiation.proposals import Alone, NothingPossible, Proposed, alone, leximin, nash, proposed
from rembuk.engines.negotiation.shares import Shares, two_sided_shares
from rembuk.engines.negotiation.table import Table
from rembuk.engines.negotiation.trades import Trade, trades


@dataclass(frozen=True)
class Overview:
    """The frontier, what it has in common, and the three proposals with the bill for the first one.

    `prices` answers each demand by itself, `clash` and `meeting_all` all of them together. `trades` improves the deal
    that lies on the table, and is None without one.
    """

    deals: tuple[Deal, ...]
    agenda: Agenda
    without: Alone
    leximin: Proposed | None
    nash: Proposed | None
    shares: Shares
    bill: tuple[Payment, ...]
    prices: tuple[Price, ...]
    clash: Clash | None
    meeting_all: Proposed | None
    trades: tuple[Trade, ...] | None


def overview(
    table: Table, residents_share: Fraction, demands: Sequence[Demand] = (), on_the_table: Deal | None = None
) -> Overview:
    """Return everything about a negotiation at once; raise NothingPossible when the duties cannot be met."""
    deals = frontier(table)
    if not deals:
        raise NothingPossible("The duties cannot be met.")
    without = alone(table, residents_share)
    choices = proposed(deals, without)
    fair = leximin(choices)
    clashing = clash(table, demands)
    return Overview(
        deals=deals,
        agenda=agenda(table, deals),
        without=without,
        leximin=fair,
        nash=nash(choices),
        shares=two_sided_shares(table, residents_share),
        bill=(payments(table, fair.deal.projects) or ()) if fair else (),
        prices=tuple(price_of(table, demand, without) for demand in demands),
        clash=clashing,
        meeting_all=None if clashing else leximin(proposed(frontier(with_demands(table, demands)), without)),
        trades=trades(table, on_the_table) if on_the_table else None,
    )
