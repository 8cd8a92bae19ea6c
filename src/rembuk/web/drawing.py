"""Parts of pages that are drawn once: of the same values, in the same language, a part is always the same."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.template import engines
from markupsafe import Markup

from rembuk.tenancy.words import words_at_work
from rembuk.web.formats import language

MOST_DRAWN = 1_024


def draw(template: str, part: str, *values: object) -> Markup:
    """Draw a part of a template, which looks at its values and at the language of this page, and at nothing else."""
    jinja: Any = engines["jinja2"]  # Any: Django's type of it knows no environment.
    drawing = getattr(jinja.env.get_template(template).module, part)
    return Markup(drawing(*values))  # noqa: S704 - the template has escaped what it was given.


def drawn(template: str, part: str, *values: Hashable) -> Markup:
    """Draw a part, or return it as it was drawn before."""
    return _drawn(language(), words_at_work(), template, part, *values)


@lru_cache(maxsize=MOST_DRAWN)
def _drawn(_language: str, _words: str, template: str, part: str, *values: Hashable) -> Markup:
    return draw(template, part, *values)
