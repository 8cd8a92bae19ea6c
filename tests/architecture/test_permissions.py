"""The first line of a permission's docstring is the published rule."""

import inspect

import pytest

from rembuk.cli.reference import first_line
from tests.architecture.code import permissions

every_permission = pytest.mark.parametrize(
    "permission", [pytest.param(permission, id=place) for place, permission in permissions()]
)


@every_permission
def test_a_permission_publishes_its_rule(permission):
    rule = first_line(permission)

    assert rule.endswith(".")
    assert len(rule.split()) > 3


@every_permission
def test_a_permission_answers_yes_or_no_about_somebody(permission):
    signature = inspect.signature(permission)

    assert signature.return_annotation in {bool, "bool"}
    assert next(iter(signature.parameters)) == "person"
