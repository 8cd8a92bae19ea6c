"""A question that a reader may ask about a work: what stands out, the figure found, and the figure that asks it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    """What stands out."""

    OVER_STANDARD = "over_standard", _("price above the standard")
    OVER_NEIGHBOURS = "over_neighbours", _("price above that of neighbours")
    QUICK_START = "quick_start", _("begun soon after it was prepared")
    EARLY = "early", _("begun before its month")
    QUICK_CHANGE = "quick_change", _("change agreed to soon after it was asked for")
    INTEREST = "interest", _("somebody in the team declared an interest")
    NO_TEAM = "no_team", _("nobody of the team is named")
    UNWITNESSED = "unwitnessed", _("no residents are drawn who look at it")
    DISPUTED = "disputed", _("somebody who looked says it is not so")
    OVER_PLAN = "over_plan", _("more stands than was planned")
    LATE = "late", _("later than planned")
    SPLIT = "split", _("bought in parts, each below the price from which others are asked")
    SINGLE_OFFER = "single_offer", _("bought with too few offers")
    LATE_OFFER = "late_offer", _("bought from an offer that came too late")
    GOODS_BEHIND = "goods_behind", _("more stands than goods have come")
    MONEY_AHEAD = "money_ahead", _("more is spent than stands")


@dataclass(frozen=True)
class Question:
    """One question: what it is about, the figure found, and the figure from which on it is asked; 0 for none."""

    kind: QuestionKind
    about: str = ""
    found: int = 0
    threshold: int = 0
