"""`./rembuk mutants`: changes are found, made where the code is used, and told when nobody notices them."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from rembuk.cli.installation import CHECKOUT
from rembuk.cli.mutating import SUBJECTS
from tests.mutants import Mutator, become, mutants_of

SOURCE = '''
"""A door."""

LEAST = 17


def may_enter(age: int, guest: bool) -> bool:
    """Old enough, or a guest."""
    insist(age)
    if guest:
        return True
    return not (age < 17 and guest)


def insist(age: int) -> None:
    if age < 0:
        raise ValueError("nobody is so young")
'''


@pytest.fixture
def door(tmp_path: Path) -> Iterator[ModuleType]:
    file = tmp_path / "a_door.py"
    file.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("a_door", file)
    assert spec
    assert spec.loader
    module = sys.modules["a_door"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["a_door"]


def test_every_place_in_functions_that_can_be_changed_is_found(door):
    assert [mutant.what.splitlines()[0] for mutant in mutants_of("a_door")] == [
        "insist(age)  ->  pass",
        "if guest:",
        "True  ->  False",
        "not (age < 17 and guest)  ->  age < 17 and guest",
        "age < 17 and guest  ->  age < 17 or guest",
        "age < 17  ->  age <= 17",
        "17  ->  18",
        "age < 0  ->  age <= 0",
        "0  ->  1",
        "raise ValueError('nobody is so young')  ->  pass",
    ]


def test_a_change_is_made_wherever_the_function_was_imported_to(door):
    from_elsewhere = door.may_enter
    (change,) = (mutant for mutant in mutants_of("a_door") if mutant.what == "True  ->  False")

    before = from_elsewhere(20, guest=True)
    become(change)

    assert (before, from_elsewhere(20, guest=True)) == (True, False)


def test_nothing_but_the_wanted_place_is_changed():
    changed = ast.unparse(Mutator(wanted=5).visit(ast.parse(SOURCE)))

    assert changed == ast.unparse(ast.parse(SOURCE.replace("age < 17", "age <= 17")))


@pytest.mark.parametrize(("tests", "noticed"), [("test_phones.py", True), ("test_money.py", False)])
def test_tests_notice_what_they_are_about_and_nothing_else(tmp_path, tests, noticed):
    told = tmp_path / "told"

    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants", "-p", "no:cacheprovider",
         "--mutants-of=rembuk.kernel.phones", "--mutants=2", f"--mutants-to={told}", f"tests/kernel/{tests}"],
        cwd=CHECKOUT, check=True, capture_output=True,
    )  # fmt: skip

    assert [json.loads(line)["noticed"] for line in told.read_text().splitlines()] == [noticed] * 2


def test_the_code_and_the_tests_that_are_named_are_there():
    for subject in SUBJECTS.values():
        assert all(importlib.util.find_spec(name) for name in subject.modules)
        assert all((CHECKOUT / test).is_file() for test in subject.tests)
