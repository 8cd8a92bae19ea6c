"""PostgreSQL: row-level security on every scoped table; append-only tables by privilege."""
