from __future__ import annotations

import pytest

from rembuk.tenancy.models import Tenant
from rembuk.tenancy.queries import UnknownHost, tenant_of_host

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_kabupaten() -> None:
    Tenant.objects.all().delete()
    Tenant.objects.create(number=1810, name="Pringsewu", host="pringsewu.example")
    Tenant.objects.create(number=1802, name="Lampung Tengah")


@pytest.mark.parametrize("host", ["pringsewu.example", "PRINGSEWU.example:8000"])
def test_a_name_finds_its_kabupaten(host):
    assert tenant_of_host(host) == (1810, "")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]", "rembuk.example"])
def test_the_kabupaten_without_a_name_answers_for_the_rest(host):
    assert tenant_of_host(host) == (1802, "")


def test_a_name_nobody_claims_is_unknown():
    Tenant.objects.filter(host="").delete()

    with pytest.raises(UnknownHost):
        tenant_of_host("other.example")
