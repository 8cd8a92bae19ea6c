"""What was bought for a project with all its offers, and what a reader may ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from rembuk.kernel.texts import name_key
from rembuk.programmes.rules import WorkRules
from rembuk.projects.models import Bid, Project, Purchase
from rembuk.projects.questioning import Question, QuestionKind


@dataclass(frozen=True)
class Bought:
    """A purchase with its offers, the first handed in first."""

    purchase: Purchase
    bids: tuple[Bid, ...]

    @property
    def chosen(self) -> Bid:
        """The offer that was taken; every purchase has one."""
        return next(bid for bid in self.bids if bid.is_chosen)


def bought_for(project: Project) -> list[Bought]:
    """Return what was bought for a project in the order it was written down, in one query."""
    order = ("purchase__written_at", "purchase_id", "handed_in_on", "id")
    bids = Bid.objects.filter(purchase__project=project).select_related("purchase").order_by(*order)
    return [Bought(purchase, tuple(group)) for purchase, group in groupby(bids, key=lambda bid: bid.purchase)]


def buying_questions(bought: Sequence[Bought], rules: WorkRules) -> Iterator[Question]:
    """Yield what stands out about what was bought: in parts, with too few offers, from one that came too late."""
    yield from _splits(bought, rules)
    for one in bought:
        if one.chosen.price_rupiah >= rules.offers_from_rupiah and len(one.bids) < rules.offers_needed:
            yield Question(QuestionKind.SINGLE_OFFER, one.purchase.what, len(one.bids), rules.offers_needed)
    for one in bought:
        late = (one.chosen.handed_in_on - one.purchase.closes_on).days
        if late > 0:
            yield Question(QuestionKind.LATE_OFFER, one.purchase.what, late)


def _splits(bought: Iterable[Bought], rules: WorkRules) -> Iterator[Question]:
    """Yield a question for each seller of purchases below a price that reach it together within some days."""
    threshold, days = rules.offers_from_rupiah, timedelta(days=rules.days_between_parts)
    sellers: dict[str, list[Bought]] = {}
    for one in bought:
        if one.chosen.price_rupiah < threshold:
            sellers.setdefault(name_key(one.chosen.seller), []).append(one)
    for parts in sellers.values():
        together = max((_close_to(first, parts, days) for first in parts), key=_price_of)
        if _price_of(together) >= threshold:
            yield Question(QuestionKind.SPLIT, together[0].chosen.seller, len(together), threshold)


def _close_to(first: Bought, parts: Sequence[Bought], days: timedelta) -> list[Bought]:
    begins = first.purchase.closes_on
    return [one for one in parts if begins <= one.purchase.closes_on <= begins + days]


def _price_of(parts: Iterable[Bought]) -> int:
    return sum(one.chosen.price_rupiah for one in parts)
