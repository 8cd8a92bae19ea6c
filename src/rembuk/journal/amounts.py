"""The amounts that rows hold, told by the act that writes them, so that a digit that is changed later fits no more."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db import models

from rembuk.journal.queries import reference


def amount_columns(table: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a table that hold rupiah or a quantity."""
    return tuple(field.name for field in table._meta.concrete_fields if _is_amount(field))


def amounts_of(*rows: models.Model) -> list[str]:
    """Return what rows hold, "projects.bid:018f… price_rupiah=700000"; rows without any amount are left out."""
    return [" ".join((reference(row), *held)) for row in rows if (held := list(_held(row)))]


def _is_amount(field: models.Field[object, object]) -> bool:
    return field.name.endswith("_rupiah") or isinstance(field, models.DecimalField)


def _held(row: models.Model) -> Iterator[str]:
    for field in filter(_is_amount, row._meta.concrete_fields):
        value = getattr(row, field.name)
        if value is not None:
            # As the table keeps it, which may be shorter than what was written.
            places = Decimal(1).scaleb(-getattr(field, "decimal_places", 0))
            yield f"{field.name}={Decimal(value).quantize(places).normalize():f}"
