# SPDX-License-Identifier: Apache-2.0
"""Everything that can be said about a set of votes, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from rembuk.engines.opinions.asking import Question, ask_next
from rembuk.engines.opinions.findings import Dividing, Shared, bridging, consensus, dividing
from rembuk.engines.opinions.groups import Grouping, find_groups
from rembuk.engines.opinions.projection import Floats, axes_of, extremity, pair_counts, places_of
from rembuk.engines.opinions.tallies import Answers, count_answers
from rembuk.engines.opinions.votes import Votes


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """Where each participant stands (participants x 2), the groups, and what follows from them.

    `answers` are in the order of statements, the other four lists begin with what matters most.
    """

    votes: Votes
    places: Floats
    grouping: Grouping
    answers: tuple[Answers, ...]
    consensus: tuple[Shared, ...]
    bridging: tuple[Shared, ...]
    dividing: tuple[Dividing, ...]
    questions: tuple[Question, ...]


def map_opinions(votes: Votes) -> OpinionMap:
    """Return the map of opinions; the same votes give the same bits, in whatever order they came."""
    pairs = pair_counts(votes)
    axes = axes_of(pairs)
    places = places_of(votes, axes)
    grouping = find_groups(votes, pairs, places)
    answers = count_answers(votes, grouping)
    questions = ask_next(answers, extremity(axes).tolist())
    return OpinionMap(
        votes, places, grouping, answers, consensus(answers), bridging(answers), dividing(answers), questions
    )
