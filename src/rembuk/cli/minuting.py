"""The minutes of talks told in lines: who did what, what each offer was worth, and where it led."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rembuk.cli.talks import names, rupiah
from rembuk.engines.negotiation import Deal, Step, Terms, deal_of, outcome, replay
from rembuk.kernel.periods import WIB


def story(terms: Terms, steps: Sequence[Step]) -> Iterator[str]:
    """Yield a line for each step, and one for the end."""
    yield from (_told(terms, step) for step in steps)
    standing = replay(terms, steps)
    built = outcome(terms, standing)
    yield f"{standing.stage}: {_worth(built) if built else 'nothing is built.'}"


def _told(terms: Terms, step: Step) -> str:
    offered = f" {_worth(deal_of(terms.table, step.projects))}" if step.projects else ""
    said = f' "{step.words}"' if step.words else ""
    return f"{step.at.astimezone(WIB):%Y-%m-%d %H:%M} {step.party} {step.deed}{offered}{said}"


def _worth(deal: Deal) -> str:
    return (
        f"{names(deal.projects)} for Rp {rupiah(deal.cost)}; residents {deal.residents}, government {deal.government}."
    )
