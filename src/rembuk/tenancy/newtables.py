"""Making a table costs what the table is, not what all tables together are.

While migrations run, Django draws models anew whenever one changes: those that the changed one points at, those that
point at these, and so on, which is nearly all of them, for each new table again. That was two thirds of the time in
which an empty database gets its tables. A model that is new needs none of it: nothing points at it yet.
"""

from __future__ import annotations

from django.db.migrations.state import ProjectState

_around = ProjectState._find_reload_model  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no setting for it.


def _to_draw(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:  # noqa: FBT001, FBT002 - as Django calls it.
    """Return the models to draw anew: a new one alone, one that is known with all around it."""
    if model_name not in state.apps.all_models[app_label]:
        return {(app_label, model_name)}
    known: set[tuple[str, str]] = _around(state, app_label, model_name, delay)
    return known


def draw_new_tables_alone() -> None:
    """Let every migration from now on be quick about new tables."""
    ProjectState._find_reload_model = _to_draw  # type: ignore[attr-defined]  # noqa: SLF001 - as above.
