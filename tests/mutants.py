"""Change code in one place at a time and run tests on each change: what nobody notices is tested by nobody.

A plugin of pytest for `./rembuk mutants`. The tests run once as they are, then in a child process for each change. It
exchanges the code of the functions of one module and leaves all files alone.
"""

from __future__ import annotations

import ast
import gc
import inspect
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol
from django.db import connections

SECONDS_PER_MUTANT = 120
# How a child process ends.
UNNOTICED, NOTICED, NEVER_TRIED = 0, 1, 2
OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """One change: of which module, the how manieth of those it may suffer, in which line, and what becomes of it."""

    module: str
    number: int
    line: int
    what: str


# --- what may change -----------------------------------------------------------------------------------------------


class Mutator(ast.NodeTransformer):
    """Count the places in functions where a module can be changed, and change the wanted one."""

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.places: list[tuple[int, str]] = []
        self._answers_yes_or_no: list[bool] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._answers_yes_or_no.append(isinstance(node.returns, ast.Name) and node.returns.id == "bool")
        body = [self.visit(statement) for statement in node.body]
        node.body = [statement for statement in body if isinstance(statement, ast.stmt)]
        self._answers_yes_or_no.pop()
        return node

    def visit(self, node: ast.AST) -> ast.AST:
        if self._answers_yes_or_no:
            for changed in self._changes(node):
                self.places.append((getattr(node, "lineno", 0), f"{ast.unparse(node)}  ->  {ast.unparse(changed)}"))
                if len(self.places) - 1 == self.wanted:
                    return ast.copy_location(changed, node)
        visited: ast.AST = super().visit(node)
        return visited

    def _changes(self, node: ast.AST) -> Iterator[ast.AST]:
        yield from _other_values(node)
        match node:
            case ast.Raise() | ast.Expr(value=ast.Call()):
                yield ast.Pass()
            case ast.If(test=ast.Name() | ast.Call() | ast.Attribute() as test, body=body, orelse=orelse):
                yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            case ast.Return(value=ast.Name() | ast.Call() | ast.Attribute() as value) if self._answers_yes_or_no[-1]:
                yield ast.Return(ast.UnaryOp(ast.Not(), value))


def _other_values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right) if type(op) in OTHER:
            yield ast.Compare(left, [OTHER[type(op)]()], right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)


def mutants_of(module: str) -> list[Mutant]:
    """Return every change that a module may suffer."""
    counting = Mutator()
    counting.visit(_tree(import_module(module)))
    return [Mutant(module, number, *place) for number, place in enumerate(counting.places)]


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


# --- making one ----------------------------------------------------------------------------------------------------


def become(mutant: Mutant) -> None:
    """Give the functions of the module their changed code, wherever they were imported to."""
    module = sys.modules[mutant.module]
    tree = _tree(module)
    Mutator(mutant.number).visit(tree)
    compiled = compile(ast.fix_missing_locations(tree), str(module.__file__), "exec")
    codes = {code.co_qualname: code for code in _codes(compiled)}
    for function in gc.get_objects():
        # A lazy object would be made by being asked what it is an instance of.
        if type(function) is FunctionType and function.__code__.co_filename == module.__file__:
            function.__code__ = codes.get(function.__code__.co_qualname, function.__code__)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


# --- trying them ---------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutants-of", action="append", default=[], help="A module whose code is changed.")
    parser.addoption(
        "--mutants", type=int, default=0, help="How many of its changes are tried, drawn by --mutant-seed."
    )
    parser.addoption("--mutant-seed", type=int, default=1)
    parser.addoption("--mutants-to", type=Path, help="Where a line of JSON is added for each.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    if not _passes(session.items):
        raise pytest.UsageError("These tests fail before anything is changed.")
    option = session.config.getoption
    every = [mutant for module in option("--mutants-of") for mutant in mutants_of(module)]
    drawn = Random(option("--mutant-seed")).sample(every, min(option("--mutants"), len(every)))
    with option("--mutants-to").open("a", encoding="utf-8") as told:
        for mutant in drawn:
            told.write(json.dumps(vars(mutant) | {"noticed": _is_noticed(mutant, session.items)}) + "\n")
            told.flush()
    if _is_noticed(None, session.items):
        raise pytest.UsageError("A change has left something behind, so what was noticed after it says nothing.")
    return True


def _is_noticed(mutant: Mutant | None, items: list[pytest.Item]) -> bool:
    """Try a change, or none, in a child process; one that never ends is noticed too."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS_PER_MUTANT)
        ending = NEVER_TRIED
        try:
            if mutant:
                become(mutant)
            ending = UNNOTICED if _passes(items) else NOTICED
        finally:
            os._exit(ending)
    ending = os.waitpid(child, 0)[1]
    if os.WIFEXITED(ending) and os.WEXITSTATUS(ending) == NEVER_TRIED:
        raise RuntimeError(f"This change could not be made: {mutant}")
    return ending != UNNOTICED


def _passes(items: list[pytest.Item]) -> bool:
    """Do tests pass, up to the first that does not? What they have in common stays for the next time."""
    turns = zip(items, [*items[1:], items[0]], strict=True)
    return not any(
        report.failed for item, next_ in turns for report in runtestprotocol(item, log=False, nextitem=next_)
    )
