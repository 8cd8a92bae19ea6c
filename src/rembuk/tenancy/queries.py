"""Which tenant answers for which name, and which state its data is in."""

from __future__ import annotations

from django.db import connection

from rembuk.tenancy.backends.changes import places_of

# Asked for every page, also those that are handed out from memory, so these go past the object-relational layer.
_HOSTS = "SELECT host, number, words FROM tenancy_tenant WHERE host IN (%s, '')"
_STANDING = "SELECT times FROM tenancy_change WHERE place = %s"
_VERSION = "SELECT COALESCE(SUM(times), 0) FROM tenancy_change WHERE place BETWEEN %s AND %s"


class UnknownHost(LookupError):
    """No tenant answers for this name."""


def tenant_of_host(host: str) -> tuple[int, str]:
    """Return the number of the tenant that answers for a host name, with or without a port, and its packed words.

    A tenant without a name of its own answers for every name that no other claims.
    """
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host.lower()
    with connection.cursor() as cursor:
        cursor.execute(_HOSTS, [name])
        known: dict[str, tuple[int, str]] = {own: (number, words) for own, number, words in cursor.fetchall()}
    tenant = known.get(name, known.get(""))
    if tenant is None:
        raise UnknownHost(name)
    return tenant


def version_of(tenant: int) -> int:
    """Return a number that moves with every transaction that changes the tenant's data."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, places_of(tenant))
        return int(cursor.fetchone()[0])


def standing_version_of(tenant: int) -> int:
    """Return a number that moves with every transaction that changes the tenant's programmes, rules or places."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [places_of(tenant)[0]])
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def words_of_tenant(tenant: int) -> str:
    """Return the packed words of a tenant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM tenancy_tenant WHERE number = %s", [tenant])
        row = cursor.fetchone()
    return str(row[0]) if row else ""
