"""Addresses of pages: Django walks its patterns for each, and a list asks for the same ones again and again."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from django.urls import get_script_prefix, reverse
from django.utils import translation

MOST_ADDRESSES: Final = 4_096


def address_of(page: str, *args: Hashable, **named: Hashable) -> str:
    """Return the address of a named page, in the language of the page that is made."""
    return _reversed(translation.get_language(), get_script_prefix(), page, args, tuple(named.items()))


@lru_cache(maxsize=MOST_ADDRESSES)
def _reversed(
    _language: str | None, _prefix: str, page: str, args: tuple[Hashable, ...], named: tuple[tuple[str, Hashable], ...]
) -> str:
    return reverse(page, args=args or None, kwargs=dict(named) or None)
