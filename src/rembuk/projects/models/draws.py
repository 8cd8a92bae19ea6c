"""Draws by lot that anybody can draw again: the list, the seal, and who was drawn."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.projects.models.works import Project
from rembuk.projects.states import DrawKind, DrawState
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField


class Draw(ScopedModel):
    """A draw by lot (undian terbuka), as rembuk.engines.sortition draws it.

    `sealed` and `list_digest` are public from its announcement on, `secret` and `word` once it is drawn.
    """

    kind = models.CharField(max_length=20, choices=DrawKind.choices)
    project = TenantFK(Project, on_delete=models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    seats = models.PositiveSmallIntegerField()
    sealed = models.CharField(max_length=64)
    list_digest = models.CharField(max_length=64)
    secret = EncryptedTextField()
    word = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=DrawState.choices, default=DrawState.ANNOUNCED)
    announced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    announced_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "region_number", "announced_at"], name="draws_of_a_region")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project"],
                condition=Q(project__isnull=False),
                name="a_work_has_one_draw_of_witnesses",
            ),
            models.CheckConstraint(
                condition=Q(kind=DrawKind.WITNESSES, project__isnull=False)
                | Q(kind=DrawKind.AUDIT, project__isnull=True),
                name="witnesses_are_drawn_for_one_work",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_draw_draws_somebody"),
            models.CheckConstraint(
                condition=Q(state=DrawState.ANNOUNCED, drawn_by=None, drawn_at=None, word="")
                | (Q(state=DrawState.DRAWN, drawn_by__isnull=False, drawn_at__isnull=False) & ~Q(word="")),
                name="what_is_drawn_has_a_word_and_somebody_who_said_it",
            ),
            models.CheckConstraint(
                condition=Q(drawn_by=None) | ~Q(drawn_by=F("announced_by")), name="whoever_seals_does_not_draw"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sealed[:8]}"


class Ticket(ScopedModel):
    """A name on the list of a draw (nomor undian): a work, or a resident under a number that names nobody.

    `place` is its turn among those drawn, from 1; None for the others.
    """

    draw = TenantFK(Draw, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    project = TenantFK(Project, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "person"], name="tickets_of_a_person"),
            models.Index(fields=["tenant", "project"], name="tickets_of_a_project"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "draw", "name"], name="a_list_names_everybody_once"),
            models.UniqueConstraint(
                fields=["tenant", "draw", "place"], condition=Q(place__isnull=False), name="a_place_is_drawn_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, project__isnull=True) | Q(person__isnull=True, project__isnull=False),
                name="a_ticket_is_of_a_resident_or_of_a_work",
            ),
        ]

    def __str__(self) -> str:
        return self.name
