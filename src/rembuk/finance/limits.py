"""What money may not do, asked while the budget of its kampung and year is held."""

from __future__ import annotations

from rembuk.finance.models import Budget, BudgetLine, Post, Transfer
from rembuk.finance.posts import given_to
from rembuk.finance.queries import bound_of, free_cash_of, left_of, tax_owed
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import MOST, Rupiah


class NoBudget(ValueError):
    """The kampung has no budget in force for the year; the message is the year."""


class OverTheBudget(ValueError):
    """A post would be spent past what it was given; the message is what is left of it, in rupiah."""


class NothingToApprove(ValueError):
    """A budget without a post, or with more money than fits, cannot be put in force."""


class NotEnoughCash(ValueError):
    """The fund has less money than is to go out; the message is what it has, in rupiah."""


class NotSoMuchPaid(ValueError):
    """More would come back of a payment than is left of it; the message is what is left, in rupiah."""


class NotSoMuchKept(ValueError):
    """More would go to the tax office than is kept for it; the message is what is kept, in rupiah."""


def hold_budget(region_number: int, year: int) -> Budget:
    """Hold the budget in force to the end of the transaction, so that its money moves one deed after the other."""
    found = Budget.objects.select_for_update().filter(
        region_number=region_number, year=year, state=BudgetState.APPROVED
    )
    budget = found.first()
    if budget is None:
        raise NoBudget(str(year))
    return budget


def insist_on_room(post: Post, amount: Rupiah) -> None:
    """Raise OverTheBudget unless the post has room for an amount beside all that is asked for already."""
    left = given_to(post) - bound_of(post)
    if amount > left:
        raise OverTheBudget(str(left))


def insist_on_cash(region_number: int, year: int, fund: str, amount: Rupiah) -> None:
    """Raise NotEnoughCash unless the fund has the amount, beside what is kept for the tax office."""
    cash = free_cash_of(region_number, year, fund)
    if amount > cash:
        raise NotEnoughCash(str(cash))


def insist_on_rest(payment: Transfer, amount: Rupiah) -> None:
    """Raise NotSoMuchPaid unless the amount is left of a payment."""
    left = left_of(payment)
    if amount > left:
        raise NotSoMuchPaid(str(left))


def insist_on_tax(region_number: int, year: int, fund: str, amount: Rupiah) -> None:
    """Raise NotSoMuchKept unless the amount is kept for the tax office."""
    kept = tax_owed(region_number, year, fund)
    if amount > kept:
        raise NotSoMuchKept(str(kept))


def insist_on_posts(budget: Budget) -> Rupiah:
    """Return the total of a draft; raise NothingToApprove, or OverTheBudget for what takes asked money away."""
    lines = list(BudgetLine.objects.filter(budget=budget).select_related("post"))
    for one in lines:
        if one.amount_rupiah < (bound := bound_of(one.post)):
            raise OverTheBudget(str(one.amount_rupiah - bound))
    total = sum(one.amount_rupiah for one in lines)
    if not 0 < total <= MOST:
        raise NothingToApprove(str(total))
    return total
