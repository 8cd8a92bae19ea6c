"""One post of a budget: what it is given, what was spent of it, and its transfers page by page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from rembuk.finance.models import Budget, BudgetLine, Post, Transfer
from rembuk.finance.queries import PostSum, spent_of
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.voices.queries import NotACursor


@dataclass(frozen=True, slots=True)
class TransferPage:
    """Some transfers, and where the earlier ones begin; None at the end."""

    rows: list[Transfer]
    older: str | None


def post_at(region_number: int, year: int, number: int) -> Post:
    """Return a post by its number; raise Post.DoesNotExist."""
    near = Post.objects.select_related("region", "item__need")
    return near.get(region_number=region_number, year=year, number=number)


def post_in_force(region_number: int, year: int, number: int, **more: Subquery) -> PostSum:
    """Return a post of a year whose budget is in force, with what else is asked for by name, and its money.

    Raise Post.DoesNotExist.
    """
    known = Post.objects.filter(region_number=region_number, year=year, number=number)
    in_force = Budget.objects.filter(region_number=region_number, year=year, state=BudgetState.APPROVED)
    given, spent = _given_to(OuterRef("pk"))[:1], spent_of(OuterRef("pk"), region_number, year)
    rows = known.filter(Exists(in_force)).select_related("region", "item__need")
    post = rows.annotate(given=Subquery(given), spent=Subquery(spent), **more).get()
    return PostSum(post, post.given or 0, post.spent or 0)


def given_to(post: Post) -> Rupiah:
    """Return how much the budget in force gives to a post."""
    return _given_to(post).first() or 0


def _given_to(post: Post | OuterRef) -> QuerySet[BudgetLine, int]:
    return BudgetLine.objects.filter(post=post, budget__state=BudgetState.APPROVED).values_list(
        "amount_rupiah", flat=True
    )


def list_transfers(post: Post, after: str | None = None, limit: int = 20) -> TransferPage:
    """Return transfers of a post, the latest first, from a place that a page named; else raise NotACursor."""
    rows = Transfer.objects.filter(post=post)
    if after:
        rows = _before(rows, _named(rows, after))
    found = list(rows.select_related("request").order_by("-made_at", "-id")[: limit + 1])
    return TransferPage(found[:limit], found[limit - 1].pk.hex if len(found) > limit else None)


def _before(rows: QuerySet[Transfer], last: Transfer) -> QuerySet[Transfer]:
    # The bound alone is what an index can walk; what shares the moment is told apart by id.
    earlier = Q(made_at__lt=last.made_at) | Q(made_at=last.made_at, id__lt=last.pk)
    return rows.filter(earlier, made_at__lte=last.made_at)


def _named(rows: QuerySet[Transfer], text: str) -> Transfer:
    try:
        return rows.get(pk=UUID(text))
    except (ValueError, Transfer.DoesNotExist) as error:
        raise NotACursor(text) from error
