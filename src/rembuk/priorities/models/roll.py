"""Who may vote, and who was given a card: never which."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from rembuk.people.models import Person
from rembuk.priorities.states import VoterGroup
from rembuk.regions.models import Locality
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField


class RollEntry(ScopedModel):
    """A voter on the roll (daftar pemilih), one for paper and web; it holds no moment and no card.

    `group` is for turnout alone, and empty where nobody said it.
    """

    # Drawn by chance: an id that sorts by time would say who came when.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    locality = TenantFK(Locality, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField()
    group = models.CharField(max_length=10, choices=VoterGroup.choices, blank=True)
    has_card = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "voting", "locality"], name="voters_by_locality"),
            models.Index(fields=["tenant", "locality"], name="voters_of_a_locality"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
