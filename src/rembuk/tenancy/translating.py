"""Django's translations, in the words of the place at work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import trans_real

from rembuk.tenancy.words import as_called_here


class LocalTranslation(trans_real.DjangoTranslation):
    """A language as it is spoken in the place at work."""

    # Any: as gettext.NullTranslations declares them, and as Django hands them on.
    def gettext(self, message: str) -> str:
        """Return a text in this language."""
        return as_called_here(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: Any) -> str:
        """Return a text for a number in this language."""
        return as_called_here(super().ngettext(msgid1, msgid2, n))


def speak_locally() -> None:
    """Let every text be looked up like this from now on, whether templates, forms or lazy labels ask for it."""
    # Django has no setting for it. What was looked up before is forgotten, so that no text escapes.
    vars(trans_real).update(DjangoTranslation=LocalTranslation, _translations={}, _default=None)
