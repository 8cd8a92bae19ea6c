"""What templates say: a text of the code in the language of the page, looked up and marked as safe once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.utils import translation
from markupsafe import Markup

from rembuk.tenancy.words import words_at_work

Dialect = tuple[str | None, str]  # The language, and the words of the place.

# More than all templates hold, in both languages.
MOST_SENTENCES: Final = 8_192


def say(sentence: str, **values: object) -> Markup:
    """Return a sentence of a template with its values, which are escaped."""
    dialect = (translation.get_language(), words_at_work())
    return _translated(dialect, sentence) % values if values else _finished(dialect, sentence)


@lru_cache(maxsize=MOST_SENTENCES)
def _translated(_dialect: Dialect, sentence: str) -> Markup:
    # A sentence of a template is ours, as the template is.
    return Markup(translation.gettext(sentence))  # noqa: S704 - see above


@lru_cache(maxsize=MOST_SENTENCES)
def _finished(dialect: Dialect, sentence: str) -> Markup:
    """A sentence without values is formatted too: a percent sign is written twice in either case."""
    return _translated(dialect, sentence) % {}
