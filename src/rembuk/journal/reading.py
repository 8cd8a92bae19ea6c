"""Reading the sealed journal onward: notices, feeds and webhooks each keep their place."""

from __future__ import annotations

from django.db.models import Max

from rembuk.journal.models import Reader, Seal
from rembuk.journal.queries import sealed_after


def read_on(name: str, *, limit: int = 200) -> list[Seal]:
    """Return the sealed acts a reader has not seen and move it past them.

    Called inside the transaction of what the reader does with them: either both are kept or neither.
    """
    reader, _is_new = Reader.objects.get_or_create(name=name)
    seals = list(sealed_after(reader.number, limit=limit))
    if seals:
        Reader.objects.filter(pk=reader.pk).update(number=seals[-1].number)
    return seals


def begin_at_the_end(name: str) -> None:
    """Let a reader start after everything sealed so far, so that an old past is not told as news."""
    last = Seal.objects.aggregate(last=Max("number"))["last"] or 0
    Reader.objects.update_or_create(name=name, defaults={"number": last})
