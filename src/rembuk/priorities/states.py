"""The phases of a round and of its vote, read from the clock, and what a card is good for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class Way(TextChoices):
    """How a round is decided (cara memutuskan)."""

    CRITERIA = "criteria", _("by criteria that the forum weighed")
    BALLOTS = "ballots", _("by a private vote of residents")
    TALKS = "talks", _("by talks between residents and government")


class RoundPhase(TextChoices):
    """Where a round is (tahap putaran). Nobody sets it: it follows from what was done and from the clock."""

    DRAFT = "draft", _("being prepared")
    SCORING = "scoring", _("being scored")
    ROLL = "roll", _("the vote is being prepared")
    VOTING = "voting", _("residents vote")
    TALKING = "talking", _("both sides talk")
    DECIDING = "deciding", _("waits for the decision")
    CLOSED = "closed", _("decided")


class Phase(TextChoices):
    """Where a vote is. Nobody sets it: it follows from the moments that were declared."""

    PREPARING = "preparing", _("the roll is being made")
    OPEN = "open", _("voting is open")
    CLOSED = "closed", _("voting has ended")
    COUNTED = "counted", _("counted")


class VoterGroup(TextChoices):
    """A group of voters that turnout is told for (kelompok)."""

    WOMEN = "women", _("women")
    MEN = "men", _("men")


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


class RoomParty(TextChoices):
    """For whom somebody sits in a negotiation room (pihak)."""

    RESIDENTS = "residents", _("residents")
    GOVERNMENT = "government", _("government")
    MEDIATOR = "mediator", _("mediator")


class RoomDeed(TextChoices):
    """What is done in a negotiation room (langkah). All but the first three are deeds of the talks themselves."""

    STATE = "state", _("says what a wish is worth to it")
    VARY = "vary", _("shows another way to build it")
    DRAW = "draw", _("draws a red line")
    OFFER = "offer", _("makes an offer")
    ACCEPT = "accept", _("accepts the offer")
    CALL_MEDIATOR = "call_mediator", _("asks for the mediator")
    CALL_STUDY = "call_study", _("asks for a technical study")
    REPORT = "report", _("reports what the study found")
    SIGN = "sign", _("signs")
    REOPEN = "reopen", _("goes back to the talks")
    PART = "part", _("wants to end without an agreement")
    LAPSE = "lapse", _("lets the announced rule decide")


class Shape(TextChoices):
    """Another way to do the same thing (pilihan jalan keluar), so that this money and year pay less for it."""

    CUT = "cut", _("a smaller part of it")
    PHASE = "phase", _("a first stage now, the rest later")
    OTHER_FUND = "other_fund", _("another fund pays a part")
    NEXT_YEAR = "next_year", _("prepared now, built next year")
    SWADAYA = "swadaya", _("residents give a part themselves")
