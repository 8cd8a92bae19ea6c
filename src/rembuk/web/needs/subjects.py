"""What needs are about, in words."""

from __future__ import annotations

from rembuk.programmes.rules import Rules


def subject_labels(rules: Rules, language: str) -> dict[str, str]:
    """Return the subjects of the rules in force by key, in their order."""
    return {entry.subject: entry.label.in_language(language) for entry in rules.authority}
