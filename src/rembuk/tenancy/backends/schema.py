"""How the fences look in SQL: composite primary and foreign keys, the same on both databases."""

from __future__ import annotations

from typing import Any, cast

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class FencedTables(BaseDatabaseSchemaEditor):
    """Writes (tenant, id) as the primary key of scoped tables, and keys between them as (tenant, x_id)."""

    def table_sql(self, model: Any) -> tuple[str, list[Any]]:  # Any: historical models and SQL parameters.
        sql, parameters = super().table_sql(model)
        fences = self._fences(model)
        if fences:
            body, end = sql.rsplit(")", 1)
            sql = f"{body}, {', '.join(fences)}){end}"
        return sql, parameters

    def column_sql(self, model: Any, field: Any, include_default: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's.
        definition, parameters = super().column_sql(model, field, include_default)
        if field.primary_key and is_scoped(model):
            definition = str(definition).replace(" PRIMARY KEY", "")
        return definition, parameters

    def _fences(self, model: Any) -> list[str]:
        if not is_scoped(model):
            return []
        key = f"PRIMARY KEY ({self.quote_name('tenant')}, {self.quote_name(model._meta.pk.column)})"
        return [key, *(self.tenant_key_sql(field) for field in tenant_keys(model))]

    def tenant_key_sql(self, field: Any) -> str:
        """Return the composite foreign key of one TenantFK."""
        target = field.remote_field.model._meta
        ours = f"{self.quote_name('tenant')}, {self.quote_name(field.column)}"
        theirs = f"{self.quote_name('tenant')}, {self.quote_name(target.pk.column)}"
        return (
            f"FOREIGN KEY ({ours}) REFERENCES {self.quote_name(target.db_table)} ({theirs})"
            " DEFERRABLE INITIALLY DEFERRED"
        )


def is_scoped(model: Any) -> bool:
    """Does the table carry a tenant? Historical models in migrations answer as well."""
    return any(getattr(field, "is_tenant", False) for field in model._meta.local_fields)


def tenant_keys(model: Any) -> list[Any]:
    """Return the foreign keys between scoped tables."""
    return [field for field in model._meta.local_fields if is_tenant_key(field)]


def is_tenant_key(field: Any) -> bool:
    """Is this a key whose constraint the schema editors write?"""
    return cast("bool", getattr(field, "is_tenant_key", False))
