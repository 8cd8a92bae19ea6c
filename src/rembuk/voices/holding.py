"""Why a voice should wait for a human before it is shown: pure functions over its words.

Nothing here refuses or deletes: a held voice has its number, and a person decides. Finding too much costs a resident
an hour; finding too little shows somebody's telephone number to everybody.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import has_personal
from rembuk.voices.held_words import (
    ABBREVIATIONS,
    INSULTING_PHRASES,
    INSULTS,
    KEYBOARD_RUNS,
    SPAM,
    THREATS,
    TRIALS,
)
from rembuk.voices.sensitive import is_sensitive


class HoldReason(TextChoices):
    """What a human is asked to look for."""

    CONTACT_DETAILS = "contact_details", _("contact details or identity numbers")
    SENSITIVE = "sensitive", _("somebody's safety or good name")
    INSULT = "insult", _("insult or threat")
    SPAM = "spam", _("advertising")
    GIBBERISH = "gibberish", _("no words to be made out")
    TOO_SHORT = "too_short", _("too short to act on")


def reasons_to_hold(text: str) -> tuple[HoldReason, ...]:
    """Return what a human should look for before this text is shown, most serious first; nothing for most texts."""
    plain_text = plain(text)
    findings = {
        HoldReason.CONTACT_DETAILS: has_personal(text),
        HoldReason.SENSITIVE: is_sensitive(_without_marks(text)),
        HoldReason.INSULT: is_insulting(plain_text),
        HoldReason.SPAM: is_spam(text, plain_text),
        HoldReason.GIBBERISH: is_gibberish(text),
        HoldReason.TOO_SHORT: is_too_short(text),
    }
    return tuple(reason for reason in HoldReason if findings[reason])


def plain(text: str) -> str:
    """Return the text as the lists are written: lower case, digits read as letters, no stretched or spaced letters."""
    lowered = _without_marks(text).lower()
    words = [_read_digits_as_letters(word) for word in re.findall(r"[\w@$!€.*+-]+", lowered)]
    joined = _join_spaced_letters(" ".join(words))
    return re.sub(r"(\w)\1+", r"\1", joined)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) not in {"Mn", "Cf"})


LETTERS_FOR_DIGITS = str.maketrans("013457@$!€", "oieastasie")


def _read_digits_as_letters(word: str) -> str:
    if word.isalpha():
        return word
    # "g0bl0k" is a word; "3600", "rt07" and "10rb" are numbers and stay so.
    if re.search(r"[a-z]", word) and not re.fullmatch(r"[a-z]{0,3}\d+[a-z]{0,3}[.!]*", word):
        word = word.rstrip("!.").translate(LETTERS_FOR_DIGITS)
    return re.sub(r"[^\w]+", "", word)


def _join_spaced_letters(text: str) -> str:
    return re.sub(r"\b(?:\w ){3,}\w\b", lambda run: run[0].replace(" ", ""), text)


def is_insulting(plain_text: str) -> bool:
    """Does a plain text hold an insult or a threat?"""
    return not INSULTS.isdisjoint(plain_text.split()) or _holds_any(plain_text, INSULTING_PHRASES + THREATS)


# A place on a map is the one kind of link residents send for good reason.
LINK = re.compile(
    r"(?:https?://|www\.)(?!\S*(?:maps|goo\.gl/maps))\S+|\b(?:bit\.ly|t\.me|wa\.me|s\.id)/\S+", re.IGNORECASE
)


def is_spam(text: str, plain_text: str) -> bool:
    """Does a text advertise, lead elsewhere or repeat itself?"""
    return bool(LINK.search(text)) or _holds_any(plain_text, SPAM) or _repeats_itself(plain_text)


def _repeats_itself(plain_text: str) -> bool:
    words = plain_text.split()
    return len(words) >= 8 and len(set(words)) * 4 <= len(words)


def _holds_any(plain_text: str, phrases: tuple[str, ...]) -> bool:
    padded = f" {plain_text} "
    return any(f" {phrase} " in padded for phrase in phrases)


def is_gibberish(text: str) -> bool:
    """Are most of the words no words at all?"""
    words = re.findall(r"[^\W\d_]+", _without_marks(text).lower())
    return bool(words) and 2 * sum(map(_reads_as_word, words)) < len(words) + (1 if len(words) == 1 else 0)


# Fingers that run along the keyboard, a letter that does not end, five consonants in a row, no vowel at all.
NO_WORD = re.compile(rf"{'|'.join(KEYBOARD_RUNS)}|(.)\1{{3}}")
UNSPEAKABLE = re.compile(r"[^aeiou]{5}|^[^aeiou]+$")


def _reads_as_word(word: str) -> bool:
    if word in ABBREVIATIONS:
        return True
    if word in TRIALS or NO_WORD.search(word):
        return False
    return len(word) <= 2 or not UNSPEAKABLE.search(word)


def is_too_short(text: str) -> bool:
    """Is there less than two words or eight letters?"""
    words = re.findall(r"[^\W\d_]{2,}", _without_marks(text))
    return len(words) < 2 or sum(map(len, words)) < 8
