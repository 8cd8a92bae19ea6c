"""docs/glossary.md, made from docs/glossary.csv: `python tests/architecture/glossary.py` writes it anew."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def terms() -> list[dict[str, str]]:
    """Return the rows of the table."""
    return list(csv.DictReader((DOCS / "glossary.csv").read_text(encoding="utf-8").splitlines()))


def page() -> str:
    """Return the page, one table for each group of terms."""
    lines = [
        "# Glossary",
        "",
        "The words of the code, the Indonesian and legal words for them, and what they mean.",
        "Made from `glossary.csv` by `python tests/architecture/glossary.py`.",
    ]
    for group, rows in groupby(terms(), key=lambda row: row["group"]):
        lines += ["", f"## {group}", "", "| code | Indonesian, legal | meaning |", "|---|---|---|"]
        lines += [f"| `{row['code']}` | {row['indonesian']} | {row['meaning']} |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (DOCS / "glossary.md").write_text(page(), encoding="utf-8")
