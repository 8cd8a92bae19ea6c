# SPDX-License-Identifier: Apache-2.0
"""Which statement to put to people next: those whose answers teach most, and new ones that few have seen."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rembuk.engines.opinions.tallies import Answers, Tally


@dataclass(frozen=True)
class Question:
    """A statement and how much its next answer is worth, beside others."""

    answers: Answers
    priority: float


def ask_next(every: Sequence[Answers], extremities: Sequence[float]) -> tuple[Question, ...]:
    """Return statements by priority, highest first; of equals the one with the fewest answers, then in their order.

    The formula is that of Polis (Small et al. 2021): the share that agrees x the share that does not pass x (1 + how
    far an agreement takes a person on the map) x (1 + 8 * 2^(-answers / 5)), squared, the shares smoothed by Laplace.
    """
    questions = [
        Question(answers, priority_of(answers.everyone, extremity))
        for answers, extremity in zip(every, extremities, strict=True)
    ]
    return tuple(sorted(questions, key=lambda question: (-question.priority, question.answers.everyone.answered)))


def priority_of(tally: Tally, extremity: float) -> float:
    """Return how much the next answer to such a statement is worth."""
    takes_a_side = 1 - (tally.passed + 1) / (tally.answered + 2)
    newness = 1 + 8 * 2 ** (-tally.answered / 5)
    return round((float(tally.agreement) * takes_a_side * (1 + extremity) * newness) ** 2, 9)


def next_for(questions: Sequence[Question], answered: AbstractSet[str]) -> Question | None:
    """Return the first question to somebody who has answered these; None when all are answered."""
    return next((question for question in questions if question.answers.statement not in answered), None)
