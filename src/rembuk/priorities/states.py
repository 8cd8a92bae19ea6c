"""The phases of a vote, read from the clock, and what a card is good for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


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
