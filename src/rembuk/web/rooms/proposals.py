"""What the engine proposes for a room, side by side with what lies on the table, and what each red line costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from rembuk.engines.negotiation import (
    Alone,
    Deal,
    Price,
    Proposed,
    Trade,
    alone,
    leximin,
    nash,
    price_of,
    proposed,
    trades,
    two_sided_shares,
)
from rembuk.priorities.models import RoomAct
from rembuk.priorities.talks import Choice, Talks


@dataclass(frozen=True)
class Priced:
    """A red line with what it costs whom."""

    line: RoomAct
    choice: Choice
    price: Price
    then: tuple[str, ...]


@dataclass(frozen=True)
class Proposals:
    """All that can be proposed for one room."""

    talks: Talks

    @cached_property
    def without(self) -> Alone:
        """What each side reaches without a deal."""
        return alone(self.talks.table, self.talks.terms.residents_share)

    @cached_property
    def choices(self) -> tuple[Proposed, ...]:
        """The best deals that leave neither side worse off than without one."""
        return proposed(self.talks.frontier, self.without)

    @property
    def by_rule(self) -> Proposed | None:
        """What is built if nothing is agreed."""
        return leximin(self.choices)

    @property
    def ways(self) -> list[tuple[str, list[Choice], int]]:
        """The offer on the table and the three proposals, those that there are: what each builds, and what it costs."""
        fair, product = self.by_rule, nash(self.choices)
        deals = [
            (_("On the table"), self.talks.offered),
            (_("The side that gets less gets the most"), fair.deal if fair else None),
            (_("The most for both together"), product.deal if product else None),
            (_("Each side spends its part"), two_sided_shares(self.talks.table, self.talks.terms.residents_share).deal),
        ]
        return [(name, self._built(deal), deal.cost) for name, deal in deals if deal is not None]

    def _built(self, deal: Deal) -> list[Choice]:
        return [choice for key, choice in self.talks.choices.items() if key in deal.projects]

    @cached_property
    def red_lines(self) -> list[Priced]:
        """Each red line with its price."""
        priced = zip(self.talks.red_lines, self.talks.demands, strict=True)
        return [self._priced(line, price_of(self.talks.table, demand, self.without)) for line, demand in priced]

    @property
    def better(self) -> tuple[Trade, ...]:
        """Exchanges that improve what lies on the table for one side and worsen it for none."""
        return trades(self.talks.table, self.talks.offered) if self.talks.offered else ()

    def titles(self, keys: tuple[str, ...]) -> str:
        """Return the names of choices in a row."""
        return ", ".join(self.talks.choices[key].title for key in keys)

    def _priced(self, line: RoomAct, price: Price) -> Priced:
        then = price.proposal.deal.projects if price.proposal else ()
        return Priced(line, self.talks.choices[line.about], price, tuple(self.talks.choices[key].title for key in then))
