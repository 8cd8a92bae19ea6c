"""What migrations ask of the fences."""

from __future__ import annotations

from typing import Any

from django.db import migrations


class AppendOnly(migrations.operations.base.Operation):
    """Make a table append-only: by privileges on PostgreSQL, by triggers on SQLite."""

    # ruff: noqa: ARG002 - the signatures are Django's.

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:  # Any: Django's migration state.
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.forbid_changes(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.allow_changes(model)

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"
