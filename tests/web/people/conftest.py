from __future__ import annotations

import pytest


@pytest.fixture
def client_of():
    """A browser in which somebody is signed in; with `second_factor`, as those who decide are."""
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    def sign_in(person, *, second_factor=False):
        client = Client()
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa" if second_factor else "password", "at": 0}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(person)
        session.save()
        return client

    return sign_in
