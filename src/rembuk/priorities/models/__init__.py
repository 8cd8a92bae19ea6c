"""The tables of a vote. The roll and the ballots share no column but the vote itself."""

from rembuk.priorities.models.ballots import Ballot, BallotMark, Card, Receipt, Sending, WrongCode
from rembuk.priorities.models.paper import PaperMark, PaperReading, SheetCount
from rembuk.priorities.models.roll import RollEntry
from rembuk.priorities.models.votings import Voting, VotingOption

__all__ = [
    "Ballot",
    "BallotMark",
    "Card",
    "PaperMark",
    "PaperReading",
    "Receipt",
    "RollEntry",
    "Sending",
    "SheetCount",
    "Voting",
    "VotingOption",
    "WrongCode",
]
