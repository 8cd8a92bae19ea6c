# SPDX-License-Identifier: Apache-2.0
"""Which proposal is more urgent, by rules that are agreed before anything is scored and that anybody can reckon again.

`rank` lets proposals through gates and gives points on published scales. `shifts`, `spans` and `cut_line` say how
firmly the places stand. `money_apart`, `kendall_tau_b` and `rank_biased_overlap` compare two outcomes. Whole numbers
and fractions throughout.
"""

from rembuk.engines.ranking.distances import Apart, TauB, kendall_tau_b, money_apart, rank_biased_overlap
from rembuk.engines.ranking.robustness import Span, spans
from rembuk.engines.ranking.rubric import Criterion, NotARubric, Rubric
from rembuk.engines.ranking.scales import Line, NotAScale, NotOnTheScale, Steps, Words
from rembuk.engines.ranking.scores import NotScorable, Placed, Proposal, Ranking, Score, Stopped, rank
from rembuk.engines.ranking.sensitivity import Change, CutLine, Shift, Tipping, affordable_places, cut_line, shifts

__all__ = [
    "Apart",
    "Change",
    "Criterion",
    "CutLine",
    "Line",
    "NotARubric",
    "NotAScale",
    "NotOnTheScale",
    "NotScorable",
    "Placed",
    "Proposal",
    "Ranking",
    "Rubric",
    "Score",
    "Shift",
    "Span",
    "Steps",
    "Stopped",
    "TauB",
    "Tipping",
    "Words",
    "affordable_places",
    "cut_line",
    "kendall_tau_b",
    "money_apart",
    "rank",
    "rank_biased_overlap",
    "shifts",
    "spans",
]
