"""What parts of a rule set are made of: texts in both languages, keys, and structures that refuse what is unknown."""

from __future__ import annotations

from typing import Annotated

import msgspec

from rembuk.tenancy.words import as_called_here

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a rule set: unknown fields are refused."""


class Saying(Sealed, frozen=True):
    """A text in both languages."""

    id: Text
    en: Text

    def in_language(self, language: str) -> str:
        """Return the English text for "en", the Indonesian one for anything else, in the words of the place at work."""
        return as_called_here(self.en if language == "en" else self.id)
