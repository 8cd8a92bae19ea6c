"""What people do in a round and its vote, from its opening to the count."""

from rembuk.priorities.actions.ballots import cast_ballot, exchange_card
from rembuk.priorities.actions.closing import count_voting
from rembuk.priorities.actions.declaring import NotReadyToVote, declare_voting
from rembuk.priorities.actions.extending import NoExtension, ask_extension, grant_extension
from rembuk.priorities.actions.forum import NothingToDeviateFrom, close_round, deviate
from rembuk.priorities.actions.locking import note_wrong_code
from rembuk.priorities.actions.paper import (
    NoSuchSheet,
    ReadAndSpoiled,
    SameReader,
    SheetIsSettled,
    SheetsAccountedFor,
    ShowsAnotherSheet,
    account_for_sheets,
    print_sheets,
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
from rembuk.priorities.actions.rooms import NotAnAct, NotForTalks, SitsElsewhere, open_room, take_seat, take_step
from rembuk.priorities.actions.rounds import (
    NotAnOption,
    NotReadyToSeal,
    add_option,
    open_round,
    seal_round,
)
from rembuk.priorities.actions.scoring import BadScore, NotACriterion, score_option, weigh_criteria
from rembuk.priorities.guards import AlreadySealed, MistypedCard, NoSuchCard, NotMinuted, NotNow
from rembuk.priorities.locks import TooManyWrongCodes

__all__ = [
    "AlreadySealed",
    "BadScore",
    "CardAlreadyHandedOver",
    "MistypedCard",
    "MoreCardsThanVoters",
    "NoExtension",
    "NoSuchCard",
    "NoSuchSheet",
    "NotACriterion",
    "NotAnAct",
    "NotAnOption",
    "NotForTalks",
    "NotMinuted",
    "NotNow",
    "NotReadyToSeal",
    "NotReadyToVote",
    "NothingToDeviateFrom",
    "ReadAndSpoiled",
    "RollIsSigned",
    "RollNotReady",
    "SameReader",
    "SheetIsSettled",
    "SheetsAccountedFor",
    "ShowsAnotherSheet",
    "SitsElsewhere",
    "TooManyWrongCodes",
    "account_for_sheets",
    "add_option",
    "ask_extension",
    "cast_ballot",
    "close_round",
    "count_voting",
    "declare_voting",
    "deviate",
    "enter_in_roll",
    "exchange_card",
    "grant_extension",
    "hand_over_card",
    "make_cards",
    "note_wrong_code",
    "open_room",
    "open_round",
    "print_sheets",
    "read_sheet",
    "replace_card",
    "score_option",
    "seal_round",
    "sign_roll",
    "take_seat",
    "take_step",
    "weigh_criteria",
]
