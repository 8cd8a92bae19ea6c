"""Relations between tables point down the layers, as imports do; import-linter cannot see those named by a string."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.db.models import CASCADE

from rembuk.cli.reference import layers
from tests.architecture.code import capability_of, found, own_models, own_relations, target_of

# The row of each capability: 0 is the top.
ROW = {name: row for row, names in enumerate(layers()) for name in names}


def relations_between_capabilities():
    for field in own_relations():
        target = target_of(field)
        if target.__module__.startswith("rembuk.") and capability_of(target) != capability_of(field.model):
            yield field, capability_of(field.model), capability_of(target)


def test_relations_point_down():
    upward = [str(field) for field, ours, theirs in found(relations_between_capabilities()) if ROW[theirs] <= ROW[ours]]

    assert upward == []


def test_reverse_accessors_across_capabilities_are_hidden():
    visible = [
        str(field) for field, _ours, _theirs in found(relations_between_capabilities()) if not field.remote_field.hidden
    ]

    assert visible == []


def test_relations_leave_our_own_tables_for_nobody_else():
    foreign = [str(field) for field in own_relations() if not target_of(field).__module__.startswith("rembuk.")]

    assert foreign == []


def test_there_are_no_many_to_many_relations():
    assert [str(field) for model in own_models() for field in model._meta.local_many_to_many] == []


def test_there_are_no_generic_relations():
    generic = [
        str(field)
        for model in own_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey | GenericRelation)
    ]

    assert generic == []


def test_nothing_disappears_because_something_else_was_deleted():
    """Only what is nothing without its owner goes with it; each such relation stays inside one capability."""
    cascading = [
        str(field)
        for field in own_relations()
        if field.remote_field.on_delete is CASCADE and capability_of(target_of(field)) != capability_of(field.model)
    ]

    assert cascading == []
