"""The tables of gotong royong: what is asked for, who comes, and the ledger."""

from rembuk.projects.swadaya.models.asking import GroupHead, Price, Supply, WorkDay
from rembuk.projects.swadaya.models.attending import Injury, Sheet, SheetLine
from rembuk.projects.swadaya.models.ledger import Confirmation, Gift, Pledge

__all__ = [
    "Confirmation",
    "Gift",
    "GroupHead",
    "Injury",
    "Pledge",
    "Price",
    "Sheet",
    "SheetLine",
    "Supply",
    "WorkDay",
]
