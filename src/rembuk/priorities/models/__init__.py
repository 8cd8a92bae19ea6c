"""The tables of a round and its vote. The roll and the ballots share no column but the vote itself."""

from rembuk.priorities.models.ballots import Ballot, BallotMark, Card, Receipt, Sending, WrongCode
from rembuk.priorities.models.extensions import Extension
from rembuk.priorities.models.paper import PaperMark, PaperReading, PrintedSheet, SheetCount
from rembuk.priorities.models.roll import RollEntry
from rembuk.priorities.models.rooms import Room, RoomAct, RoomSeat
from rembuk.priorities.models.rounds import Round, RoundFund, RoundOption
from rembuk.priorities.models.scores import Deviation, RoundCriterion, Score
from rembuk.priorities.models.votings import Voting

__all__ = [
    "Ballot",
    "BallotMark",
    "Card",
    "Deviation",
    "Extension",
    "PaperMark",
    "PaperReading",
    "PrintedSheet",
    "Receipt",
    "RollEntry",
    "Room",
    "RoomAct",
    "RoomSeat",
    "Round",
    "RoundCriterion",
    "RoundFund",
    "RoundOption",
    "Score",
    "Sending",
    "SheetCount",
    "Voting",
    "WrongCode",
]
