"""Voices as they were spoken, their pictures, and why some are not shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.media.models import Photo
from rembuk.people.models import Identity, Person
from rembuk.programmes.models import Programme
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField, personal
from rembuk.voices.models.need import Need
from rembuk.voices.states import Channel, Confidentiality, Group, Origin, VoiceKind, VoiceState


class Voice(ScopedModel):
    """One statement in somebody's own words (aspirasi).

    `words` never change and are encrypted, because people write numbers and names into them; `shown_words` are the same
    with NIK, phone numbers and e-mail addresses masked. `title` and `tidied_words` stand beside them. `key` is made by
    the sender's device; `request_digest` tells a replay from another request under the same key. An anonymous voice
    stores nothing about its sender.
    """

    code = models.CharField(max_length=16)
    key = models.UUIDField()
    request_digest = models.CharField(max_length=64)
    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    locality = TenantFK(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    landmark = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=VoiceKind.choices)
    group = models.CharField(max_length=20, choices=Group.choices, blank=True)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.RESIDENT)
    words = EncryptedTextField()
    shown_words = models.TextField()
    spoken_on = models.DateField()
    received_at = models.DateTimeField()
    contact = models.ForeignKey(Identity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    assisted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    secret_hash = personal(models.CharField(max_length=64, blank=True))
    state = models.CharField(max_length=20, choices=VoiceState.choices, default=VoiceState.RECEIVED)
    held_for = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=160, blank=True)
    tidied_words = models.TextField(blank=True)
    subject = models.CharField(max_length=60, blank=True)
    tidied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    tidied_at = models.DateTimeField(null=True)
    need = TenantFK(Need, on_delete=models.PROTECT, null=True, related_name="+")
    answer = TenantFK("voices.Answer", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=60, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "-received_at", "-id"], name="voices_newest_first"),
            models.Index(fields=["tenant", "region_number", "-received_at", "-id"], name="voices_of_a_region"),
            models.Index(fields=["tenant", "state", "received_at", "id"], name="voices_that_wait"),
            models.Index(fields=["tenant", "need", "received_at"], name="voices_of_a_need"),
            models.Index(fields=["tenant", "contact"], name="voices_of_a_contact"),
            models.Index(fields=["tenant", "assisted_by"], name="voices_entered_by_a_person"),
            models.Index(fields=["tenant", "tidied_by"], name="voices_tidied_by_a_person"),
            models.Index(fields=["tenant", "programme"], name="voices_of_a_programme"),
            models.Index(fields=["tenant", "region"], name="voices_by_region"),
            models.Index(fields=["tenant", "locality"], name="voices_of_a_locality"),
            models.Index(fields=["tenant", "answer"], name="voices_by_answer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="a_voice_has_its_own_number"),
            models.UniqueConstraint(fields=["tenant", "key"], name="a_voice_is_received_once"),
            models.UniqueConstraint(
                fields=["tenant", "source", "external_id"],
                condition=~Q(external_id=""),
                name="a_row_of_another_system_is_one_voice",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_voice_has_words"),
            models.CheckConstraint(
                condition=(Q(state=VoiceState.MERGED) & Q(need__isnull=False))
                | (~Q(state=VoiceState.MERGED) & Q(need__isnull=True)),
                name="a_merged_voice_has_a_need_and_no_other_does",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[VoiceState.ANSWERED, VoiceState.DECLINED]) | Q(answer__isnull=False),
                name="an_answered_voice_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[VoiceState.TIDIED, VoiceState.MERGED, VoiceState.ANSWERED, VoiceState.DECLINED])
                | (~Q(title="") & Q(tidied_at__isnull=False)),
                name="a_tidied_voice_has_a_title",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoiceState.HELD) | ~Q(held_for=""), name="a_held_voice_says_what_for"
            ),
            models.CheckConstraint(
                condition=~Q(confidentiality=Confidentiality.ANONYMOUS) | Q(contact__isnull=True),
                name="an_anonymous_voice_has_no_sender",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.ASSISTED) | Q(assisted_by__isnull=False),
                name="an_assisted_voice_names_who_helped",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class VoicePhoto(ScopedModel):
    """A picture that came with a voice (foto pendukung)."""

    voice = TenantFK(Voice, on_delete=models.PROTECT, related_name="+")
    photo = TenantFK(Photo, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "photo"], name="voices_of_a_photo")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voice", "photo"], name="a_photo_is_added_to_a_voice_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Withholding(ScopedModel):
    """A voice is not shown (penahanan tayang), by whom, when and why, and perhaps shown again."""

    voice = TenantFK(Voice, on_delete=models.PROTECT, related_name="+")
    reason_code = models.CharField(max_length=40)
    sentence = models.CharField(max_length=500)
    withheld_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    withheld_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "voice", "withheld_at"], name="withholdings_of_a_voice"),
            models.Index(fields=["tenant", "withheld_by"], name="withholdings_by_a_person"),
            models.Index(fields=["tenant", "lifted_by"], name="withholdings_lifted_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voice"], condition=Q(lifted_at__isnull=True), name="a_voice_is_withheld_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason_code="") & ~Q(sentence=""), name="a_withholding_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
