"""docs/generated: what the code says about itself, so that the published rules cannot drift from the real ones."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Annotated, Any

import typer

import rembuk
from rembuk.cli.installation import CHECKOUT, set_up_django
from rembuk.kernel.states import StateTable

commands = typer.Typer()

FOLDER = CHECKOUT / "docs" / "generated"


@commands.command()
def docs(*, only_check: Annotated[bool, typer.Option("--check", help="Only say what is out of date.")] = False) -> None:
    """Write docs/generated anew from the code."""
    set_up_django()
    stale = outdated_pages()
    for name, text in stale.items():
        if only_check:
            typer.echo(f"docs/generated/{name} is out of date; run ./rembuk docs")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(text, encoding="utf-8")
    sys.exit(bool(stale) and only_check)


def outdated_pages() -> dict[str, str]:
    """Return the pages that differ from what the code generates, with the text they should have."""
    pages = {name: write() for name, write in PAGES.items()}
    return {name: text for name, text in pages.items() if _on_disk(name) != text}


def _on_disk(name: str) -> str | None:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else None


# --- states --------------------------------------------------------------------------------------------------------


def states_page() -> str:
    """Every state table as a diagram and as a list of moves."""
    parts = ["# States", "", "Made by `./rembuk docs` from each capability's `states.py`."]
    for name, table in state_tables():
        parts += ["", f"## {name}", "", "```mermaid", table.mermaid().strip(), "```"]
    return "\n".join(parts) + "\n"


def state_tables() -> Iterator[tuple[str, StateTable[Any]]]:  # Any: each table has an enum of its own.
    """Yield every state table with its place, "voices.VOICE_STATES", in alphabetical order."""
    for module in modules_named("states"):
        for name, value in sorted(vars(module).items()):
            if isinstance(value, StateTable):
                yield f"{capability_of(module)}.{name}", value


# --- permissions ---------------------------------------------------------------------------------------------------


def permissions_page() -> str:
    """Every permission with its rule, which is the first line of its docstring."""
    parts = [
        "# Permissions",
        "",
        "Made by `./rembuk docs`: the first docstring line of each permission is the published rule.",
    ]
    for module in modules_named("permissions"):
        rules = [(name, first_line(function)) for name, function in permissions_in(module)]
        if rules:
            parts += ["", f"## {capability_of(module)}", "", "| permission | rule |", "|---|---|"]
            parts += [f"| `{name}` | {rule} |" for name, rule in rules]
    return "\n".join(parts) + "\n"


def permissions_in(module: ModuleType) -> list[tuple[str, FunctionType]]:
    """Return the `may_…` functions of a module, in the order they are written."""
    return [(name, function) for name, function in public_functions(module) if name.startswith("may_")]


def public_functions(module: ModuleType) -> list[tuple[str, FunctionType]]:
    """Return the public functions that a module defines itself, in the order they are written."""
    return [
        (name, function)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    ]


def first_line(documented: Callable[..., object] | ModuleType) -> str:
    """Return the first line of a docstring; empty without one."""
    return (inspect.getdoc(documented) or "").partition("\n")[0]


# --- layers --------------------------------------------------------------------------------------------------------


def layers_page() -> str:
    """The layer contract, top first, with the paragraph of every layer that exists."""
    parts = [
        "# Layers",
        "",
        "Made by `./rembuk docs` from the import contract in `pyproject.toml`. Imports and foreign keys point down",
        "only; names on one row do not know each other.",
        "",
        "| layer | what it is for |",
        "|---|---|",
    ]
    for row in layers():
        parts += [f"| `{name}` | {_purpose(name)} |" for name in row]
    return "\n".join(parts) + "\n"


def layers() -> list[tuple[str, ...]]:
    """Return the rows of the layer contract, top first."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    return [tuple(name.strip(" ()") for name in row.replace(":", "|").split("|")) for row in contract["layers"]]


def _purpose(name: str) -> str:
    if not (CHECKOUT / "src" / "rembuk" / name).exists() and not (CHECKOUT / f"src/rembuk/{name}.py").exists():
        return "not made yet"
    return first_line(importlib.import_module(f"rembuk.{name}"))


# --- walking the code ----------------------------------------------------------------------------------------------


def modules_named(name: str) -> list[ModuleType]:
    """Return every `rembuk.<capability>.<name>` that exists, and those of the parts that are apps of their own."""
    packages = sorted(package.name for package in pkgutil.iter_modules(rembuk.__path__) if package.ispkg)
    places = [CHECKOUT / "src" / "rembuk" / package for package in packages]
    parts = [app.parent for place in places for app in sorted(place.glob("*/apps.py"))]
    return [
        importlib.import_module(".".join((*place.relative_to(CHECKOUT / "src").parts, name)))
        for place in sorted((*places, *parts))
        if (place / f"{name}.py").exists() or (place / name / "__init__.py").exists()
    ]


def capability_of(module: ModuleType) -> str:
    """Return "voices" for rembuk.voices.states, and "projects.swadaya" for a part of a capability."""
    return module.__name__.removeprefix("rembuk.").rpartition(".")[0]


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states_page,
    "permissions.md": permissions_page,
    "layers.md": layers_page,
}
