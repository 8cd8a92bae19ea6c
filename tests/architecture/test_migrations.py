"""Migrations are a plain sequence of named steps that stand on their own."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

import rembuk
from rembuk.tenancy.operations import AppendOnly
from tests.architecture.code import found

PACKAGE = Path(rembuk.__file__).parent
NAME = re.compile(r"^\d{4}_[a-z][a-z0-9_]+$")

every_migration = pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=f"{path.parts[-3]}.{path.stem}") for path in found(PACKAGE.rglob("migrations/0*.py"))],
)


def own_migrations():
    loader = MigrationLoader(connection)
    own = {path.parts[-3] for path in PACKAGE.rglob("migrations/0*.py")}
    return found((key, one) for key, one in loader.disk_migrations.items() if key[0] in own)


@pytest.mark.django_db
def test_each_capability_has_one_line_of_migrations():
    parents = Counter(parent for key, one in own_migrations() for parent in one.dependencies if parent[0] == key[0])
    firsts = Counter(
        key[0] for key, one in own_migrations() if not any(parent[0] == key[0] for parent in one.dependencies)
    )

    assert [parent for parent, children in parents.items() if children > 1] == []
    assert [app for app, count in firsts.items() if count > 1] == []


@pytest.mark.django_db
def test_every_step_can_be_taken_back():
    stuck = [
        f"{key[0]}.{key[1]}: {operation.describe()}"
        for key, one in own_migrations()
        for operation in one.operations
        if not operation.reversible
    ]

    assert stuck == []


@every_migration
def test_a_migration_says_its_idea(path):
    assert NAME.match(path.stem)
    assert "_auto_" not in path.stem
    assert "_and_more" not in path.stem


@every_migration
def test_a_migration_imports_no_code_that_will_change(path):
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported_by(node)
        if name.split(".")[0] == "rembuk"
    }

    assert [name for name in imported if not name.startswith("rembuk.tenancy.")] == []


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.django_db
def test_what_a_step_made_append_only_is_so_after_all_later_steps():
    fenced = found(
        apps.get_model(key[0], operation.model_name)._meta.db_table
        for key, one in own_migrations()
        for operation in one.operations
        if isinstance(operation, AppendOnly)
    )

    assert [table for table in fenced if _may_be_changed(table)] == []


def _may_be_changed(table: str) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [table])
            return bool(cursor.fetchone()[0])
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return not {f"{table}_no_update", f"{table}_no_delete"} <= {name for (name,) in cursor.fetchall()}
