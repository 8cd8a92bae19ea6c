"""The rules of the schema that cannot be added later."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.db.models import (
    DateField,
    DateTimeField,
    FloatField,
    JSONField,
    Manager,
    Model,
    UniqueConstraint,
)

from rembuk.tenancy.backends.schema import is_scoped, is_tenant_key, tenant_keys
from rembuk.tenancy.models import ScopedManager
from tests.architecture.code import AnyField, found, global_models, own_models, own_relations, scoped_models

# Few, small and mostly read. Whoever adds one says why it belongs to no kabupaten.
GLOBAL = {
    "tenancy.Tenant": "the list of tenants itself",
    "tenancy.Change": "asked before the tenant is entered; it counts and names nothing",
    "regions.Region": "the country's tree is one",
    "regions.Alias": "names of regions",
    "regions.Word": "what regions call things",
    "regions.Population": "published figures about regions",
    "regions.Boundary": "published outlines of regions",
    "regions.Border": "which regions lie side by side",
    "people.Person": "somebody may work in two kabupaten; what they may do there is scoped",
    "people.Identity": "a phone number is one person's, wherever they speak",
}
SENTENCE = re.compile(r"^[a-z]+(_[a-z0-9]+){2,}$")


def unique_constraints(model: type[Model]) -> list[UniqueConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]


def columns_of(index_or_constraint) -> list[str]:
    """The names it begins with, whether it lists fields or expressions."""
    if index_or_constraint.fields:
        return [name.lstrip("-") for name in index_or_constraint.fields]
    return [
        getattr(source, "name", "") for part in index_or_constraint.expressions for source in [*part.flatten()][-1:]
    ]


def fields(models: list[type[Model]]) -> list[AnyField]:
    return found(field for model in models for field in model._meta.local_fields)


def test_the_tables_without_a_tenant_are_few_and_known():
    assert {model._meta.label for model in global_models()} == set(GLOBAL)


def test_nothing_global_points_at_a_scoped_row():
    wrong = [str(field) for field in fields(global_models()) if field.is_relation and is_scoped(field.related_model)]

    assert wrong == []


def test_keys_between_scoped_tables_carry_the_tenant():
    between = found(field for field in fields(scoped_models()) if field.is_relation and is_scoped(field.related_model))

    assert [str(field) for field in between if not is_tenant_key(field)] == []


def test_keys_to_global_tables_are_plain():
    wrong = [
        str(field) for field in fields(scoped_models()) if is_tenant_key(field) and not is_scoped(field.related_model)
    ]

    assert wrong == []


def test_unique_constraints_and_indexes_begin_with_the_tenant():
    wrong = [
        f"{model._meta.label}: {one.name}"
        for model in scoped_models()
        for one in [*unique_constraints(model), *model._meta.indexes]
        if columns_of(one)[:1] != ["tenant"]
    ]

    assert wrong == []


def test_no_column_of_a_scoped_table_is_unique_or_indexed_on_its_own():
    alone = [
        str(field)
        for field in fields(scoped_models())
        if not field.primary_key and (field.unique or getattr(field, "db_index", False)) and field.name != "tenant"
    ]

    assert alone == []
    assert [model._meta.label for model in scoped_models() if model._meta.unique_together] == []


def test_every_key_between_scoped_tables_has_an_index():
    missing = [
        str(key)
        for model in scoped_models()
        for key in tenant_keys(model)
        if ["tenant", key.name]
        not in [columns_of(one)[:2] for one in [*unique_constraints(model), *model._meta.indexes]]
    ]

    assert missing == []


def test_constraints_are_named_as_sentences():
    wrong = [
        f"{model._meta.label}: {one.name}"
        for model in own_models()
        for one in model._meta.constraints
        if not SENTENCE.match(one.name)
    ]

    assert wrong == []


def test_scoped_rows_are_reached_through_the_fence_alone():
    """Also by Django itself, which follows relations and saves through the base manager."""
    unfenced = [
        model._meta.label
        for model in scoped_models()
        if not isinstance(model._base_manager, ScopedManager)
        or not all(isinstance(manager, ScopedManager) for manager in managers(model))
    ]

    assert unfenced == []


def managers(model: type[Model]) -> list[Manager[Model]]:
    return [model._default_manager, *model._meta.managers]


def test_no_table_has_an_order_of_its_own():
    assert [model._meta.label for model in own_models() if model._meta.ordering] == []


def test_no_model_saves_in_a_way_of_its_own():
    wrong = [
        f"{model._meta.label}.{method}"
        for model in own_models()
        for base in model.__mro__
        for method in ("save", "delete")
        if base.__module__.startswith("rembuk.") and method in vars(base)
    ]

    assert wrong == []


def test_moments_end_in_at_and_days_in_on():
    wrong = [str(field) for field in fields(own_models()) if not speaks_its_unit(field)]

    assert wrong == []


def speaks_its_unit(field: AnyField) -> bool:
    if field.name in {"last_login", "valid_from", "valid_to"}:  # Django's own; the two ends of a region's life.
        return True
    if isinstance(field, DateTimeField):
        return field.name == "at" or field.name.endswith(("_at", "_since"))
    return not isinstance(field, DateField) or field.name.endswith("_on")


def test_amounts_are_whole_and_facts_are_columns():
    """A float loses rupiah; JSON in a column escapes every constraint."""
    assert [str(field) for field in fields(own_models()) if isinstance(field, FloatField | JSONField)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.label)
def test_the_database_has_the_composite_keys(model):
    with connection.cursor() as cursor:
        primary = connection.introspection.get_primary_key_columns(cursor, model._meta.db_table)
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table).values()

    assert set(primary or ()) == {"tenant", "id"}
    if connection.vendor == "postgresql":  # SQLite's introspection knows neither the order nor keys of two columns.
        composite = {tuple(one["columns"]) for one in constraints if one["foreign_key"] and len(one["columns"]) > 1}
        assert primary == ["tenant", "id"]
        assert composite == {("tenant", key.column) for key in tenant_keys(model)}


def test_foreign_keys_are_real():
    """A TenantFK's constraint is written by the schema editors; every other key has Django's own."""
    loose = [str(key) for key in own_relations() if not (is_tenant_key(key) or vars(key)["db_constraint"])]

    assert loose == []
