"""Why somebody may do something: read off the permissions themselves, so that the explanation cannot drift from them.

The rule is the first docstring line of a `may_…` function; the roles it asks for are read from its code, constants and
helpers included. Permissions of later stages are found through Django's list of apps, never imported by name.
"""

from __future__ import annotations

import dis
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from types import FunctionType, ModuleType

from django.apps import apps

from rembuk.people import queries
from rembuk.people.models import Person, RoleGrant
from rembuk.people.roles import Role


@dataclass(frozen=True)
class Rule:
    """One permission: its place ("voices.may_answer_need"), its rule in words, and the roles that it asks for."""

    key: str
    sentence: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Explanation:
    """A rule, and the grants by which a person fulfils its roles; empty when they hold none of them."""

    rule: Rule
    grants: tuple[RoleGrant, ...]


def explain(person: Person, *, at: datetime) -> list[Explanation]:
    """Return every rule with what a person holds for it, in the order of the stages."""
    held = queries.grants_in_force(person, at=at).select_related("region").order_by("region_id", "role")
    grants = list(held) if person.is_active else []
    return [
        Explanation(rule, tuple(grant for grant in grants if Role(grant.role) in rule.roles)) for rule in all_rules()
    ]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules of all stages that are installed."""
    names = [f"{app.name}.permissions" for app in apps.get_app_configs() if app.name.startswith("rembuk.")]
    modules = [importlib.import_module(name) for name in names if find_spec(name)]
    return tuple(rule for module in modules for rule in _rules_in(module))


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    stage = module.__name__.split(".")[1]
    for name, function in vars(module).items():
        if name.startswith("may_") and inspect.isfunction(function) and function.__module__ == module.__name__:
            sentence = (inspect.getdoc(function) or "").partition("\n")[0]
            yield Rule(f"{stage}.{name}", sentence, roles_asked_by(function))


def roles_asked_by(function: FunctionType) -> frozenset[Role]:
    """Return the roles that a function, its constants and its helpers name."""
    found: set[Role] = set()
    seen: set[FunctionType] = set()
    waiting: list[object] = [function]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Role):
            found.add(value)
        elif value is Role:
            found.update(Role)
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, frozenset | set | tuple | list):
            waiting += value
        elif isinstance(value, FunctionType) and value not in seen and _is_ours(value):
            seen.add(value)
            waiting += _globals_used(value)
    return frozenset(found)


def _is_ours(function: FunctionType) -> bool:
    # Questions about people are handed roles and ask for none by themselves, but for one that earlier stages ask.
    return function.__module__.startswith("rembuk.") and (
        function.__module__ != queries.__name__ or function is queries.looks_after
    )


def _globals_used(function: FunctionType) -> Iterator[object]:
    steps = list(dis.get_instructions(function))
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.opname != "LOAD_GLOBAL":
            continue
        value = function.__globals__.get(step.argval)
        if value is Role and following is not None and following.argval in Role.__members__:
            yield Role[following.argval]
        else:
            yield value
