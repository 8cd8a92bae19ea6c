"""Rules in the words of a place: what comes with Rembuk says kampung, and a pekon agrees on rules that say pekon."""

from __future__ import annotations

from typing import Final

import msgspec

from rembuk.programmes.parts import Saying
from rembuk.programmes.rules import Rules, read_rules
from rembuk.tenancy.words import in_words

_LANGUAGES: Final = frozenset(Saying.__struct_fields__)


def rules_in_words(rules: Rules, packed: str) -> Rules:
    """Return rules with every saying, in both languages, in the packed words of a place; keys and codes stay."""
    return read_rules(msgspec.json.encode(_said(msgspec.to_builtins(rules), packed)))


def _said(part: object, packed: str) -> object:
    if isinstance(part, list):
        return [_said(one, packed) for one in part]
    if not isinstance(part, dict):
        return part
    if part.keys() == _LANGUAGES:
        return {language: in_words(packed, text) for language, text in part.items()}
    return {key: _said(one, packed) for key, one in part.items()}
