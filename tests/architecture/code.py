"""Walking over our own code. Each walk fails when it finds nothing, so that no rule passes for want of subjects."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any, TypeAlias, TypeVar

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from rembuk.cli import reference
from rembuk.tenancy.backends.schema import is_scoped

T = TypeVar("T")
AnyField: TypeAlias = "Field[Any, Any]"  # Whatever its column holds.


def found(things: Iterable[T]) -> list[T]:
    """Return the things as a list that is not empty."""
    listed = list(things)
    assert listed, "the walk over the code found nothing"
    return listed


# --- models --------------------------------------------------------------------------------------------------------


def own_models() -> list[type[Model]]:
    return found(model for model in apps.get_models() if model.__module__.startswith("rembuk."))


def scoped_models() -> list[type[Model]]:
    return found(model for model in own_models() if is_scoped(model))


def global_models() -> list[type[Model]]:
    return found(model for model in own_models() if not is_scoped(model))


def own_relations() -> list[ForeignKey[Any, Any]]:
    return found(field for model in own_models() for field in model._meta.local_fields if isinstance(field, ForeignKey))


def target_of(relation: ForeignKey[Any, Any]) -> type[Model]:
    target: type[Model] = relation.related_model
    return target


def capability_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


# --- actions and permissions ---------------------------------------------------------------------------------------


def actions() -> list[tuple[str, FunctionType]]:
    """Every public function of every actions.py, as ("voices.actions.answer_voice", the function)."""
    return found(_public_functions("actions"))


def permissions() -> list[tuple[str, FunctionType]]:
    """Every may_… of every permissions.py."""
    return found((place, function) for place, function in _public_functions("permissions") if "may_" in place)


def _public_functions(module_name: str) -> Iterator[tuple[str, FunctionType]]:
    for module in reference.modules_named(module_name):
        for submodule in (module, *_submodules(module)):
            for name, function in reference.public_functions(submodule):
                yield f"{submodule.__name__.removeprefix('rembuk.')}.{name}", function


def _submodules(module: ModuleType) -> Iterator[ModuleType]:
    """The parts of an actions/ folder that its __init__ brings together."""
    for value in vars(module).values():
        if inspect.ismodule(value) and value.__name__.startswith(f"{module.__name__}."):
            yield value


def names_used(function: Callable[..., object]) -> frozenset[str]:
    """The names that a function uses, its module's private functions included."""
    module = inspect.getmodule(function)
    used: set[str] = set()
    waiting = [function]
    while waiting:
        new = _names_in(waiting.pop()) - used
        used |= new
        waiting += [
            helper for name in new if name.startswith("_") and inspect.isfunction(helper := getattr(module, name, None))
        ]
    return frozenset(used)


def _names_in(function: Callable[..., object]) -> set[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
