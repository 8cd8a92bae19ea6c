"""Three fences around a kabupaten: scoped managers, row-level security and composite keys.

Every scoped row carries its *tenant*, the number of its kabupaten or kota. Work happens either inside one tenant
(`in_tenant`) or reads across all of them (`national`); outside both, scoped tables cannot be reached at all.
"""

from rembuk.tenancy.current import NationalIsReadOnly, NoTenant, current_tenant, in_tenant, national

__all__ = ["NationalIsReadOnly", "NoTenant", "current_tenant", "in_tenant", "national"]
