"""Answers: what was decided, by whom, why, and what comes next."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.programmes.models import RuleSet
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.voices.states import AnswerKind


class Answer(ScopedModel):
    """An answer to a need or a voice (jawaban); a refusal names a reason of the rule set and the next step.

    `level` and `agency` say where a forwarded need went. `next_step` is what the resident can expect or do.
    `answered_as` is the role in which it was given, which the public sees in place of a name. Answers are never
    changed; another one is given instead.
    """

    need = TenantFK("voices.Need", on_delete=models.PROTECT, null=True, related_name="+")
    voice = TenantFK("voices.Voice", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=AnswerKind.choices)
    rule_set = TenantFK(RuleSet, on_delete=models.PROTECT, related_name="+")
    reason_code = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=1000)
    next_step = models.CharField(max_length=500, blank=True)
    level = models.CharField(max_length=20, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_as = models.CharField(max_length=30, choices=Role.choices)
    answered_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "need", "answered_at"], name="answers_to_a_need"),
            models.Index(fields=["tenant", "voice", "answered_at"], name="answers_to_a_voice"),
            models.Index(fields=["tenant", "answered_by"], name="answers_by_a_person"),
            models.Index(fields=["tenant", "rule_set"], name="answers_under_a_rule_set"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, voice__isnull=True) | Q(need__isnull=True, voice__isnull=False),
                name="an_answer_is_to_a_need_or_a_voice",
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="an_answer_has_a_sentence"),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.ANSWERED) | (~Q(reason_code="") & ~Q(next_step="")),
                name="no_refusal_without_a_reason_and_a_next_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason_code}".strip()
