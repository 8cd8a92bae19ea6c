"""Who came to a work day, and who was hurt there: private lists that no public page reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.projects.swadaya.models.asking import WorkDay
from rembuk.projects.swadaya.states import Harm, Source
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField


class Sheet(ScopedModel):
    """The list of those who came to a work day, as one person wrote or read it (daftar hadir)."""

    key = models.UUIDField()
    day = TenantFK(WorkDay, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices)
    photo = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "day", "read_at"], name="sheets_of_a_work_day"),
            models.Index(fields=["tenant", "photo"], name="sheets_on_a_photo"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_list_is_taken_once"),
            models.CheckConstraint(
                condition=~Q(source=Source.PAPER) | Q(photo__isnull=False), name="a_paper_list_has_its_photo"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SheetLine(ScopedModel):
    """One person on a list, and how much of the day they worked (baris daftar hadir)."""

    sheet = TenantFK(Sheet, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = EncryptedTextField()
    days = models.DecimalField(max_digits=3, decimal_places=2)
    is_grown = models.BooleanField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sheet", "place"], name="a_line_has_its_place_on_a_list"),
            models.CheckConstraint(condition=Q(days__gt=0, days__lte=1), name="nobody_works_more_than_a_day_in_a_day"),
            models.CheckConstraint(condition=Q(is_grown=True), name="nobody_under_fifteen_is_counted"),
        ]

    def __str__(self) -> str:
        return str(self.place)


class Injury(ScopedModel):
    """Somebody was hurt on a work day (kecelakaan kerja); what happened is for those who help, and nobody else."""

    key = models.UUIDField()
    day = TenantFK(WorkDay, on_delete=models.PROTECT, related_name="+")
    harm = models.CharField(max_length=20, choices=Harm.choices)
    words = EncryptedTextField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "day"], name="injuries_of_a_work_day")]
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="an_injury_is_noted_once")]

    def __str__(self) -> str:
        return self.harm
