"""What people do in a vote, from its declaration to the count."""

from rembuk.priorities.actions.ballots import cast_ballot, exchange_card
from rembuk.priorities.actions.closing import count_voting
from rembuk.priorities.actions.declaring import VotingDraft, declare_voting
from rembuk.priorities.actions.paper import (
    SameReader,
    SheetIsSettled,
    SheetsAccountedFor,
    account_for_sheets,
    read_sheet,
)
from rembuk.priorities.actions.roll import (
    CardAlreadyHandedOver,
    MoreCardsThanVoters,
    RollIsSigned,
    RollNotReady,
    enter_in_roll,
    hand_over_card,
    make_cards,
    replace_card,
    sign_roll,
)
from rembuk.priorities.guards import NoSuchCard, NotNow

__all__ = [
    "CardAlreadyHandedOver",
    "MoreCardsThanVoters",
    "NoSuchCard",
    "NotNow",
    "RollIsSigned",
    "RollNotReady",
    "SameReader",
    "SheetIsSettled",
    "SheetsAccountedFor",
    "VotingDraft",
    "account_for_sheets",
    "cast_ballot",
    "count_voting",
    "declare_voting",
    "enter_in_roll",
    "exchange_card",
    "hand_over_card",
    "make_cards",
    "read_sheet",
    "replace_card",
    "sign_roll",
]
