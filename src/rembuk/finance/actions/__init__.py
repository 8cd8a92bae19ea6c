"""What people do with budgets and money, from the first draft to the last receipt."""

from rembuk.finance.actions.asking import ask_about
from rembuk.finance.actions.budgeting import (
    add_post,
    approve_budget,
    change_amount,
    draw_up_budget,
    drop_income,
    drop_post,
    expect_income,
    indicate_budget,
)
from rembuk.finance.actions.evaluating import find_budget_fit, note_budget_silence, send_budget, send_budget_back
from rembuk.finance.actions.gifts import (
    receive_contribution,
    report_contribution,
    return_contribution,
    spend_contribution,
)
from rembuk.finance.actions.giving import (
    assign_contribution,
    end_promise,
    lapse_contribution,
    offer_contribution,
    pledge_contribution,
    promise_contribution,
    sign_contribution,
    withdraw_contribution,
)
from rembuk.finance.actions.matching import match_payment, note_payment, set_payment_aside
from rembuk.finance.actions.missing import say_not_received
from rembuk.finance.actions.moving import pay_request, receive_money, turn_back
from rembuk.finance.actions.proposals import set_proposal_aside, take_up_proposal
from rembuk.finance.actions.requesting import approve_request, ask_for_payment, refuse_request
from rembuk.finance.actions.settling import keep_back_tax, pay_tax, return_rest

__all__ = [
    "add_post",
    "approve_budget",
    "approve_request",
    "ask_about",
    "ask_for_payment",
    "assign_contribution",
    "change_amount",
    "draw_up_budget",
    "drop_income",
    "drop_post",
    "end_promise",
    "expect_income",
    "find_budget_fit",
    "indicate_budget",
    "keep_back_tax",
    "lapse_contribution",
    "match_payment",
    "note_budget_silence",
    "note_payment",
    "offer_contribution",
    "pay_request",
    "pay_tax",
    "pledge_contribution",
    "promise_contribution",
    "receive_contribution",
    "receive_money",
    "refuse_request",
    "report_contribution",
    "return_contribution",
    "return_rest",
    "say_not_received",
    "send_budget",
    "send_budget_back",
    "set_payment_aside",
    "set_proposal_aside",
    "sign_contribution",
    "spend_contribution",
    "take_up_proposal",
    "turn_back",
    "withdraw_contribution",
]
