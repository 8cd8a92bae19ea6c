"""What people do with voices and needs, from the first word to the answer."""

from rembuk.voices.actions.deciding import (
    answer_need,
    answer_voice,
    decline_need,
    decline_voice,
    postpone_need,
    reopen_need,
    reopen_voice,
)
from rembuk.voices.actions.joining import (
    CannotJoin,
    describe_need,
    merge_voice,
    open_need,
    split_need,
    undo_merge,
)
from rembuk.voices.actions.moderating import hold_voice, release_voice, show_voice, withhold_voice
from rembuk.voices.actions.receiving import KeyUsedTwice, Receipt, add_photo, receive_voice
from rembuk.voices.actions.routing import NotRouted, UnknownAnswer, forward_need, route_need
from rembuk.voices.actions.sending import (
    KnowsNobody,
    NothingToDispute,
    add_contact,
    detach_sender,
    object_to,
    settle_objection,
    withdraw_voice,
)
from rembuk.voices.actions.supporting import AlreadyCounted, NothingToSupport, support_need, withdraw_support
from rembuk.voices.actions.tidying import tidy_voice
from rembuk.voices.reasons import UnknownReason
from rembuk.voices.receipts import Proof
from rembuk.voices.subjects import UnknownSubject
from rembuk.voices.wording import BadWords

__all__ = [
    "AlreadyCounted",
    "BadWords",
    "CannotJoin",
    "KeyUsedTwice",
    "KnowsNobody",
    "NotRouted",
    "NothingToDispute",
    "NothingToSupport",
    "Proof",
    "Receipt",
    "UnknownAnswer",
    "UnknownReason",
    "UnknownSubject",
    "add_contact",
    "add_photo",
    "answer_need",
    "answer_voice",
    "decline_need",
    "decline_voice",
    "describe_need",
    "detach_sender",
    "forward_need",
    "hold_voice",
    "merge_voice",
    "object_to",
    "open_need",
    "postpone_need",
    "receive_voice",
    "release_voice",
    "reopen_need",
    "reopen_voice",
    "route_need",
    "settle_objection",
    "show_voice",
    "split_need",
    "support_need",
    "tidy_voice",
    "undo_merge",
    "withdraw_support",
    "withdraw_voice",
    "withhold_voice",
]
