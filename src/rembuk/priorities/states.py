"""The phases of a round and of its vote, read from the clock, and what a card is good for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class Way(TextChoices):
    """How a round is decided (cara memutuskan)."""

    CRITERIA = "criteria", _("by criteria that the forum weighed")
    BALLOTS = "ballots", _("by a private vote of residents")


class RoundPhase(TextChoices):
    """Where a round is (tahap putaran). Nobody sets it: it follows from what was done and from the clock."""

    DRAFT = "draft", _("being prepared")
    SCORING = "scoring", _("being scored")
    ROLL = "roll", _("the vote is being prepared")
    VOTING = "voting", _("residents vote")
    DECIDING = "deciding", _("waits for the decision")
    CLOSED = "closed", _("decided")


class Phase(TextChoices):
    """Where a vote is. Nobody sets it: it follows from the moments that were declared."""

    PREPARING = "preparing", _("the roll is being made")
    OPEN = "open", _("voting is open")
    CLOSED = "closed", _("voting has ended")
    COUNTED = "counted", _("counted")


class CardState(TextChoices):
    """What a card is good for."""

    READY = "ready", _("can vote")
    PAPER = "paper", _("exchanged for a paper ballot")
    VOID = "void", _("void")


CARD_STATES = StateTable(
    start=CardState.READY,
    moves={
        CardState.READY: frozenset({CardState.PAPER, CardState.VOID}),
        CardState.PAPER: frozenset(),
        CardState.VOID: frozenset(),
    },
)
