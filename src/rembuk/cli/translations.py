"""The Indonesian words: compiled when they changed, and compared with what the code says."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

commands = typer.Typer()

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "locale"
INDONESIAN = LOCALES / "id" / "LC_MESSAGES" / "django.po"

METHODS = [("web/templates/**", "jinja2"), ("**.py", "python")]
TEMPLATE_OPTIONS = {"web/templates/**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
LAZY_KEYWORDS = {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def compile_translations() -> None:
    """Write each .mo file that is missing or older than its .po file."""
    for words in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        compiled = words.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < words.stat().st_mtime:
            # A reader never meets half a file, and two test workers may compile at once.
            draft = compiled.with_name(f".{compiled.name}.{os.getpid()}")
            with draft.open("wb") as file:
                write_mo(file, _read(words))
            draft.replace(compiled)


@commands.command()
def translate(
    files: Annotated[list[Path] | None, typer.Argument(help="Further .po files to take words from.")] = None,
    *,
    only_check: Annotated[bool, typer.Option("--check", help="Only say what has no Indonesian words.")] = False,
) -> None:
    """Write every text of the code and the templates into the Indonesian .po file, ready for its translation."""
    catalog = _read(INDONESIAN) if INDONESIAN.exists() else Catalog(locale="id", project="Rembuk", charset="utf-8")
    if not only_check:
        for file in files or []:
            _take_over(_read(file), catalog)
        catalog.update(texts_of_the_code(), no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        INDONESIAN.parent.mkdir(parents=True, exist_ok=True)
        with INDONESIAN.open("wb") as file_to_write:
            write_po(file_to_write, catalog, width=120, no_location=True, sort_output=True)
    faults = list(missing_words(catalog))
    typer.echo("\n".join(faults) or "Every text has Indonesian words.")
    sys.exit(bool(faults))


def missing_words(catalog: Catalog) -> Iterator[str]:
    """Yield a line for each text of the code without Indonesian words, or with words that lost a placeholder."""
    for text in texts_of_the_code():
        if not text.id:
            continue
        words = catalog.get(text.id, text.context)
        place = f"{text.locations[0][0]}: {text.id!r}"
        if words is None or not _is_complete(words):
            yield f"{place} has no Indonesian words"
        elif faults := list(words.check(catalog)):
            yield f"{place}: {faults[0]}"


def _is_complete(message: Message) -> bool:
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(words)


def texts_of_the_code() -> Catalog:
    """Return every text that the code and the templates mark for translation."""
    texts = Catalog()
    keywords = DEFAULT_KEYWORDS | LAZY_KEYWORDS
    found = extract_from_dir(PACKAGE, METHODS, TEMPLATE_OPTIONS, keywords)
    for file, line, text, _comments, context in found:
        texts.add(text, None, [(file, line)], context=context)
    for file, line, rule in _rules_of_permissions():
        texts.add(rule, None, [(file, line)])
    return texts


def _rules_of_permissions() -> Iterator[tuple[str, int, str]]:
    """Yield the first docstring line of each permission: people are shown it as the rule itself."""
    for file in sorted(PACKAGE.glob("*/permissions.py")):
        for function in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef) and function.name.startswith("may_"):
                rule = (ast.get_docstring(function) or "").partition("\n")[0]
                yield str(file.relative_to(PACKAGE)), function.lineno, rule


def _take_over(source: Catalog, target: Catalog) -> None:
    for message in source:
        if message.id and _is_complete(message):
            # Babel keeps the words of a message that it knows already.
            target.delete(message.id, message.context)
            target.add(message.id, message.string, context=message.context)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="id")
