# SPDX-License-Identifier: Apache-2.0
"""How alike two short wishes are, whatever their spelling, in Indonesian, Javanese or both at once.

`words` brings a text down to the words that carry its meaning, `similarity` compares two texts by them, and `nearest`
finds the most alike of many. `suggest_pairs` and `propose_unions` look through a whole list, place by place, and say
why; they propose, people decide. The vocabulary stands in `synonyms` and `stop_words` as data that anybody may read.
"""

from rembuk.engines.similarity.duplicates import SURELY_ALIKE, Pair, Reason, Union, Wish, propose_unions, suggest_pairs
from rembuk.engines.similarity.likeness import ALIKE, Near, nearest, similarity
from rembuk.engines.similarity.synonyms import SYNONYMS
from rembuk.engines.similarity.words import words

__all__ = [
    "ALIKE",
    "SURELY_ALIKE",
    "SYNONYMS",
    "Near",
    "Pair",
    "Reason",
    "Union",
    "Wish",
    "nearest",
    "propose_unions",
    "similarity",
    "suggest_pairs",
    "words",
]
