"""A new table is drawn alone, and is known to its neighbours all the same."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations.state import ModelState, ProjectState


def state_of(name: str, **fields: models.Field[Any, Any]) -> ModelState:
    return ModelState("regions", name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def pointing_at(name: str) -> models.Field[Any, Any]:
    return models.ForeignKey(f"regions.{name}", models.CASCADE)


def fields_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def drawn() -> ProjectState:
    """A hamlet in a village, drawn, and a well in it that comes afterwards."""
    state = ProjectState()
    state.add_model(state_of("Village"))
    state.add_model(state_of("Hamlet", village=pointing_at("Village")))
    _ = state.apps  # Draws what there is so far.
    return state


def test_a_new_table_leaves_the_others_as_they_are():
    state = drawn()
    village, hamlet = (state.apps.get_model("regions", name) for name in ("Village", "Hamlet"))

    state.add_model(state_of("Well", hamlet=pointing_at("Hamlet")))

    assert state.apps.get_model("regions", "Village") is village
    assert state.apps.get_model("regions", "Hamlet") is hamlet


def test_the_others_know_what_points_at_them():
    state = drawn()
    hamlet = state.apps.get_model("regions", "Hamlet")
    assert fields_of(hamlet) == {"id", "village"}

    state.add_model(state_of("Well", hamlet=pointing_at("Hamlet")))

    assert fields_of(hamlet) == {"id", "village", "well"}
    assert state.apps.get_model("regions", "Well")._meta.get_field("hamlet").related_model is hamlet


def test_a_change_of_a_known_table_reaches_all_around_it():
    state = drawn()
    village = state.apps.get_model("regions", "Village")

    state.add_field("regions", "hamlet", "well", pointing_at("Village"), preserve_default=True)

    hamlet = state.apps.get_model("regions", "Hamlet")
    assert state.apps.get_model("regions", "Village") is not village
    assert hamlet._meta.get_field("village").related_model is state.apps.get_model("regions", "Village")
