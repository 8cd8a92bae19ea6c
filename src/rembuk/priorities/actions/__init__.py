"""What people do in a vote, from its declaration to the count."""

from rembuk.priorities.actions.ballots import cast_ballot, exchange_card
from rembuk.priorities.actions.closing import count_voting
from rembuk.priorities.actions.declaring import VotingDraft, declare_voting
from rembuk.priorities.actions.locking import note_wrong_code
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
from rembuk.priorities.guards import MistypedCard, NoSuchCard, NotNow
from rembuk.priorities.locks import TooManyWrongCodes

__all__ = [
    "CardAlreadyHandedOver",
    "MistypedCard",
    "MoreCardsThanVoters",
    "NoSuchCard",
    "NotNow",
    "RollIsSigned",
    "RollNotReady",
    "SameReader",
    "SheetIsSettled",
    "SheetsAccountedFor",
    "TooManyWrongCodes",
    "VotingDraft",
    "account_for_sheets",
    "cast_ballot",
    "count_voting",
    "declare_voting",
    "enter_in_roll",
    "exchange_card",
    "hand_over_card",
    "make_cards",
    "note_wrong_code",
    "read_sheet",
    "replace_card",
    "sign_roll",
]
