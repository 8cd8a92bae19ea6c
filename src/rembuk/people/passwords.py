"""Passwords that whoever knows the place would try first: its own words with a year behind them."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from rembuk.kernel.texts import name_key
from rembuk.people.models import Person

WORDS: Final = (
    *("musrenbangdes", "musrenbang", "musyawarah", "kecamatan", "kabupaten", "indonesia", "kampung", "lampung"),
    *("petugas", "rahasia", "tengah", "rembuk", "bangun", "sandi", "dusun", "admin", "kepala", "camat", "desa", "rejo"),
)
# What must be left of a password without figures, signs and such words.
SHORTEST_REST: Final = 4


class WordsFromHereValidator(CommonPasswordValidator):
    """Refuses a password made of nothing but words of the place, the own login, figures and signs."""

    def validate(self, password: str, user: object = None) -> None:
        rest = _without(WORDS, _letters(password))
        if isinstance(user, Person):
            rest = _without([_letters(part) for part in (user.login or "").split("-")], rest)
        if len(rest) < SHORTEST_REST:
            raise ValidationError(self.get_error_message(), code="password_too_common")


def _letters(text: str) -> str:
    return "".join(letter for letter in name_key(text) if letter.isalpha())


def _without(words: tuple[str, ...] | list[str], text: str) -> str:
    for word in filter(None, words):
        text = text.replace(word, "")
    return text
