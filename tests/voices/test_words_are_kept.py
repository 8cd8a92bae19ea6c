"""The words of a voice are written once. Only being forgotten masks the numbers in them, as the law asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import rembuk
from rembuk.voices.actions import detach_sender
from rembuk.voices.models import Voice
from tests.cast import TUESDAY
from tests.voices.scenes import received

PACKAGE = Path(rembuk.__file__).parent
# Where "words" is written in the code, by file: drawing a new voice up, forgetting its sender, and the invented crowd
# that a benchmark fills an installation of its own with.
WRITERS = {"voices/rows.py", "voices/actions/sending.py", "cli/bench/crowd.py"}


def voices_own_files() -> Iterator[Path]:
    """Whatever can reach a voice's row: everything that imports the models of voices, and the capability itself."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "migrations" not in path.parts and ("rembuk.voices.models" in text or path.parent.name == "voices"):
            yield path


def writes_words(tree: ast.AST) -> bool:
    """Is `x.words = …`, `update(words=…)`, `Voice(words=…)` or `update_fields=["words"]` among this?"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "words" and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.Call) and called(node) in {"update", "create", "Voice", "bulk_update", "move", "save"}:
            names = {keyword.arg for keyword in node.keywords}
            strings = {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}
            if "words" in names or "words" in strings:
                return True
    return False


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_no_other_code_writes_the_words_of_a_voice():
    files = list(voices_own_files())
    writers = {
        str(path.relative_to(PACKAGE)) for path in files if writes_words(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert len(files) > 20
    assert writers == WRITERS


def test_being_forgotten_changes_nothing_but_the_numbers(cast):
    words = "Jalan\u202e rusak,\n\n  hubungi  081234567890 ya"
    voice = received(cast, words=words, contact=cast.resident_phone)

    detach_sender(voice, by=cast.resident, at=TUESDAY)

    assert Voice.objects.get().words == words.replace("081234567890", "[nomor disembunyikan]")
