"""Kinds and states around people."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class Scheme(TextChoices):
    """Kinds of address an identity can be."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")


class RequestKind(TextChoices):
    """What people may ask about their own data (hak subjek data)."""

    EXPORT = "export", _("see and take along")
    CORRECT = "correct", _("correct")
    DELETE = "delete", _("delete")
    WITHDRAW = "withdraw", _("withdraw consent")


class RequestState(TextChoices):
    """How far a request about data is."""

    ASKED = "asked", _("asked")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


REQUEST_STATES = StateTable(
    start=RequestState.ASKED,
    moves={
        RequestState.ASKED: frozenset({RequestState.DONE, RequestState.REFUSED}),
        RequestState.DONE: frozenset(),
        RequestState.REFUSED: frozenset(),
    },
)
