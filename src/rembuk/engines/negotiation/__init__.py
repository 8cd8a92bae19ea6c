# SPDX-License-Identifier: Apache-2.0
"""Two sides and one budget: which deals are possible, which are best, and what each demand would cost whom.

`Table` holds what can be built and with what money. `frontier` finds every deal that cannot be improved for one side
without loss for the other; `agenda` says what all of them have in common and what is left to talk about. Scores of
the two sides are never added up or compared. All answers are exact, and the same on every machine.
"""

from rembuk.engines.negotiation.frontier import Agenda, Deal, agenda, deal_of, frontier
from rembuk.engines.negotiation.table import NotATable, Project, Side, Table

__all__ = ["Agenda", "Deal", "NotATable", "Project", "Side", "Table", "agenda", "deal_of", "frontier"]
