"""First passwords, and those that whoever knows the place would try: its own words with a year behind them."""

from __future__ import annotations

import re
import secrets
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from rembuk.kernel.texts import name_key
from rembuk.people.models import Person

WORDS: Final = (
    *("musrenbangdes", "musrenbang", "musyawarah", "kecamatan", "kabupaten", "indonesia", "kampung", "lampung"),
    *("petugas", "rahasia", "tengah", "rembuk", "bangun", "sandi", "dusun", "admin", "kepala", "camat", "desa", "rejo"),
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# What must be left of a password without years, signs and such words.
SHORTEST_REST: Final = 6
# Nothing that is easily read as something else, and no vowels, so that no word comes out.
_LETTERS: Final = "bcdfghjkmnpqrtvwxy"


def first_password() -> str:
    """Draw a password for somebody's first sign-in, easy to read out and to type: 50 bits behind a known word."""
    # Letters only: figures count for nothing where a password may not be made of words of the place alone.
    return "rembuk-" + "".join(secrets.choice(_LETTERS) for _place in range(12))


class WordsFromHereValidator(CommonPasswordValidator):
    """Refuses a password made of nothing but words of the place, the own login, years and signs."""

    def validate(self, password: str, user: object = None) -> None:
        rest = _without(WORDS, _YEAR.sub("", name_key(password)))
        if isinstance(user, Person):
            rest = _without(tuple(map(name_key, (user.login or "").split("-"))), rest)
        if len(rest) < SHORTEST_REST:
            raise ValidationError(self.get_error_message(), code="password_too_common")


def _without(words: tuple[str, ...], text: str) -> str:
    for word in filter(None, words):
        text = text.replace(word, "")
    return text
