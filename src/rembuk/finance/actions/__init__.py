"""What people do with budgets and money, from the first draft to the last receipt."""

from rembuk.finance.actions.budgeting import add_post, approve_budget, change_amount, draw_up_budget, drop_post
from rembuk.finance.actions.evaluating import find_budget_fit, note_budget_silence, send_budget, send_budget_back
from rembuk.finance.actions.moving import pay_request, receive_money, turn_back
from rembuk.finance.actions.requesting import approve_request, ask_for_payment, refuse_request
from rembuk.finance.actions.settling import keep_back_tax, pay_tax, return_rest

__all__ = [
    "add_post",
    "approve_budget",
    "approve_request",
    "ask_for_payment",
    "change_amount",
    "draw_up_budget",
    "drop_post",
    "find_budget_fit",
    "keep_back_tax",
    "note_budget_silence",
    "pay_request",
    "pay_tax",
    "receive_money",
    "refuse_request",
    "return_rest",
    "send_budget",
    "send_budget_back",
    "turn_back",
]
