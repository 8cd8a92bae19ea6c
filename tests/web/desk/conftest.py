from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from django.test import Client

    from rembuk.people.models import Person


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    from tests.cast import THURSDAY

    with time_machine.travel(THURSDAY, tick=False):
        yield


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in, with both proofs."""
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(person)
        session.save()
        return client

    return sign_in
