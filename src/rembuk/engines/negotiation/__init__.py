# SPDX-License-Identifier: Apache-2.0
"""Two sides and one budget: which deals are possible, which are best, and what each demand would cost whom.

`Table` holds what can be built and with what money. `frontier` finds every deal that cannot be improved for one side
without loss for the other; `agenda` says what all of them have in common and what is left to talk about. `leximin`,
`nash` and `two_sided_shares` propose; `trades` improve what lies on the table, and a `certificate` proves that nothing
can; `price_of` and `clash` judge red lines; `payments` says which fund pays what. `replay` says where the talks stand
after the steps that were taken, and `minutes` writes them down so that anybody can take them again. Scores of the two
sides are never added up or compared. All answers are exact, and the same on every machine.
"""

from rembuk.engines.negotiation.certificate import Certificate, End, Refutation, certificate, flaw
from rembuk.engines.negotiation.demands import (
    Clash,
    Demand,
    Obstacle,
    Price,
    Wish,
    clash,
    obstacle,
    price_of,
    with_demands,
)
from rembuk.engines.negotiation.frontier import Agenda, Deal, agenda, deal_of, frontier
from rembuk.engines.negotiation.minutes import NotMinutes, minutes, read_minutes
from rembuk.engines.negotiation.overview import Overview, overview
from rembuk.engines.negotiation.payments import Payment, payments
from rembuk.engines.negotiation.proposals import Alone, NothingPossible, Proposed, alone, leximin, nash, proposed
from rembuk.engines.negotiation.protocol import (
    Deed,
    Party,
    Stage,
    Standing,
    Step,
    StepRefused,
    Terms,
    fault_of,
    outcome,
    replay,
    take,
)
from rembuk.engines.negotiation.shares import Purchase, Shares, two_sided_shares
from rembuk.engines.negotiation.table import NotATable, Project, Side, Table
from rembuk.engines.negotiation.trades import Trade, trades

__all__ = [
    "Agenda",
    "Alone",
    "Certificate",
    "Clash",
    "Deal",
    "Deed",
    "Demand",
    "End",
    "NotATable",
    "NotMinutes",
    "NothingPossible",
    "Obstacle",
    "Overview",
    "Party",
    "Payment",
    "Price",
    "Project",
    "Proposed",
    "Purchase",
    "Refutation",
    "Shares",
    "Side",
    "Stage",
    "Standing",
    "Step",
    "StepRefused",
    "Table",
    "Terms",
    "Trade",
    "Wish",
    "agenda",
    "alone",
    "certificate",
    "clash",
    "deal_of",
    "fault_of",
    "flaw",
    "frontier",
    "leximin",
    "minutes",
    "nash",
    "obstacle",
    "outcome",
    "overview",
    "payments",
    "price_of",
    "proposed",
    "read_minutes",
    "replay",
    "take",
    "trades",
    "two_sided_shares",
    "with_demands",
]
