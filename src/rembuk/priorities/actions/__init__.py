"""What people do in a round and its vote, from its opening to the count."""

from rembuk.priorities.actions.ballots import cast_ballot, exchange_card
from rembuk.priorities.actions.closing import count_voting
from rembuk.priorities.actions.declaring import NotReadyToVote, declare_voting
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
from rembuk.priorities.actions.rounds import (
    AlreadySealed,
    NotAnOption,
    NotMinuted,
    NotReadyToSeal,
    add_option,
    open_round,
    seal_round,
)
from rembuk.priorities.guards import MistypedCard, NoSuchCard, NotNow
from rembuk.priorities.locks import TooManyWrongCodes

__all__ = [
    "AlreadySealed",
    "CardAlreadyHandedOver",
    "MistypedCard",
    "MoreCardsThanVoters",
    "NoSuchCard",
    "NotAnOption",
    "NotMinuted",
    "NotNow",
    "NotReadyToSeal",
    "NotReadyToVote",
    "RollIsSigned",
    "RollNotReady",
    "SameReader",
    "SheetIsSettled",
    "SheetsAccountedFor",
    "TooManyWrongCodes",
    "account_for_sheets",
    "add_option",
    "cast_ballot",
    "count_voting",
    "declare_voting",
    "enter_in_roll",
    "exchange_card",
    "hand_over_card",
    "make_cards",
    "note_wrong_code",
    "open_round",
    "read_sheet",
    "replace_card",
    "seal_round",
    "sign_roll",
]
