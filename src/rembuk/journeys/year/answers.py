"""What an invented officer might answer, by reason code: a sentence and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from rembuk.journeys.year.vocabulary import read_table


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer; `reason` is a code of the rule set, empty where nothing was refused."""

    reason: str
    sentence: str
    next_step: str


@cache
def invented_answers() -> Mapping[str, tuple[AnswerDraft, ...]]:
    """Return the answers of each reason, with {agency}, {month} and {year} still to be filled."""
    drafts: dict[str, tuple[AnswerDraft, ...]] = {}
    for row in read_table("answers.csv"):
        draft = AnswerDraft(row["reason"], row["sentence"], row["next_step"])
        drafts[draft.reason] = (*drafts.get(draft.reason, ()), draft)
    return drafts


def compose_answer(random: Random, reason: str, *, agency: str, month: str, year: int) -> AnswerDraft:
    """Return an answer for a reason, or raise KeyError; `month` is when to hear more ("Juni 2027")."""
    draft = random.choice(invented_answers()[reason])
    slots = {"agency": agency, "month": month, "year": year}
    return AnswerDraft(reason, draft.sentence.format_map(slots), draft.next_step.format_map(slots))
