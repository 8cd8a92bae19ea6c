# SPDX-License-Identifier: Apache-2.0
"""What people agree about, what bridges them and what divides them, from their yes, no and pass to short statements.

`read_votes` takes a CSV text, `map_opinions` returns the map, the groups with their stability and what follows.

The definitions are those of Polis, so that its users find what they know. The groups of a running Polis conversation
also depend on its past, so equal groups are not promised. Promised are the same bits for the same votes, and exact
figures given the groups.
"""

from rembuk.engines.opinions.asking import Question, next_for
from rembuk.engines.opinions.findings import Dividing, Shared, Side
from rembuk.engines.opinions.groups import Grouping, Refusal
from rembuk.engines.opinions.reading import Statement, VotesRefused, read_statements, read_votes
from rembuk.engines.opinions.stability import adjusted_rand
from rembuk.engines.opinions.survey import OpinionMap, map_opinions
from rembuk.engines.opinions.tallies import Answers, Tally
from rembuk.engines.opinions.votes import AGREE, DISAGREE, PASS, Votes, gather_votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Answers",
    "Dividing",
    "Grouping",
    "OpinionMap",
    "Question",
    "Refusal",
    "Shared",
    "Side",
    "Statement",
    "Tally",
    "Votes",
    "VotesRefused",
    "adjusted_rand",
    "gather_votes",
    "map_opinions",
    "next_for",
    "read_statements",
    "read_votes",
]
