"""Needs, who supports them, and which voices were joined to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Identity, Person
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.programmes.rules import Level
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.voices.states import NeedState


class Need(ScopedModel):
    """What several residents ask for (kebutuhan, usulan): a title, a place, a subject, and who is responsible.

    `level` is who has the authority, once known; `agency` names the office in the words of the rule set. `answer` is
    the one in force. A need about an office is decided one tier higher. The counts are kept by the actions that change
    them and equal the rows they count; a supporter whose own voice is joined counts as a voice alone. `search_words`
    are what may be shown, stemmed and folded.
    """

    code = models.CharField(max_length=16)
    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    locality = TenantFK(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    subject = models.CharField(max_length=60)
    about_office = models.BooleanField(default=False)
    level = models.CharField(max_length=20, blank=True, choices=[(level.value, level.value) for level in Level])
    agency = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=NeedState.choices, default=NeedState.OPEN)
    answer = TenantFK("voices.Answer", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    voice_count = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    search_words = models.TextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "-opened_at", "-id"], name="needs_newest_first"),
            models.Index(fields=["tenant", "region_number", "-opened_at", "-id"], name="needs_of_a_region"),
            # Figures of places are counted from this index alone, whatever the number of needs.
            models.Index(fields=["tenant", "region_number", "state"], name="needs_counted_by_place"),
            models.Index(fields=["tenant", "state", "-opened_at", "-id"], name="needs_in_a_state"),
            models.Index(fields=["tenant", "subject", "-opened_at", "-id"], name="needs_on_a_subject"),
            models.Index(fields=["tenant", "programme"], name="needs_of_a_programme"),
            models.Index(fields=["tenant", "region"], name="needs_by_region"),
            models.Index(fields=["tenant", "locality"], name="needs_of_a_locality"),
            models.Index(fields=["tenant", "answer"], name="needs_by_answer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="a_need_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(state__in=[NeedState.OPEN, NeedState.EMPTIED]) | Q(answer__isnull=False),
                name="a_need_with_a_fate_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(state=NeedState.EMPTIED, voice_count=0)
                | (~Q(state=NeedState.EMPTIED) & Q(voice_count__gte=1)),
                name="a_need_without_voices_is_emptied",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_need_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state=NeedState.FORWARDED) | ~Q(level=""), name="a_forwarded_need_knows_its_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Support(ScopedModel):
    """Somebody says "saya juga" (dukungan): one per identity and need."""

    need = TenantFK(Need, on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "identity"], name="supports_of_an_identity")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "need", "identity"], name="an_identity_supports_a_need_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Merge(ScopedModel):
    """A voice was joined to a need (penggabungan), and perhaps parted from it again; the history is kept."""

    voice = TenantFK("voices.Voice", on_delete=models.PROTECT, related_name="+")
    need = TenantFK(Need, on_delete=models.PROTECT, related_name="+")
    merged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    merged_as = models.CharField(max_length=30, choices=Role.choices)
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "need", "merged_at"], name="merges_into_a_need"),
            models.Index(fields=["tenant", "voice", "merged_at"], name="merges_of_a_voice"),
            models.Index(fields=["tenant", "merged_by"], name="merges_by_a_person"),
            models.Index(fields=["tenant", "undone_by"], name="merges_undone_by_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voice"],
                condition=Q(undone_at__isnull=True),
                name="a_voice_is_joined_to_one_need_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_why=""), name="a_merge_is_undone_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
