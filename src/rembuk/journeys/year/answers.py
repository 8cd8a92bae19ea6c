"""What an invented officer might answer: to needs by reason code, to single voices by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from rembuk.journeys.year.vocabulary import read_table
from rembuk.voices.states import VoiceKind

# Reasons that only make sense for something that is built, or for some subjects.
BUILT = frozenset({
    "road",
    "bridge",
    "drainage",
    "clean_water",
    "sanitation",
    "irrigation",
    "environment",
    "electricity",
    "public_place",
    "youth_sport",
})
ONLY_FOR: Mapping[str, frozenset[str]] = {
    "LAHAN_BELUM_JELAS": BUILT,
    "TIDAK_LAYAK_TEKNIS": BUILT,
    "SUDAH_DIBANGUN": BUILT,
    "BARANG_TERLARANG": frozenset({"faith_culture", "farming", "livestock", "youth_sport"}),
}


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


def is_plausible(reason: str, subject: str) -> bool:
    """Could an officer give this reason for a need on this subject?"""
    return subject in ONLY_FOR.get(reason, {subject})


def compose_answer(random: Random, reason: str, *, agency: str, month: str, year: int) -> AnswerDraft:
    """Return an answer to a need for a reason, or raise KeyError; `month` is when to hear more ("Juni 2027")."""
    draft = random.choice(invented_answers()[reason])
    slots = {"agency": agency, "month": month, "year": year}
    return AnswerDraft(reason, draft.sentence.format_map(slots), draft.next_step.format_map(slots))


def compose_reply(random: Random, kind: VoiceKind) -> str:
    """Return what an officer might reply to a single voice of a kind."""
    return random.choice([row["sentence"] for row in read_table("replies.csv") if row["kind"] == kind.value])
