"""The columns of the second and third fence: the tenant itself, and keys that cannot point across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models.lookups import Exact
from uuid_utils.compat import uuid7 as _uuid7

from rembuk.tenancy.current import current_tenant

# Django's fields take type arguments only in the eyes of the type checker.
if TYPE_CHECKING:
    IntegerField = models.IntegerField[int, int]
    ForeignKey = models.ForeignKey[Any, Any]  # Any: the set and get types come from the model pointed at.
else:
    IntegerField = models.IntegerField
    ForeignKey = models.ForeignKey


class WrongTenant(ValueError):
    """A row of one tenant was about to be written inside another."""


def uuid7() -> UUID:
    """Return a new id that sorts by time of making (RFC 9562, section 5.7)."""
    return _uuid7()


class TenantField(IntegerField):
    """The number of the kabupaten a row belongs to; set once, from the tenant at work."""

    # The schema editors know scoped tables by this mark; migrations keep the field but not the model's bases.
    is_tenant = True

    def __init__(self, **options: Any) -> None:  # Any: Django's own field options pass through unchanged.
        options.setdefault("editable", False)
        options["default"] = current_tenant
        super().__init__(**options)

    def deconstruct(self) -> Any:  # Any: Django's deconstruct tuple.
        name, path, arguments, options = super().deconstruct()
        options.pop("default", None)
        options.pop("editable", None)
        return name, path, arguments, options

    def pre_save(self, model_instance: models.Model, add: bool) -> int:  # noqa: FBT001 - Django's signature.
        tenant: int = super().pre_save(model_instance, add)
        if tenant != current_tenant():
            raise WrongTenant(f"A row of tenant {tenant} was about to be written inside {current_tenant()}.")
        return tenant


class TenantFK(ForeignKey):
    """A foreign key between scoped tables; joins and the database's own key include the tenant.

    Django makes no constraint for it: the schema editors write the composite one, (tenant, x_id) to (tenant, id).
    """

    # The schema editors know composite keys by this mark.
    is_tenant_key = True

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:  # Any: Django's own arguments.
        options.setdefault("db_index", False)
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:  # Any: Django's deconstruct tuple.
        name, path, arguments, options = super().deconstruct()
        options.pop("db_constraint", None)
        return name, path, arguments, options

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:  # Any: the stubs know only WhereNode.
        """Add tenant equality to every join over this key."""
        theirs: Any = self.remote_field.model._meta.get_field("tenant")  # Any: a plain column, never a relation.
        ours: Any = self.model._meta.get_field("tenant")
        return Exact(theirs.get_col(related_alias), ours.get_col(alias))
