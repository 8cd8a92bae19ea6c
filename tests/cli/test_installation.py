from __future__ import annotations

import django
import pytest

from rembuk.cli import translations
from rembuk.cli.installation import set_up_django


def test_the_words_are_there_before_the_models_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(translations, "compile_translations", lambda: done.append("words"))
    monkeypatch.setattr(django, "setup", lambda: done.append("models"))

    set_up_django()

    assert done == ["words", "models"]
