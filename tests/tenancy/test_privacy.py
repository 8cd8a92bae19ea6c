from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from rembuk.people.models import Identity
from rembuk.tenancy import privacy
from rembuk.tenancy.privacy import CannotDecrypt, blind_index, decrypt, encrypt

pytestmark = pytest.mark.django_db

PHONE = "+6281200000017"


def test_an_encrypted_value_reads_back_and_is_not_in_the_database():
    identity = Identity.objects.create(scheme="phone", value=PHONE, index=blind_index("phone", PHONE))

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM people_identity")
        stored = cursor.fetchone()[0]

    assert Identity.objects.get(pk=identity.pk).value == PHONE
    assert PHONE not in stored
    assert "81200000017" not in stored


def test_a_value_written_with_a_key_we_do_not_have_is_refused(monkeypatch, settings):
    identity = Identity.objects.create(scheme="phone", value=PHONE, index=blind_index("phone", PHONE))
    settings.FIELD_KEYS = ["another key"]
    privacy._ring.cache_clear()

    try:
        with pytest.raises(CannotDecrypt):
            Identity.objects.get(pk=identity.pk)
    finally:
        privacy._ring.cache_clear()


def test_an_encrypted_value_that_somebody_changed_is_refused():
    sealed = encrypt(PHONE)
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]

    with pytest.raises(CannotDecrypt):
        decrypt(changed)


def test_after_rotation_old_values_are_still_read(settings):
    identity = Identity.objects.create(scheme="phone", value=PHONE, index=blind_index("phone", PHONE))
    settings.FIELD_KEYS = ["a new key", *settings.FIELD_KEYS]
    privacy._ring.cache_clear()

    try:
        assert Identity.objects.get(pk=identity.pk).value == PHONE
        assert blind_index("phone", PHONE) == identity.index
    finally:
        privacy._ring.cache_clear()


def test_a_blind_index_depends_on_purpose_value_and_key(settings):
    index = blind_index("phone", PHONE)

    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    assert blind_index("phone", PHONE) != index
    assert blind_index("email", PHONE) != blind_index("phone", PHONE)
