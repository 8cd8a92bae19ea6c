"""What residents ask about money and works, tied to the very line that they ask about."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from rembuk.finance.models.money import Post, Transfer
from rembuk.projects.models import BillRow, Measurement
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel

THINGS: Final = ("post", "transfer", "bill_row", "measurement")


def _about(thing: str) -> Q:
    return Q(**{f"{other}__isnull": other != thing for other in THINGS})


class Asked(ScopedModel):
    """A voice is about one post, payment, row of a bill or measurement (pertanyaan pada baris anggaran).

    Its answer and its clock are the voice's, so that there is one way for all that somebody asks.
    """

    voice = TenantFK("voices.Voice", on_delete=models.PROTECT, related_name="+")
    post = TenantFK(Post, on_delete=models.PROTECT, null=True, related_name="+")
    transfer = TenantFK(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    bill_row = TenantFK(BillRow, on_delete=models.PROTECT, null=True, related_name="+")
    measurement = TenantFK(Measurement, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", thing], name=f"asked_about_a_{thing}") for thing in THINGS]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voice"], name="a_voice_asks_about_one_thing"),
            models.CheckConstraint(
                condition=_about("post") | _about("transfer") | _about("bill_row") | _about("measurement"),
                name="what_is_asked_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.voice_id)
