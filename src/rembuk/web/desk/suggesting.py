"""What a voice is probably about, so that the officer only has to nod."""

from __future__ import annotations

from rembuk.engines.similarity import words
from rembuk.programmes.rules import Rules


def likely_subject(text: str, rules: Rules) -> str:
    """Return the subject whose keywords a text holds most of, earlier subjects first; "" for none."""
    said = words(text)
    spoken = frozenset(said)
    joined = f" {' '.join(said)} "

    def weight(keywords: list[str]) -> int:
        keys = [words(keyword) for keyword in keywords]
        return sum(
            key[0] in spoken if len(key) == 1 else f" {' '.join(key)} " in joined for key in map(tuple, keys) if key
        )

    best = max(rules.authority, key=lambda entry: weight(entry.keywords))
    return best.subject if weight(best.keywords) else ""
