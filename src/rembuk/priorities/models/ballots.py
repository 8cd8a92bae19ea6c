"""Cards, and ballots that belong to nobody: ids drawn by chance, no moment, no order, no key to the roll."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from rembuk.priorities.states import CardState
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Card(ScopedModel):
    """A card to vote with (kartu suara), known by a mark that only its code and the key of the vote can make."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=CardState.choices, default=CardState.READY)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant", "voting", "mark"], name="a_card_is_made_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(ScopedModel):
    """A ballot (surat suara). Its slot is the same for the same card, and empty once it is counted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=64, blank=True)

    class Meta:
        base_manager_name = "objects"
        # The constraint holds for ballots with a slot alone, and SQLite cannot tell that a slot it looks for is one.
        indexes = [models.Index(fields=["tenant", "voting", "slot"], name="ballots_of_a_vote_by_slot")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voting", "slot"], condition=~Q(slot=""), name="a_card_has_one_ballot"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BallotMark(ScopedModel):
    """What a ballot says of one option: chosen, its points or its rank."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ballot = TenantFK(Ballot, on_delete=models.CASCADE, related_name="marks")
    option = TenantFK("priorities.RoundOption", on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "option"], name="marks_on_an_option")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "ballot", "option"], name="a_ballot_marks_an_option_once"),
            models.CheckConstraint(condition=Q(value__gte=1), name="a_mark_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class Sending(ScopedModel):
    """A ballot that came in, by a keyed mark of its sending, so that the same one sent twice counts once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant", "voting", "mark"], name="a_sending_counts_once")]

    def __str__(self) -> str:
        return str(self.pk)


class WrongCode(ScopedModel):
    """How often somebody typed codes of no card, by a keyed mark of where they came from; erased at the count."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    client = models.CharField(max_length=64)
    tries = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voting", "client"], name="wrong_codes_are_counted_by_client")
        ]

    def __str__(self) -> str:
        return str(self.tries)


class Receipt(ScopedModel):
    """A receipt among those counted (tanda terima): it proves that a ballot is in, not what it says."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=19)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "voting", "text"], name="receipts_of_a_vote")]

    def __str__(self) -> str:
        return self.text
