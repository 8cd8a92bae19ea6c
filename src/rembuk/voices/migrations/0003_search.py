from typing import Any

from django.db import migrations

# The words come stemmed, so each database is told to take them as they are. FTS5 keeps a table of its own; the tenant
# stands in it and is asked for by every search.
MAKE = {
    "sqlite": "CREATE VIRTUAL TABLE voices_need_words USING fts5(tenant UNINDEXED, need_id UNINDEXED, words)",
    "postgresql": "CREATE INDEX needs_by_words ON voices_need USING gin (to_tsvector('simple', search_words))",
}
DROP = {"sqlite": "DROP TABLE voices_need_words", "postgresql": "DROP INDEX needs_by_words"}


def make(_apps: Any, schema_editor: Any) -> None:  # Any: Django's historical apps and schema editors.
    schema_editor.execute(MAKE[schema_editor.connection.vendor])


def drop(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(DROP[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("voices", "0002_append_only")]

    operations = [migrations.RunPython(make, drop)]
