"""Which tenant answers for which name."""

from __future__ import annotations

from rembuk.tenancy.models import Tenant


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
