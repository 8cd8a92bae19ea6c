"""docs/asvs.yaml answers every requirement of OWASP ASVS 5.0, levels 1 and 2, and what it names exists."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from hashlib import sha256
from typing import TypedDict

import pytest
import yaml

from rembuk.cli.installation import CHECKOUT

TESTS = CHECKOUT / "tests"
# SHA-256 over the sorted lines "V1.1.1 2": which requirements there are, and of which level.
FACTS = "d14a9133210ac2b4592509abc6bd37ad90be24a82a3b85b200e67bfe13bdc2f1"


class Answer(TypedDict, total=False):
    level: int
    asks: str
    tests: list[str]
    reason: str


ANSWERS: dict[str, Answer] = yaml.safe_load((CHECKOUT / "docs" / "asvs.yaml").read_text(encoding="utf-8"))


def digest_of(levels: dict[str, int]) -> str:
    return sha256("\n".join(f"{name} {levels[name]}" for name in sorted(levels)).encode()).hexdigest()


def levels_here() -> dict[str, int]:
    return {name: answer["level"] for name, answer in ANSWERS.items()}


def test_every_requirement_of_levels_one_and_two_is_there():
    assert digest_of(levels_here()) == FACTS


def test_a_requirement_left_out_or_moved_to_another_level_is_noticed():
    less = levels_here()
    del less["V8.4.1"]

    assert digest_of(less) != FACTS
    assert digest_of({**levels_here(), "V8.4.1": 1}) != FACTS


def test_the_facts_are_those_of_the_standard():
    table = "standards/asvs/asvs5_L1L2_applicability.csv"
    source = next((path for up in CHECKOUT.parents if (path := up / "shared" / table).exists()), None)
    if source is None:
        pytest.skip("the table of the standard is not here")
    with source.open(encoding="utf-8") as lines:
        levels = {row["req_id"]: int(row["level"]) for row in csv.DictReader(lines)}

    assert levels_here() == levels


def test_every_requirement_has_a_test_or_a_reason():
    silent = [name for name, answer in ANSWERS.items() if not answer.get("tests") and not answer.get("reason")]

    assert silent == []


def test_every_test_that_is_named_exists():
    named = {test for answer in ANSWERS.values() for test in answer.get("tests", [])}

    assert [test for test in sorted(named) if not exists(test)] == []


def test_a_test_that_is_not_there_is_noticed():
    assert not exists("web/test_security.py::test_that_nobody_wrote")
    assert not exists("web/test_nothing.py::test_that_nobody_wrote")


def exists(test: str) -> bool:
    file, _, name = test.partition("::")
    return name in functions_of(file)


@cache
def functions_of(file: str) -> frozenset[str]:
    path = TESTS / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_what_a_reason_points_at_is_written():
    headings = set(re.findall(r"^## (.+)$", (CHECKOUT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE))
    pointed = {
        found for one in ANSWERS.values() for found in re.findall(r'SECURITY\.md, "([^"]+)"', one.get("reason", ""))
    }

    assert sorted(pointed - headings) == []
