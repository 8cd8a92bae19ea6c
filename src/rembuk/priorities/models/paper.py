"""What people read on paper ballots, and where the printed sheets went."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class PrintedSheet(ScopedModel):
    """A paper ballot that was printed (lembar surat suara), by its number; who used it is not known."""

    # Drawn by chance: an id that sorts by time would say in which order sheets lay in the pile.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=20)
    is_spoiled = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voting", "serial"], name="a_sheet_is_printed_once"),
            models.CheckConstraint(condition=~Q(serial=""), name="a_printed_sheet_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.serial


class PaperReading(ScopedModel):
    """What one person read on a paper ballot (pembacaan surat suara); the serial names a sheet, nobody who used it.

    `photo` is the picture of the sheet that this person took along. It is never shown in public.
    """

    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=20)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    photo = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "photo"], name="readings_with_a_photo")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voting", "serial", "read_by"], name="a_person_reads_a_sheet_once"
            )
        ]

    def __str__(self) -> str:
        return self.serial


class PaperMark(ScopedModel):
    """What a reading says of one option."""

    reading = TenantFK(PaperReading, on_delete=models.PROTECT, related_name="+")
    option = TenantFK("priorities.RoundOption", on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "option"], name="paper_marks_on_an_option")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reading", "option"], name="a_reading_marks_an_option_once"),
            models.CheckConstraint(condition=Q(value__gte=1), name="a_mark_on_paper_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class SheetCount(ScopedModel):
    """Where the printed sheets of a vote went (rekonsiliasi surat suara)."""

    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    printed = models.PositiveIntegerField()
    used = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    unused = models.PositiveIntegerField()
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voting"], name="sheets_are_accounted_for_once"),
            models.CheckConstraint(
                condition=Q(printed=F("used") + F("spoiled") + F("unused")), name="every_sheet_is_accounted_for"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.used}/{self.printed}"
