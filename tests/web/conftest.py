from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A browser in which somebody is signed in, with both proofs unless told otherwise."""
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    from rembuk.people.models import Person

    def sign_in(person: Person, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa" if second_factor else "password", "at": 0}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(person)
        session.save()
        return client

    return sign_in
