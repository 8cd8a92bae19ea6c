"""Meetings, who is asked to them, what they go through, and what is written down."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from rembuk.media.models import Photo
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState, Method, Side
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField
from rembuk.voices.models import Need, Voice


class Meeting(ScopedModel):
    """A deliberation of residents and officers (musyawarah).

    `kind` names a kind of meeting of the rules. `key` is made by the device that planned it. `record` is the canonical
    JSON of what was sealed at closing, and `digest` its SHA-256. `quorum_waiver` says why it was closed although too
    few had come.
    """

    code = models.CharField(max_length=16)
    key = models.UUIDField()
    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    locality = TenantFK(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    has_ramp = models.BooleanField(default=False)
    has_interpreter = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    called_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    called_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closed_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    quorum_waiver = models.CharField(max_length=500, blank=True)
    paper = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    record = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "starts_at", "id"], name="meetings_by_day"),
            models.Index(fields=["tenant", "region_number", "starts_at", "id"], name="meetings_of_a_region"),
            models.Index(fields=["tenant", "programme"], name="meetings_of_a_programme"),
            models.Index(fields=["tenant", "region"], name="meetings_by_region"),
            models.Index(fields=["tenant", "locality"], name="meetings_of_a_locality"),
            models.Index(fields=["tenant", "planned_by"], name="meetings_planned_by"),
            models.Index(fields=["tenant", "called_by"], name="meetings_called_by"),
            models.Index(fields=["tenant", "closed_by"], name="meetings_closed_by"),
            models.Index(fields=["tenant", "paper"], name="meetings_by_paper"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="a_meeting_has_its_own_number"),
            models.UniqueConstraint(fields=["tenant", "key"], name="a_meeting_is_planned_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(place=""), name="a_meeting_has_a_title_and_a_place"),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.PLANNED, MeetingState.CANCELLED]) | Q(called_at__isnull=False),
                name="a_meeting_is_held_only_when_called",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_why=""),
                name="a_cancelled_meeting_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED) | (Q(closed_at__isnull=False) & ~Q(record="") & ~Q(digest="")),
                name="a_closed_meeting_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Invitation(ScopedModel):
    """How many of a group are asked to come (undangan per unsur)."""

    meeting = TenantFK(Meeting, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=30, choices=Crowd.choices)
    people = models.PositiveIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant", "meeting", "group"], name="a_group_is_invited_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.people}"


class AgendaItem(ScopedModel):
    """One part of a meeting (mata acara), as it stood in the rules when it was planned."""

    meeting = TenantFK(Meeting, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=500)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "position"], name="an_agenda_has_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.label}"


class Attendee(ScopedModel):
    """Somebody who came, by name (daftar hadir): for those who record the meeting alone, and erased again.

    `key` is made by whoever writes the list; `groups` are those that the person counts in, apart by spaces. Who is poor
    or disabled is nobody's business, so that the groups are as unreadable in the database as the name.
    """

    # Drawn by chance: an id that sorts by time would say who came when.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = TenantFK(Meeting, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    name = EncryptedTextField()
    groups = EncryptedTextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "key"], name="an_attendee_is_written_once"),
            models.CheckConstraint(condition=~Q(name=""), name="an_attendee_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def crowds(self) -> list[Crowd]:
        """The groups that the person counts in."""
        return [Crowd(group) for group in self.groups.split()]


class Entry(ScopedModel):
    """One thing written down in a meeting (catatan rapat); never changed, a later one about the same counts instead.

    `key` is made by the device. Which columns are filled depends on `kind`, see entries.py. `target` is the decision
    that is objected to, the action item that is finished, or the asking of who is given the floor. `name` is of
    somebody who signed, or who objected and wants to be named. `after` is the last number that the device had seen,
    None where it knew all; `device` tells the phones in one hall apart, and nothing of them.
    """

    meeting = TenantFK(Meeting, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    after = models.PositiveIntegerField(null=True)
    device = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    group = models.CharField(max_length=30, choices=Crowd.choices, blank=True)
    measure = models.CharField(max_length=20, choices=Measure.choices, blank=True)
    count = models.PositiveIntegerField(null=True)
    method = models.CharField(max_length=20, choices=Method.choices, blank=True)
    words = models.CharField(max_length=2000, blank=True)
    in_favour = models.PositiveIntegerField(null=True)
    against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    voice = TenantFK(Voice, on_delete=models.PROTECT, null=True, related_name="+")
    need = TenantFK(Need, on_delete=models.PROTECT, null=True, related_name="+")
    target = TenantFK("self", on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True)
    side = models.CharField(max_length=20, choices=Side.choices, blank=True)
    name = EncryptedTextField(blank=True)
    wants_to_be_named = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "voice"], name="entries_of_a_voice"),
            models.Index(fields=["tenant", "need"], name="entries_of_a_need"),
            models.Index(fields=["tenant", "target"], name="entries_about_an_entry"),
            models.Index(fields=["tenant", "recorded_by"], name="entries_by_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "number"], name="entries_have_one_order"),
            models.UniqueConstraint(fields=["tenant", "key"], name="an_entry_is_written_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=[EntryKind.OBJECTED, EntryKind.FINISHED]) | Q(target__isnull=False),
                name="an_objection_says_to_what",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.OBJECTED) | Q(name="") | Q(wants_to_be_named=True),
                name="an_objector_is_named_only_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.COUNTED) | (~Q(group="") & ~Q(measure="") & Q(count__isnull=False)),
                name="a_count_says_of_whom",
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(after__lt=F("number")),
                name="an_entry_follows_what_its_device_had_seen",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.ASKED) | ~Q(group=""), name="who_asks_for_the_floor_is_of_a_group"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.FLOOR) | Q(target__isnull=False), name="the_floor_is_given_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
