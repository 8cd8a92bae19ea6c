"""A transfer that is written once, and what is told of it."""

from __future__ import annotations

from rembuk.finance.models import Transfer
from rembuk.journal.queries import Fact

# What makes a transfer another one, beside its key.
_SAME = (
    "region_number", "year", "fund", "debit", "credit", "amount_rupiah", "document", "post_id", "request_id",
    "turns_back_id", "payment_id",
)  # fmt: skip


class MadeOtherwise(ValueError):
    """The key came before with another amount, document or purpose."""


def made_before(transfer: Transfer) -> Transfer | None:
    """Return the transfer that came before under the same key, None for a new one."""
    known = Transfer.objects.filter(key=transfer.key).first()
    if known is not None and any(getattr(known, name) != getattr(transfer, name) for name in _SAME):
        raise MadeOtherwise(str(transfer.key))
    return known


def facts_of(transfer: Transfer) -> dict[str, Fact]:
    """Return what the act says that tells of a transfer."""
    return {
        "year": transfer.year,
        "fund": transfer.fund,
        "debit": transfer.debit,
        "credit": transfer.credit,
        "amount_rupiah": transfer.amount_rupiah,
        "document": transfer.document,
    }
