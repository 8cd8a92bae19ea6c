"""Which tenant answers for which name, and which state its data is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rembuk.tenancy.backends.changes import places_of
from rembuk.tenancy.backends.plain import Rows, plain_rows

# Asked for every page, also those that are handed out from memory, so these go past the object-relational layer.
_HOSTS = "SELECT host, number, words FROM tenancy_tenant WHERE host IN (%s, '')"
_STANDING = "SELECT times FROM tenancy_change WHERE place = %s"
_VERSION = "SELECT COALESCE(SUM(times), 0) FROM tenancy_change WHERE place BETWEEN %s AND %s"
_WORDS = "SELECT words FROM tenancy_tenant WHERE number = %s"


class UnknownHost(LookupError):
    """No tenant answers for this name."""


def tenant_of_host(host: str) -> tuple[int, str]:
    """Return the number of the tenant that answers for a host name, with or without a port, and its packed words.

    A tenant without a name of its own answers for every name that no other claims.
    """
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host.lower()
    known: dict[str, tuple[int, str]] = {own: (number, words) for own, number, words in plain_rows(_HOSTS, [name])}
    tenant = known.get(name, known.get(""))
    if tenant is None:
        raise UnknownHost(name)
    return tenant


def version_of(tenant: int, *, asked: Callable[[str, Sequence[int]], Rows] = plain_rows) -> int:
    """Return a number that moves with every transaction that changes the tenant's data."""
    ((times,),) = asked(_VERSION, places_of(tenant))
    return int(times)


def standing_version_of(tenant: int) -> int:
    """Return a number that moves with every transaction that changes the tenant's programmes, rules or places."""
    rows = plain_rows(_STANDING, [places_of(tenant)[0]])
    return int(rows[0][0]) if rows else 0


def words_of_tenant(tenant: int) -> str:
    """Return the packed words of a tenant."""
    rows = plain_rows(_WORDS, [tenant])
    return str(rows[0][0]) if rows else ""
