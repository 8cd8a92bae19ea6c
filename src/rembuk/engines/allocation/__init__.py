# SPDX-License-Identifier: Apache-2.0
"""Dividing a budget by votes, exactly: equal shares, greedy rules, sequential Phragmen and greatest welfare.

`parse_pb` or `hold_election` makes an `Election`; each `count_…` returns an `Outcome` with its published parameters.
"""

from rembuk.engines.allocation.claims import Tie, Utility
from rembuk.engines.allocation.completion import Completion, EqualShares, Start, Stop, count_equal_shares
from rembuk.engines.allocation.conditions import Conditions, Quota, Reason, Refusal, refusals
from rembuk.engines.allocation.duties import divide_duties
from rembuk.engines.allocation.election import BadElection, Election, Project, hold_election
from rembuk.engines.allocation.explain import endowment_to_win, explain_share, explain_winner, next_change
from rembuk.engines.allocation.fairness import Unserved, find_unserved, is_unserved
from rembuk.engines.allocation.greedy import Order, count_greedy
from rembuk.engines.allocation.losers import LoserExplained, explain_loser, explain_losers
from rembuk.engines.allocation.outcome import Outcome
from rembuk.engines.allocation.pabulib import MalformedFile, parse_pb, write_pb
from rembuk.engines.allocation.phragmen import count_phragmen
from rembuk.engines.allocation.shared_funds import FundedOutcome, Purchase, count_shared_funds
from rembuk.engines.allocation.transcript import NoTranscript, funded_transcript, transcript
from rembuk.engines.allocation.welfare import TooHard, count_welfare

__all__ = [
    "BadElection",
    "Completion",
    "Conditions",
    "Election",
    "EqualShares",
    "FundedOutcome",
    "LoserExplained",
    "MalformedFile",
    "NoTranscript",
    "Order",
    "Outcome",
    "Project",
    "Purchase",
    "Quota",
    "Reason",
    "Refusal",
    "Start",
    "Stop",
    "Tie",
    "TooHard",
    "Unserved",
    "Utility",
    "count_equal_shares",
    "count_greedy",
    "count_phragmen",
    "count_shared_funds",
    "count_welfare",
    "divide_duties",
    "endowment_to_win",
    "explain_loser",
    "explain_losers",
    "explain_share",
    "explain_winner",
    "find_unserved",
    "funded_transcript",
    "hold_election",
    "is_unserved",
    "next_change",
    "parse_pb",
    "refusals",
    "transcript",
    "write_pb",
]
