"""Who may do what with budgets and money.

Who draws a budget up does not approve it; who asks for money, or pays it, does not approve the request; and nobody
turns back what they made themselves.
"""

from __future__ import annotations

from datetime import datetime

from rembuk.finance.asking import ASKING, Thing, place_of
from rembuk.finance.models import Budget, Contribution, FundingProposal, PaymentRequest, Post, Transfer
from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role
from rembuk.people.roles import Role
from rembuk.regions.models import Region
from rembuk.voices.models import Voice

BUDGETERS = (Role.SECRETARY, Role.TREASURER)
APPROVERS = (Role.HEAD, Role.SECRETARY)
# Who talks with donors, and who decides what becomes of a work.
CARETAKERS = (Role.OFFICER, Role.SECRETARY, Role.TREASURER)
DECIDERS = (Role.HEAD, Role.COUNCIL)


def may_draw_up_budget(person: Person | None, region: Region, *, at: datetime) -> bool:
    """The secretary or treasurer of a village draws up its budget."""
    return holds_any(person, BUDGETERS, region.number, at=at)


def may_approve_budget(person: Person | None, budget: Budget, *, at: datetime) -> bool:
    """The village head puts a budget in force; never one they drew up themselves."""
    return (
        person is not None
        and person.pk != budget.drawn_up_by_id
        and holds_role(person, Role.HEAD, budget.region_number, at=at)
    )


def may_indicate_budget(person: Person | None, budget: Budget, *, at: datetime) -> bool:
    """The village head confirms what the regency lets it expect; never what they wrote down themselves."""
    return may_approve_budget(person, budget, at=at)


def may_send_budget(person: Person | None, budget: Budget, *, at: datetime) -> bool:
    """The secretary or treasurer of a village sends its draft to be evaluated."""
    return may_draw_up_budget(person, budget.region, at=at)


def may_evaluate_budget(person: Person | None, budget: Budget, *, at: datetime) -> bool:
    """The head of the sub-district evaluates the draft of a village; never one they drew up themselves."""
    return (
        person is not None
        and person.pk != budget.drawn_up_by_id
        and holds_role(person, Role.SUBDISTRICT_HEAD, budget.region_number, at=at)
    )


def may_note_budget_silence(person: Person | None, budget: Budget, *, at: datetime) -> bool:
    """The clock itself notes that no evaluation came in time; so may village staff and monitors."""
    return person is None or holds_any(person, (*BUDGETERS, Role.HEAD, Role.MONITOR), budget.region_number, at=at)


def may_handle_money(person: Person | None, region_number: int, *, at: datetime) -> bool:
    """The treasurer of a village receives money, asks for payments and pays them."""
    return person is not None and holds_role(person, Role.TREASURER, region_number, at=at)


def may_approve_request(person: Person | None, request: PaymentRequest, *, at: datetime) -> bool:
    """The head or secretary of a village approves or refuses a payment; never one they asked for themselves."""
    return (
        person is not None
        and person.pk != request.asked_by_id
        and holds_any(person, APPROVERS, request.post.region_number, at=at)
    )


def may_pay_request(person: Person | None, request: PaymentRequest, *, at: datetime) -> bool:
    """The treasurer pays what somebody else has approved."""
    return may_handle_money(person, request.post.region_number, at=at) and (
        person is not None and person.pk != request.approved_by_id
    )


def may_turn_back(person: Person | None, transfer: Transfer, *, at: datetime) -> bool:
    """The head or secretary turns a transfer back; never one they made themselves."""
    return (
        person is not None
        and person.pk != transfer.made_by_id
        and holds_any(person, APPROVERS, transfer.region_number, at=at)
    )


def may_offer_contribution(person: Person | None, region: Region, *, at: datetime) -> bool:
    """Anybody offers a gift for themselves; staff of the place write one down for somebody else."""
    return person is None or holds_any(person, CARETAKERS, region.number, at=at)


def may_tend_contribution(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """Staff of the place write down a promise and the work it is for."""
    return holds_any(person, CARETAKERS, contribution.region_number, at=at)


def may_sign_contribution(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """The head or secretary of a village signs the agreement about a gift; never one they wrote down themselves."""
    return (
        person is not None
        and person.pk != contribution.offered_by_id
        and holds_any(person, APPROVERS, contribution.region_number, at=at)
    )


def may_receive_contribution(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """The treasurer writes down that a gift came; never one whose agreement they signed themselves."""
    return may_handle_money(person, contribution.region_number, at=at) and (
        person is not None and person.pk != contribution.signed_by_id
    )


def may_return_contribution(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """The head or secretary gives back to a donor what is left; never somebody who receives money here as well."""
    return (
        person is not None
        and holds_any(person, APPROVERS, contribution.region_number, at=at)
        and not holds_role(person, Role.TREASURER, contribution.region_number, at=at)
    )


def may_report_contribution(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """Staff of the place report to a donor what became of the gift."""
    return holds_any(person, CARETAKERS, contribution.region_number, at=at)


def may_end_promise(person: Person | None, contribution: Contribution, *, at: datetime) -> bool:
    """The clock itself ends a promise whose day has passed; staff of the place end one that was taken back."""
    return person is None or holds_any(person, CARETAKERS, contribution.region_number, at=at)


def may_settle_proposal(person: Person | None, proposal: FundingProposal, *, at: datetime) -> bool:
    """The head or council of a village says what becomes of a proposal about gifts."""
    return holds_any(person, DECIDERS, proposal.region_number, at=at)


def may_say_not_received(person: Person | None, post: Post, voice: Voice) -> bool:
    """Anybody says that something did not arrive, in a voice of the place that its own government does not handle."""
    del person
    return voice.about_office and voice.region_number == post.region_number


def may_ask_about(person: Person | None, thing: Thing, voice: Voice) -> bool:
    """Anybody asks about a line of money or works, in a question or complaint of the same place."""
    del person
    return voice.kind in ASKING and voice.region_number == place_of(thing)
