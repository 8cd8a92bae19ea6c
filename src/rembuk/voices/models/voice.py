"""Voices as they were spoken, their pictures, why some are not shown, and what their senders object to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.media.models import Photo
from rembuk.people.models import Identity, Person
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField, personal
from rembuk.voices.models.need import Need
from rembuk.voices.states import Channel, Confidentiality, Disputed, Group, Origin, VoiceKind, VoiceState


class Voice(ScopedModel):
    """One statement in somebody's own words (aspirasi).

    `words` never change and are encrypted, because people write numbers and names into them; `shown_words` are the same
    with NIK, phone numbers and e-mail addresses masked. `title` and `tidied_words` stand beside them. `key` is made by
    the sender's device; `request_digest` tells a replay from another request under the same key. An anonymous voice
    stores nothing about its sender, nor who helped to write it down. What is said about an office is handled one tier
    higher.
    """

    code = models.CharField(max_length=16)
    key = models.UUIDField()
    request_digest = models.CharField(max_length=64)
    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    locality = TenantFK(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    landmark = models.CharField(max_length=400, blank=True)  # Masking a number makes it longer.
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
    about_office = models.BooleanField(default=False)
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
                condition=~Q(confidentiality=Confidentiality.ANONYMOUS) | Q(assisted_by__isnull=True),
                name="an_anonymous_voice_has_no_helper",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.ASSISTED)
                | Q(confidentiality=Confidentiality.ANONYMOUS)
                | Q(assisted_by__isnull=False),
                name="an_assisted_voice_names_who_helped",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class VoicePhoto(ScopedModel):
    """A picture that came with a voice (foto pendukung), or is still on its way under the key of its upload."""

    voice = TenantFK(Voice, on_delete=models.PROTECT, related_name="+")
    photo = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    upload_key = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "photo"], name="voices_of_a_photo")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "voice", "photo"], name="a_photo_comes_with_a_voice_once"),
            models.UniqueConstraint(fields=["tenant", "upload_key"], name="an_upload_belongs_to_one_voice"),
            models.CheckConstraint(
                condition=Q(photo__isnull=False) | Q(upload_key__isnull=False),
                name="a_photo_is_here_or_on_its_way",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Withholding(ScopedModel):
    """A voice is not shown (penahanan): in which role somebody decided so, when and why, and what was decided later.

    `taken_from` is the state the voice was in, and goes back to.
    """

    voice = TenantFK(Voice, on_delete=models.PROTECT, related_name="+")
    taken_from = models.CharField(max_length=20, choices=VoiceState.choices)
    taken_from_need = TenantFK(Need, on_delete=models.PROTECT, null=True, related_name="+")
    reason_code = models.CharField(max_length=40)
    sentence = models.CharField(max_length=500)
    next_step = models.CharField(max_length=500)
    withheld_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    withheld_as = models.CharField(max_length=30, choices=Role.choices)
    withheld_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "voice", "withheld_at"], name="withholdings_of_a_voice"),
            models.Index(fields=["tenant", "taken_from_need"], name="withholdings_from_a_need"),
            models.Index(fields=["tenant", "withheld_by"], name="withholdings_by_a_person"),
            models.Index(fields=["tenant", "lifted_by"], name="withholdings_lifted_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voice"], condition=Q(lifted_at__isnull=True), name="a_voice_is_withheld_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason_code="") & ~Q(sentence="") & ~Q(next_step=""), name="a_withholding_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_why=""), name="a_withholding_is_lifted_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Objection(ScopedModel):
    """The sender says that something was done wrong (keberatan); somebody else than who did it looks again.

    `why` is encrypted as the words of a voice are; `sentence` is the reply.
    """

    voice = TenantFK(Voice, on_delete=models.PROTECT, related_name="+")
    against = models.CharField(max_length=20, choices=Disputed.choices)
    why = EncryptedTextField()
    raised_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    sentence = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "voice", "raised_at"], name="objections_of_a_voice"),
            models.Index(fields=["tenant", "settled_at", "raised_at"], name="objections_that_wait"),
            models.Index(fields=["tenant", "settled_by"], name="objections_settled_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "voice"],
                condition=Q(settled_at__isnull=True),
                name="a_voice_is_disputed_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="an_objection_says_why"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(sentence=""), name="an_objection_is_settled_with_a_reply"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
