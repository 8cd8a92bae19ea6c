"""Accounts, identities, roles, verification, consent and requests about one's own data."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import local_day
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind, RequestState, Scheme, VouchingState
from rembuk.regions.models import Region
from rembuk.tenancy.fields import uuid7
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField, personal


class People(BaseUserManager["Person"]):
    """Accounts of all tenants; what somebody may do is scoped, who they are is not."""

    def get_by_natural_key(self, login: str | None) -> Person:
        return self.get(login=login)


class Person(AbstractBaseUser):
    """An account (akun): staff sign in with a login, residents with a one-time code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = personal(models.CharField(_("login"), max_length=60, unique=True, null=True))
    name = EncryptedTextField(_("name"), blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = People()

    def __str__(self) -> str:
        return self.name or self.login or gettext("resident")

    @property
    def is_resident(self) -> bool:
        """Is this an account without a login and a password, made by a one-time code?"""
        return self.login is None


class Identity(models.Model):
    """A way to reach somebody (identitas): scheme and value; the value is encrypted and found by its blind index.

    It belongs to a person once its one-time code came back, and to nobody before. A forgotten one is an empty shell: it
    keeps the place of a supporter in the counts, and nothing that leads to somebody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.CharField(max_length=20, choices=Scheme.choices)
    value = EncryptedTextField()
    index = personal(models.CharField(max_length=64))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="identities")
    verified_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)  # STOP: nothing is sent here any more.
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "index"], name="an_identity_is_known_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(verified_at__isnull=False),
                name="an_identity_belongs_to_somebody_once_verified",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(value="", person__isnull=True, silent_since__isnull=False),
                name="a_forgotten_identity_leads_to_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.pk}"


class OneTimeCode(ScopedModel):
    """A code sent to an identity (kode sekali pakai), kept as a keyed hash, good for five minutes and three tries."""

    TRIES = 3

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+", db_index=False)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "identity", "sent_at"], name="codes_of_an_identity")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="a_code_lives_after_it_is_sent"),
            models.CheckConstraint(condition=Q(tries__lte=3), name="a_code_is_tried_three_times"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Count(ScopedModel):
    """How often something was done in a while (hitungan): limits go by identity and place, never by address alone."""

    key = models.CharField(max_length=120)
    window_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant", "key", "window_at"], name="a_window_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.times}"


class RoleGrant(ScopedModel):
    """A role somebody holds in a region for a time (penugasan), inherited by the regions below."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=30, choices=Role.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    decree = models.CharField(max_length=100, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "person"], name="roles_of_a_person"),
            models.Index(fields=["tenant", "region", "role"], name="people_with_a_role_in_a_region"),
            models.Index(fields=["tenant", "granted_by"], name="roles_granted_by_a_person"),
            models.Index(fields=["tenant", "ended_by"], name="roles_ended_by_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person", "role", "region"],
                condition=Q(ended_at__isnull=True),
                name="a_role_is_held_once_in_a_region",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="a_role_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_why=""), name="a_role_is_taken_back_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.region_id}"

    def counts_at(self, moment: datetime) -> bool:
        """Has it begun, not run out and not been taken back, as `queries.in_force` says it to the database?"""
        today = local_day(moment)
        has_run_out = self.until_on is not None and self.until_on < today
        is_taken_back = self.ended_at is not None and self.ended_at <= moment
        return self.from_on <= today and not has_run_out and not is_taken_back


class Vouching(ScopedModel):
    """Two people confirm that somebody lives here (kesaksian warga), by word or having seen a card.

    No card is copied and no number from it kept. It counts once the second one agreed, and not while it is contested.
    """

    class Method(models.TextChoices):
        SIGHT = "sight", _("saw the identity card")
        WORD = "word", _("knows them as a neighbour")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20, choices=VouchingState.choices, default=VouchingState.WAITING)
    method = models.CharField(max_length=20, choices=Method.choices)
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    second_at = models.DateTimeField(null=True)
    contested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    contested_at = models.DateTimeField(null=True)
    contested_why = EncryptedTextField(blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settled_why = EncryptedTextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "person"], name="vouchings_for_a_person"),
            models.Index(fields=["tenant", "region", "state"], name="vouchings_that_wait"),
            models.Index(fields=["tenant", "first_by", "first_at"], name="first_vouchings_of_a_person"),
            models.Index(fields=["tenant", "second_by"], name="second_vouchings_of_a_person"),
            models.Index(fields=["tenant", "contested_by"], name="vouchings_contested_by"),
            models.Index(fields=["tenant", "settled_by"], name="vouchings_settled_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person", "region"],
                condition=~Q(state=VouchingState.ANNULLED),
                name="a_resident_is_vouched_for_once",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")), name="two_different_people_vouch"
            ),
            models.CheckConstraint(
                condition=~Q(first_by=F("person")) & (Q(second_by__isnull=True) | ~Q(second_by=F("person"))),
                name="nobody_vouches_for_themselves",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | Q(second_by__isnull=False, second_at__isnull=False),
                name="a_second_word_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=VouchingState.CONFIRMED) | Q(second_by__isnull=False),
                name="nobody_is_confirmed_by_one_word",
            ),
            models.CheckConstraint(
                condition=~Q(state=VouchingState.CONTESTED) | (Q(contested_at__isnull=False) & ~Q(contested_why="")),
                name="a_vouching_is_contested_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=VouchingState.ANNULLED) | (Q(settled_by__isnull=False) & ~Q(settled_why="")),
                name="a_vouching_is_annulled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Consent(ScopedModel):
    """A yes to one purpose (persetujuan), with the version and language it was read in and the way it was given."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)  # When processing really ended; due 72 hours after withdrawal.

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "identity", "purpose"], name="consents_of_an_identity")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "identity", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_purpose_is_consented_to_once",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(withdrawn_at__isnull=False),
                name="processing_stops_after_withdrawal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class DataRequest(ScopedModel):
    """A request about one's own data (permohonan atas data pribadi), with a clock of 72 hours."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=RequestKind.choices)
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.ASKED)
    wish = EncryptedTextField(blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = EncryptedTextField(blank=True)
    found_late_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "state", "due_at"], name="data_requests_that_wait"),
            models.Index(fields=["tenant", "person"], name="data_requests_of_a_person"),
            models.Index(fields=["tenant", "done_by"], name="data_requests_done_by_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED, done_at__isnull=True)
                | (~Q(state=RequestState.ASKED) & Q(done_at__isnull=False)),
                name="a_finished_request_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(outcome=""), name="a_data_request_is_refused_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
