from __future__ import annotations

import pytest

from rembuk.people.explaining import all_rules, explain, roles_asked_by
from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role
from rembuk.people.roles import Role
from tests.cast import MONDAY, grant, play

pytestmark = pytest.mark.django_db

PAIR = {"either": (Role.OFFICER, Role.HEAD)}


def may_by_name(person: Person) -> bool:
    """A camat does."""
    return holds_role(person, Role.SUBDISTRICT_HEAD, 1, at=MONDAY)


def may_by_table(person: Person) -> bool:
    """Two do."""
    return holds_any(person, PAIR["either"], 1, at=MONDAY)


def may_by_helper(person: Person) -> bool:
    """Whoever the other asks."""
    return may_by_table(person) or may_by_name(person)


def may_with_any_role(person: Person) -> bool:
    """Staff."""
    return holds_any(person, Role, 1, at=MONDAY)


def may_always(person: Person) -> bool:
    """Everybody."""
    return person is not None


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (may_by_name, {Role.SUBDISTRICT_HEAD}),
        (may_by_table, {Role.OFFICER, Role.HEAD}),
        (may_by_helper, {Role.OFFICER, Role.HEAD, Role.SUBDISTRICT_HEAD}),
        (may_with_any_role, set(Role)),
        (may_always, set()),
    ],
)
def test_the_roles_of_a_permission_are_read_from_its_code(permission, roles, monkeypatch):
    for function in (may_by_name, may_by_table, permission):
        # Only our own functions are followed; these stand in for some.
        monkeypatch.setattr(function, "__module__", "rembuk.voices.permissions")

    assert roles_asked_by(permission) == roles


def test_the_rules_are_the_permissions_of_all_stages_in_their_own_words():
    rules = {rule.key: rule for rule in all_rules()}

    assert rules["people.may_vouch"].sentence.startswith("Officers, secretary, head, council")
    assert rules["people.may_vouch"].roles == {
        Role.OFFICER,
        Role.FACILITATOR,
        Role.SECRETARY,
        Role.HEAD,
        Role.COUNCIL,
    }
    assert rules["regions.may_keep_regions"].roles == {Role.ADMINISTRATOR}
    assert rules["people.may_leave_contact"].roles == frozenset()
    assert {key.partition(".")[0] for key in rules} >= {"people", "regions", "programmes"}


def test_an_explanation_names_the_grants_that_fulfil_a_rule():
    cast = play()
    second = grant(cast.officer, Role.FACILITATOR, cast.other_kampung)

    explained = {one.rule.key: one.grants for one in explain(cast.officer, at=MONDAY)}

    vouching = explained["people.may_vouch"]
    assert [(held.role, held.region) for held in vouching] == [
        ("officer", cast.kampung),
        ("facilitator", second.region),
    ]
    assert explained["people.may_appoint"] == ()


def test_a_closed_account_may_nothing_that_needs_a_role():
    cast = play()
    cast.officer.is_active = False

    assert not any(one.grants for one in explain(cast.officer, at=MONDAY))
