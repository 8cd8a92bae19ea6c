from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.glossary import DOCS, page, terms

SOURCE = Path(__file__).resolve().parents[2] / "src" / "rembuk"


def test_the_glossary_is_what_its_table_says():
    assert (DOCS / "glossary.md").read_text(encoding="utf-8") == page()


def test_every_term_is_explained_once_and_completely():
    codes = [row["code"] for row in terms()]

    assert len(codes) >= 80
    assert len(set(codes)) == len(codes)
    assert all(row[column] for row in terms() for column in ("group", "code", "indonesian", "meaning"))


def test_the_code_uses_the_words_of_the_glossary():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    rules = (SOURCE / "programmes/presets/lampung_tengah_2026.json").read_text(encoding="utf-8")
    used = {word.lower() for word in re.findall(r"[A-Za-z]+(?:_[a-z]+)*", code + rules)}
    split = used | {part for word in used for part in word.split("_")}

    assert [row["code"] for row in terms() if row["code"] not in split] == []
