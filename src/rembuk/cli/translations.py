"""The Indonesian words: compiled when they changed, and compared with what the code says."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def compile_translations() -> None:
    """Write each .mo file that is missing or older than its .po file."""
    for words in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        compiled = words.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < words.stat().st_mtime:
            with words.open("rb") as file:
                catalog = read_po(file, locale=words.parent.parent.name)
            # A reader never meets half a file, and two test workers may compile at once.
            draft = compiled.with_name(f".{compiled.name}.{os.getpid()}")
            with draft.open("wb") as file:
                write_mo(file, catalog)
            draft.replace(compiled)
