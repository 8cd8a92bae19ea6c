"""Every table of states and its enum are the same thing said twice."""

from enum import Enum

import pytest

from rembuk.cli.reference import modules_named, state_tables
from tests.architecture.code import found, own_models

every_table = pytest.mark.parametrize("table", [pytest.param(table, id=name) for name, table in found(state_tables())])


@every_table
def test_rows_targets_and_members_are_the_same(table):
    members = set(type(table.start).__members__.values())
    reached, waiting = set(), [table.start]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += table.moves[state]

    assert set(table.moves) == members
    assert reached == members


def test_every_enum_of_states_has_its_table():
    enums = found(
        value
        for module in modules_named("states")
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Enum) and value.__name__.endswith("State")
    )

    assert {type(table.start) for _name, table in state_tables()} == set(enums)


def test_every_column_of_states_begins_where_its_table_begins():
    starts = {str(table.start) for _name, table in state_tables()}
    columns = found(field for model in own_models() for field in model._meta.local_fields if field.name == "state")

    assert [str(field) for field in columns if field.has_default() and str(field.get_default()) not in starts] == []
