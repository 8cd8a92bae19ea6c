"""What every action has in common, asked of each by reflection."""

import inspect
import re
from pathlib import Path

import pytest
from django.db.transaction import Atomic

from tests.architecture.code import actions, names_used, permissions

TESTS = Path(__file__).resolve().parent.parent
SOURCE = TESTS.parent / "src" / "rembuk"

# Each exception stands beside its reason.
WITHOUT_BY = {
    "journal.actions.seal_acts": "a worker seals; nobody asked for it",
}
WITHOUT_TRANSACTION = {
    "journal.actions.record_act": "writes inside the transaction of the deed",
}
WITHOUT_ACT = {
    "journal.actions.record_act": "is what writes the act",
    "journal.actions.seal_acts": "puts acts in order, and is none",
    "priorities.actions.ballots.cast_ballot": "an act would keep the moment of a secret ballot",
}
WITHOUT_PERMISSION = {
    "journal.actions.record_act": "called by actions that have asked",
    "journal.actions.seal_acts": "a worker seals; nobody asked for it",
    "media.actions.clean_uploads": "a worker clears away what nobody finished",
    "messaging.actions.write_message": "called by actions that have asked",
    "messaging.actions.mark_message_sent": "a worker delivers; nobody asked for it",
    "priorities.actions.locking.note_wrong_code": "anybody may type a wrong code",
    "messaging.actions.put_off_message": "a worker delivers; nobody asked for it",
}

every_action = pytest.mark.parametrize(
    ("place", "action"), [pytest.param(place, action, id=place) for place, action in actions()]
)


@every_action
def test_an_action_says_who_and_when_by_name(place, action):
    parameters = inspect.signature(action).parameters
    by_name = {name for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}

    assert {"at"} <= by_name
    assert "by" in by_name or place in WITHOUT_BY


@every_action
def test_an_action_is_one_transaction(place, action):
    closed_over = [cell.cell_contents for cell in action.__closure__ or ()]

    assert any(isinstance(one, Atomic) for one in closed_over) or place in WITHOUT_TRANSACTION


@every_action
def test_an_action_says_what_it_does(place, action):
    del place

    assert inspect.getdoc(action)


@every_action
def test_an_action_leaves_an_act(place, action):
    others = {function.__name__ for _place, function in actions() if function is not action}

    assert names_used(action) & {"record_act", *others} or place in WITHOUT_ACT


@every_action
def test_an_action_asks_for_permission_itself(place, action):
    asked = {name for name in names_used(action) if name.startswith("may_")}
    others = {function.__name__ for _place, function in actions() if function is not action} - {"record_act"}

    assert asked or names_used(action) & others or place in WITHOUT_PERMISSION


@every_action
def test_an_action_is_named_by_a_test(place, action):
    capability = place.partition(".")[0]
    tests = [*(TESTS / capability).rglob("test_*.py"), *(TESTS / "journeys").rglob("test_*.py")]

    assert any(action.__name__ in path.read_text(encoding="utf-8") for path in tests)


def test_every_permission_is_asked_for_somewhere():
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    idle = [place for place, permission in permissions() if len(re.findall(rf"\b{permission.__name__}\b", source)) < 2]

    assert idle == []


def test_the_exceptions_still_exist():
    places = {place for place, _action in actions()}

    assert (WITHOUT_BY.keys() | WITHOUT_TRANSACTION.keys() | WITHOUT_ACT.keys() | WITHOUT_PERMISSION.keys()) <= places
