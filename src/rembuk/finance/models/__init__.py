"""The tables of budgets and money."""

from rembuk.finance.models.asking import Asked
from rembuk.finance.models.funding import Contribution, DonorReport, Earmark, FundingProposal, PaymentNotice
from rembuk.finance.models.missing import NotReceived
from rembuk.finance.models.money import Budget, BudgetLine, Evaluation, Income, PaymentRequest, Post, Transfer

__all__ = [
    "Asked",
    "Budget",
    "BudgetLine",
    "Contribution",
    "DonorReport",
    "Earmark",
    "Evaluation",
    "FundingProposal",
    "Income",
    "NotReceived",
    "PaymentNotice",
    "PaymentRequest",
    "Post",
    "Transfer",
]
