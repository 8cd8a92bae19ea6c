"""What templates say: a text of the code in the language of the page, looked up and marked as safe once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.utils import translation
from markupsafe import Markup

# More than all templates hold, in both languages.
MOST_SENTENCES: Final = 8_192


def say(sentence: str, **values: object) -> Markup:
    """Return a sentence of a template with its values, which are escaped."""
    language = translation.get_language()
    return _translated(language, sentence) % values if values else _finished(language, sentence)


@lru_cache(maxsize=MOST_SENTENCES)
def _translated(_language: str | None, sentence: str) -> Markup:
    # A sentence of a template is ours, as the template is.
    return Markup(translation.gettext(sentence))  # noqa: S704 - see above


@lru_cache(maxsize=MOST_SENTENCES)
def _finished(language: str | None, sentence: str) -> Markup:
    """A sentence without values is formatted too: a percent sign is written twice in either case."""
    return _translated(language, sentence) % {}
