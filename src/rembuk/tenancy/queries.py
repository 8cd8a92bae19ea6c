"""Which tenant answers for which name, and which state its data is in."""

from __future__ import annotations

from django.db import connection

from rembuk.tenancy.backends.changes import places_of
from rembuk.tenancy.models import Tenant

# Asked before every copy of a page that is handed out, so it goes past the object-relational layer.
_VERSION = "SELECT COALESCE(SUM(times), 0) FROM tenancy_change WHERE place BETWEEN %s AND %s"


class UnknownHost(LookupError):
    """No tenant answers for this name."""


def tenant_of_host(host: str) -> int:
    """Return the number of the tenant that answers for a host name, with or without a port.

    A tenant without a name of its own answers for every name that no other claims.
    """
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host.lower()
    known = dict(Tenant.objects.filter(host__in=[name, ""]).values_list("host", "number"))
    tenant = known.get(name, known.get(""))
    if tenant is None:
        raise UnknownHost(name)
    return tenant


def version_of(tenant: int) -> int:
    """Return a number that moves with every transaction that changes the tenant's data."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, places_of(tenant))
        return int(cursor.fetchone()[0])
