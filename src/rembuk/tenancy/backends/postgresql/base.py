"""PostgreSQL with fenced tables."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql import schema as postgresql

from rembuk.tenancy.backends.changes import CountsChanges
from rembuk.tenancy.backends.plain import AsksPlainly
from rembuk.tenancy.backends.schema import FencedTables, is_scoped, is_tenant_key

# An unset tenant compares as NULL: no row is seen and none can be written.
_POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_one_tenant ON {table}
    USING (tenant::text = current_setting('rembuk.tenant', true))
    WITH CHECK (tenant::text = current_setting('rembuk.tenant', true));
CREATE POLICY read_by_the_nation ON {table} FOR SELECT
    USING (current_setting('rembuk.tenant', true) = 'national');
"""


class DatabaseSchemaEditor(FencedTables, postgresql.DatabaseSchemaEditor):
    """Adds row-level security to the fences that both databases have."""

    def create_model(self, model: Any) -> None:  # Any: historical models.
        super().create_model(model)
        if is_scoped(model):
            self.execute(_POLICY.format(table=self.quote_name(model._meta.db_table)))

    def add_field(self, model: Any, field: Any) -> None:
        super().add_field(model, field)
        if is_tenant_key(field):
            self.execute(f"ALTER TABLE {self.quote_name(model._meta.db_table)} ADD {self.tenant_key_sql(field)}")

    def forbid_changes(self, model: Any) -> None:
        """Leave the web's role INSERT and SELECT, even where it owns the table."""
        table = self.quote_name(model._meta.db_table)
        self.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM CURRENT_USER")
        # Foreign keys that point here lock the row (FOR KEY SHARE), which needs UPDATE on some column.
        # Row-level security lets the tenant be written only as what it already is.
        self.execute(f"GRANT UPDATE (tenant) ON {table} TO CURRENT_USER")

    def allow_changes(self, model: Any) -> None:
        """Give back what `forbid_changes` took."""
        self.execute(f"GRANT UPDATE, DELETE, TRUNCATE ON {self.quote_name(model._meta.db_table)} TO CURRENT_USER")


class DatabaseWrapper(CountsChanges, AsksPlainly, base.DatabaseWrapper):
    """Django's PostgreSQL with fenced tables and counted changes."""

    SchemaEditorClass = DatabaseSchemaEditor
